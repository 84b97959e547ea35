package io.reprise.bench.recovery;

import io.reprise.bench.market.GeneratedJournal;
import io.reprise.engine.live.CrashPoint;
import io.reprise.engine.time.SystemClock;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Starts {@link SessionChild} in a JVM of its own, and does not go on before that JVM is gone and reaped. */
final class ChildProcess {
    /** What the shell calls death by SIGKILL. */
    static final int KILLED = 137;

    private static final long PATIENCE_MS = 120_000;
    private static final List<String> SHORT_LIVED = List.of("-XX:TieredStopAtLevel=1", "-Xmx128m");

    private final Path folder;
    private final ChildJvm jvm;
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
        jvm = new ChildJvm(folder.resolve("classes.jsa"), SHORT_LIVED);
        out = folder.resolve("out");
        err = folder.resolve("err");
    }

    /** Runs a case to its end and keeps the classes that it loaded, parsed, for the next ones. Returns how long it took. */
    long prepare(RecoveryCase of, Path journal) throws IOException {
        requireEnd(reap(start(of, journal, jvm.archiving(), null, 0)));
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
        return reap(start(of, journal, jvm.archived(), where, pass));
    }

    /** Runs until it ends or is killed from outside after some time. */
    End runFor(RecoveryCase of, Path journal, long millis) throws IOException {
        Process process = start(of, journal, jvm.archived(), null, 0);
        try {
            process.waitFor(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        process.destroyForcibly();
        return reap(process);
    }

    private Process start(RecoveryCase of, Path journal, List<String> flags, CrashPoint where, int pass)
            throws IOException {
        List<String> command = jvm.command(
                flags,
                SessionChild.class,
                of.market().toString(),
                Long.toString(of.events()),
                Long.toString(of.seed()),
                journal.toString(),
                where == null ? SessionChild.NOWHERE : where.name(),
                Integer.toString(pass));
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
