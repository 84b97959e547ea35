package io.reprise.research.jobs;

import io.reprise.engine.journal.JournalFolder;
import io.reprise.engine.journal.JournalManifest;
import io.reprise.engine.time.NanoClock;
import io.reprise.engine.time.Times;
import io.reprise.research.access.Principal;
import io.reprise.research.access.Scope;
import io.reprise.research.store.Json;
import io.reprise.research.store.PrivateFile;
import io.reprise.research.workspace.RunFolder;
import io.reprise.research.workspace.SessionFolder;
import io.reprise.research.workspace.Workspace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Starts and stops paper sessions, each an engine in a process of its own that outlives the side-car. A stop is the signal
 * that a terminal would send: the engine cancels or keeps its orders, takes a snapshot and ends. Safe from any thread.
 */
public final class Sessions {
    private static final String PROCESS = "process.json";
    private static final String LOG = "log.txt";
    private static final String OLD_LOG = "log.before.txt";
    private static final String OUT = "out.json";
    private static final long START_MS = 30_000;
    private static final long STOP_MS = 60_000;
    private static final long LOOK_MS = 20;

    private final Workspace workspace;
    private final NanoClock clock;
    private final Map<Long, Process> children = new ConcurrentHashMap<>();

    private Sessions(Workspace workspace, NanoClock clock) {
        this.workspace = workspace;
        this.clock = clock;
    }

    public static Sessions of(Workspace workspace, NanoClock clock) {
        return new Sessions(workspace, clock);
    }

    /**
     * The process of a session, as it was started.
     *
     * @param started by the operating system's clock, which with the pid tells it from another process
     * @param request what it was started with
     * @param by name of the token
     */
    record Started(long pid, String started, Map<String, Object> request, String by, String at) {}

    /**
     * A session that was stopped.
     *
     * @param exitCode 0 when it ended in order; null when it was started by an earlier side-car, which alone could know
     */
    public record Stopped(String id, Integer exitCode) {}

    /** The id that a session of a name has, or will have. */
    public String id(String name) {
        return workspace.id(workspace.place(Workspace.SESSIONS, name));
    }

    /**
     * Says in one sentence what a start would do now.
     *
     * @throws IllegalArgumentException when the request makes no sense
     */
    public String describe(SessionRequest request) {
        Path folder = workspace.place(Workspace.SESSIONS, request.name());
        JobCommands.session(request.request(), workspace, folder.resolve(RunFolder.JOURNAL));
        return "The paper session " + workspace.id(folder)
                + (read(folder).isPresent() ? " goes on where it was" : " is started") + " with "
                + request.request().get("strategy") + " on " + request.request().get("sources") + ".";
    }

    /**
     * Starts a session; one that was stopped goes on where it was, with the settings that it had.
     *
     * @throws IllegalArgumentException when the request makes no sense, or is another than that of a stopped session
     * @throws IllegalStateException when it runs already, or ends before it is ready, with its own last words
     */
    public synchronized SessionFolder start(SessionRequest request, Principal principal) {
        principal.require(Scope.PAPER);
        Path folder = workspace.place(Workspace.SESSIONS, request.name());
        List<String> arguments = JobCommands.session(request.request(), workspace, folder.resolve(RunFolder.JOURNAL));
        Optional<Started> before = read(folder);
        if (before.flatMap(Sessions::alive).isPresent()) {
            throw new IllegalStateException("the session '" + request.name() + "' runs already");
        }
        if (before.isPresent() && !Json.text(before.get().request()).equals(Json.text(request.request()))) {
            throw new IllegalArgumentException("there is a session '" + request.name()
                    + "' with other settings: choose another name, or give its own settings to go on with it");
        }
        try {
            Files.createDirectories(folder);
            if (Files.exists(folder.resolve(LOG))) {
                Files.move(folder.resolve(LOG), folder.resolve(OLD_LOG), StandardCopyOption.REPLACE_EXISTING);
            }
            Process process =
                    ChildProcess.start(arguments, workspace.root(), false, folder.resolve(OUT), folder.resolve(LOG));
            children.put(process.pid(), process);
            PrivateFile.write(
                    folder.resolve(PROCESS),
                    Json.pretty(new Started(
                            process.pid(),
                            startOf(process.toHandle()),
                            request.request(),
                            principal.name(),
                            Times.format(clock.epochNs()))));
            awaitReady(process, folder);
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot start the session: " + failed.getMessage(), failed);
        }
        return workspace.session(workspace.id(folder));
    }

    /**
     * Starts a session with the settings that it was started with: one that was stopped goes on where it was; one whose data
     * have ended needs another name, under which it begins anew.
     *
     * @param name of the new session, null for the same
     * @throws IllegalStateException when it was not started by a side-car, runs, or has nothing to go on with
     */
    public SessionFolder startAgain(String id, String name, Principal principal) {
        principal.require(Scope.PAPER);
        SessionFolder session = workspace.session(id);
        Started before = read(session.journal().getParent())
                .orElseThrow(
                        () -> new IllegalStateException(
                                "the session '" + id
                                        + "' was not started by a side-car, so its settings are not known: start it where it was started"));
        if (name == null && JournalManifest.read(session.journal()).properties().containsKey(Workspace.STATE_DIGEST)) {
            throw new IllegalStateException(
                    "the data of '" + id + "' have ended: give another name, under which it begins anew");
        }
        return start(new SessionRequest(name == null ? session.name() : name, before.request()), principal);
    }

    private static void awaitReady(Process process, Path folder) throws IOException {
        Path log = folder.resolve(LOG);
        long looks = START_MS / LOOK_MS;
        try {
            for (long look = 0; look < looks && process.isAlive(); look++) {
                if (Files.isDirectory(folder.resolve(RunFolder.JOURNAL).resolve(JournalFolder.INBOUND))
                        && isReady(log)) {
                    return;
                }
                process.waitFor(LOOK_MS, TimeUnit.MILLISECONDS);
            }
            if (!process.isAlive() && process.exitValue() == 0) {
                return; // a short source at full speed has ended already
            }
            boolean isLate = process.isAlive();
            process.destroy();
            process.waitFor();
            String said = new ProgressLines(log).sentence();
            throw new IllegalStateException(
                    isLate || said.isEmpty() ? "the session was not ready within " + START_MS / 1_000 + " s" : said);
        } catch (InterruptedException e) {
            process.destroy();
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the start was interrupted", e);
        }
    }

    private static boolean isReady(Path log) throws IOException {
        return Files.exists(log) && Files.readString(log).contains("ready ");
    }

    /**
     * Ends a session's engine by SIGTERM and waits for it.
     *
     * @throws IllegalStateException when it does not run here, or does not end
     */
    public Stopped stop(String id, Principal principal) {
        principal.require(Scope.PAPER);
        SessionFolder session = workspace.session(id);
        Started started = read(session.journal().getParent())
                .orElseThrow(() -> new IllegalStateException(
                        "the session '" + id + "' was not started by a side-car: stop it where it was started"));
        ProcessHandle engine =
                alive(started).orElseThrow(() -> new IllegalStateException("the session '" + id + "' does not run"));
        engine.destroy();
        try {
            engine.onExit().get(STOP_MS, TimeUnit.MILLISECONDS);
            Process child = children.remove(started.pid());
            return new Stopped(id, child == null ? null : child.waitFor());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the stop was interrupted", e);
        } catch (ExecutionException | TimeoutException late) {
            throw new IllegalStateException(
                    "the session '" + id + "' was told to stop and has not in " + STOP_MS / 1_000 + " s", late);
        }
    }

    /** Pid of the engine of a session that was started here and runs; empty otherwise. */
    public Optional<Long> pid(SessionFolder session) {
        return read(session.journal().getParent()).flatMap(Sessions::alive).map(ProcessHandle::pid);
    }

    /** What a session was started with; empty when it was not started here. */
    public Optional<Map<String, Object>> request(SessionFolder session) {
        return read(session.journal().getParent()).map(Started::request);
    }

    /** Folder of a session's log, which its engine writes. */
    public static Path log(SessionFolder session) {
        return session.journal().resolveSibling(LOG);
    }

    private static Optional<Started> read(Path folder) {
        Path file = folder.resolve(PROCESS);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(Json.read(Files.readString(file), Started.class));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static Optional<ProcessHandle> alive(Started started) {
        return ProcessHandle.of(started.pid())
                .filter(handle -> handle.isAlive() && startOf(handle).equals(started.started()));
    }

    private static String startOf(ProcessHandle handle) {
        return handle.info().startInstant().map(Instant::toString).orElse("");
    }
}
