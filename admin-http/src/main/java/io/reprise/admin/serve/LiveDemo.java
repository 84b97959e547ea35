package io.reprise.admin.serve;

import io.reprise.admin.http.Limits;
import io.reprise.engine.time.SystemClock;
import io.reprise.research.access.Principal;
import io.reprise.research.access.Scope;
import io.reprise.research.access.TokenStore;
import io.reprise.research.command.DemoConsole;
import io.reprise.research.jobs.SessionRequest;
import io.reprise.research.jobs.Sessions;
import io.reprise.research.workspace.SessionFolder;
import io.reprise.research.workspace.Workspace;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** The demo's end: a paper session over the demo's market, in an engine of its own, and the console on all of it. */
public final class LiveDemo implements DemoConsole {
    private static final String SESSION = "demo";
    /** A week of trades in a quarter of an hour, a bar of five minutes every half second. */
    private static final String SPEED = "600";

    private static final String LOOPBACK = "127.0.0.1";

    @Override
    public void show(Path demo, Path market, int port, PrintWriter out, PrintWriter err)
            throws IOException, InterruptedException {
        Path reports = demo.toAbsolutePath().normalize().getParent();
        if (reports == null || !reports.getFileName().toString().equals(Workspace.REPORTS)) {
            out.println("no console: the workspace that it shows is the folder around reports/, and " + demo
                    + " is in none");
            return;
        }
        Workspace workspace = Workspace.of(reports.getParent());
        SystemClock clock = new SystemClock();
        TokenStore.open(workspace.sideCar(), clock).firstStart();
        Sessions sessions = Sessions.of(workspace, clock);
        Principal person = Principal.local(SESSION, Set.of(Scope.PAPER));
        try (EndOnSignal signal = new EndOnSignal()) {
            String session = start(workspace, sessions, market, person).id();
            try (SideCar sideCar = sideCar(workspace, port, err)) {
                out.println("session  " + session + ", on paper at " + SPEED + " times the market's pace");
                out.println("console  " + Console.address(sideCar, false, LOOPBACK) + Console.token(workspace));
                out.println(sideCar.hasConsole() ? "Ctrl-C ends both" : Console.NOT_BUILT);
                out.flush();
                signal.await();
            } finally {
                stop(sessions, session, person, err);
            }
        }
    }

    private static SessionFolder start(Workspace workspace, Sessions sessions, Path market, Principal person) {
        removeEnded(workspace);
        Map<String, Object> request = Map.of(
                "sources", List.of(workspace.id(market)),
                "strategy", "sma-cross",
                "parameters", Map.of("fast", "10", "slow", "30"),
                "bar", "5m",
                "cash", "10000",
                "feeBps", "20",
                "latencyMs", "50",
                "speed", SPEED);
        return sessions.start(new SessionRequest(SESSION, request), person);
    }

    /** The session of the last time: the demo begins anew each time. One that runs yet is left alone, and refuses. */
    private static void removeEnded(Workspace workspace) {
        Path folder = workspace.place(Workspace.SESSIONS, SESSION);
        boolean isRunning = workspace.sessions().stream()
                .anyMatch(session -> session.running() && session.journal().startsWith(folder));
        if (isRunning || !Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot remove the last demo's session: " + failed.getMessage(), failed);
        }
    }

    private static SideCar sideCar(Workspace workspace, int port, PrintWriter err) throws IOException {
        Path console = Console.folder();
        try {
            return SideCar.start(
                    new SideCar.Settings(workspace.root(), LOOPBACK, port, List.of(), null, Limits.DEFAULT, console));
        } catch (IOException taken) {
            if (port == 0) {
                throw taken;
            }
            err.println(taken.getMessage() + ": any free one is taken instead");
            return SideCar.start(
                    new SideCar.Settings(workspace.root(), LOOPBACK, 0, List.of(), null, Limits.DEFAULT, console));
        }
    }

    /** The engine may have ended by itself: at the end of its data, or by the same Ctrl-C. */
    private static void stop(Sessions sessions, String session, Principal person, PrintWriter err) {
        try {
            sessions.stop(session, person);
        } catch (IllegalStateException ended) {
            err.println("session  " + ended.getMessage());
        }
    }
}
