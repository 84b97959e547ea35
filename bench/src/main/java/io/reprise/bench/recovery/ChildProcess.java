package io.reprise.bench.recovery;

import io.reprise.bench.market.GeneratedJournal;
import io.reprise.engine.live.CrashPoint;
import io.reprise.engine.time.SystemClock;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Starts {@link SessionChild} in a JVM of its own, and does not go on before that JVM is gone and reaped. */
final class ChildProcess {
    /** What the shell calls death by SIGKILL. */
    static final int KILLED = 137;

    private static final long PATIENCE_MS = 120_000;
    private static final List<Path> CLASS_PATH = Stream.of(
                    System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(entry -> !entry.isEmpty())
            .map(entry -> Path.of(entry).toAbsolutePath())
            .toList();

    private final Path folder;
    private final Path archive;
    private final Path out;
    private final Path err;

    /**
     * @param exitCode {@value #KILLED} when it was killed
     * @param out what it said on standard output: the crash point at which it killed itself
     * @param err what it said on standard error
     */
    record End(int exitCode, String out, String err) {
        boolean isKilled() {
            return exitCode == KILLED;
        }
    }

    /** @param folder for what the process says and for an archive of its classes */
    ChildProcess(Path folder) {
        this.folder = folder;
        archive = folder.resolve("classes.jsa");
        out = folder.resolve("out");
        err = folder.resolve("err");
    }

    /** Runs a case to its end and keeps the classes that it loaded, parsed, for the next ones. Returns how long it took. */
    long prepare(RecoveryCase of, Path journal) throws IOException {
        requireEnd(reap(start(of, journal, archiving(), null, 0)));
        GeneratedJournal.delete(journal);
        SystemClock clock = new SystemClock();
        long startNs = clock.monoNs();
        requireEnd(run(of, journal, null, 0));
        long tookMs = (clock.monoNs() - startNs) / 1_000_000;
        GeneratedJournal.delete(journal);
        return tookMs;
    }

    private static void requireEnd(End end) {
        if (end.exitCode() != 0) {
            throw new IllegalStateException("the first session failed with " + end);
        }
    }

    /** Runs until it ends, by itself or by its own hand at a pass of a crash point; null for nowhere. */
    End run(RecoveryCase of, Path journal, CrashPoint where, int pass) throws IOException {
        return reap(start(of, journal, archived(), where, pass));
    }

    /** Runs until it ends or is killed from outside after some time. */
    End runFor(RecoveryCase of, Path journal, long millis) throws IOException {
        Process process = start(of, journal, archived(), null, 0);
        try {
            process.waitFor(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        process.destroyForcibly();
        return reap(process);
    }

    /** The JVM archives no classes of folders, which only tests have on their class path. */
    private List<String> archiving() {
        boolean onlyJars = CLASS_PATH.stream().noneMatch(Files::isDirectory);
        return onlyJars ? List.of("-XX:ArchiveClassesAtExit=" + archive, "-Xlog:disable") : List.of();
    }

    private List<String> archived() {
        return Files.isReadable(archive) ? List.of("-XX:SharedArchiveFile=" + archive, "-Xlog:disable") : List.of();
    }

    private Process start(RecoveryCase of, Path journal, List<String> flags, CrashPoint where, int pass)
            throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("@"
                + Path.of(System.getProperty("reprise.home", ".."), "jvm.flags").toAbsolutePath());
        command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx128m"));
        command.addAll(flags);
        command.add("-cp");
        command.add(CLASS_PATH.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)));
        command.add(SessionChild.class.getName());
        command.addAll(List.of(
                of.market().toString(),
                Long.toString(of.events()),
                Long.toString(of.seed()),
                journal.toString(),
                where == null ? SessionChild.NOWHERE : where.name(),
                Integer.toString(pass)));
        return new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
    }

    private End reap(Process process) throws IOException {
        boolean patient = false;
        try {
            patient = process.waitFor(PATIENCE_MS, TimeUnit.MILLISECONDS);
            if (!patient) {
                process.destroyForcibly();
            }
            process.waitFor();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while a session ran", e);
        }
        End end = new End(
                process.exitValue(),
                Files.readString(out).strip(),
                Files.readString(err).strip());
        if (!patient) {
            throw new IllegalStateException("a session did not end in " + PATIENCE_MS / 1000 + " s: " + end);
        }
        return end;
    }
}
