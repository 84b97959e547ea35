package io.reprise.bench.recovery;

import io.reprise.bench.market.GeneratedJournal;
import io.reprise.bench.run.SystemCalls;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;

/**
 * Loaded sessions alone and, between them, some with a process that reads their hot state hard, is stopped inside a read for
 * as long as the session is measured, and killed there, which the session outlives. Owned by one thread.
 */
public final class StoppedReader {
    /** What a session goes on for when its reader has been killed; less what that one took to start beyond the warm-up. */
    private static final int SECONDS_AFTER = 6;

    private static final int TRACED_SECONDS_MAX = 20;

    private final Path folder;
    private final Path market;
    private final Plan plan;
    private final ChildJvm jvm;

    /**
     * What to run.
     *
     * @param alone sessions without a reader
     * @param stopped sessions with one, at most as many
     * @param rate trades a second
     * @param warmupSeconds before the measured ones
     * @param stopSeconds for which the reader is stopped, all of them measured
     */
    public record Plan(int alone, int stopped, int rate, int warmupSeconds, int stopSeconds) {
        long warmupEvents() {
            return (long) rate * warmupSeconds;
        }

        long events() {
            return warmupEvents() + (long) rate * (stopSeconds + SECONDS_AFTER);
        }
    }

    /**
     * What one session came to.
     *
     * @param medianNs from handing an event to the pipeline to what was decided on it
     * @param p99Ns likewise
     * @param decisions that were measured
     */
    public record Run(long medianNs, long p99Ns, long decisions, String stateDigest) {}

    /**
     * What came of all.
     *
     * @param calls of a session more whose reader was stopped; null where nothing traces
     */
    public record Outcome(List<Run> alone, List<Run> read, SystemCalls calls) {
        /** Whether every session came to the same state. */
        public boolean sameDigests() {
            return alone.stream().map(Run::stateDigest).distinct().count() == 1
                    && alone.getFirst()
                            .stateDigest()
                            .equals(read.stream()
                                    .map(Run::stateDigest)
                                    .distinct()
                                    .reduce("", String::concat));
        }
    }

    private StoppedReader(Path folder, Path market, Plan plan) {
        this.folder = folder;
        this.market = market;
        this.plan = plan;
        jvm = new ChildJvm(folder.resolve("classes.jsa"), List.of());
    }

    /**
     * Runs the sessions, those with a reader spread among the others, by turns after and before one alone; then a traced one.
     *
     * @param folder for all that is made; is made itself
     * @param traces whether a session is looked at by strace
     * @param progress told of each session
     */
    public static Outcome run(Path folder, Plan plan, boolean traces, LongConsumer progress) throws IOException {
        Files.createDirectories(folder);
        Path market = GeneratedJournal.trades(folder.resolve("market"), plan.events(), 1, done -> {});
        StoppedReader reader = new StoppedReader(folder, market, plan);
        List<Run> alone = new ArrayList<>();
        List<Run> read = new ArrayList<>();
        while (alone.size() < plan.alone()) {
            boolean isReadToo =
                    read.size() * plan.alone() <= alone.size() * plan.stopped() && read.size() < plan.stopped();
            boolean isReadFirst = isReadToo && read.size() % 2 == 1;
            for (boolean isRead : isReadToo ? new boolean[] {isReadFirst, !isReadFirst} : new boolean[] {false}) {
                (isRead ? read : alone).add(reader.session(isRead, null));
                progress.accept(alone.size() + read.size());
            }
        }
        SystemCalls[] calls = new SystemCalls[1];
        if (traces) {
            reader.session(true, calls);
        }
        return new Outcome(alone, read, calls[0]);
    }

    private Run session(boolean isRead, SystemCalls[] calls) throws IOException {
        Path journal = folder.resolve("session");
        Process load = start(
                PacedLoad.class,
                market.toString(),
                journal.toString(),
                Integer.toString(plan.rate()),
                Long.toString(plan.warmupEvents()));
        Process reader = isRead ? start(HotHammer.class, journal.toString()) : null;
        try (BufferedReader said = load.inputReader()) {
            require(said, PacedLoad.MEASURING);
            if (reader != null) {
                require(reader.inputReader(), "reading");
                stopAndKill(reader, load, calls);
            }
            String[] words = String.valueOf(said.readLine()).split(" ");
            int exit = await(load);
            if (exit != 0 || words.length != 5) {
                throw new IllegalStateException("the loaded session ended with exit code " + exit);
            }
            long shown = HotSum.require(journal).marketEvents();
            if (shown != plan.events()) {
                throw new IllegalStateException(
                        "the hot state shows " + shown + " market events, not the " + plan.events() + " of the source");
            }
            return new Run(Long.parseLong(words[0]), Long.parseLong(words[1]), Long.parseLong(words[3]), words[4]);
        } finally {
            load.destroyForcibly();
            await(load);
            if (reader != null) {
                reader.destroyForcibly();
                await(reader);
            }
            GeneratedJournal.delete(journal);
        }
    }

    /** The reader's end comes while the session runs. */
    private void stopAndKill(Process reader, Process load, SystemCalls[] calls) throws IOException {
        long untilNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(plan.stopSeconds());
        signal("STOP", reader);
        if (calls != null) {
            int seconds = Math.clamp(plan.stopSeconds() / 2, 1, TRACED_SECONDS_MAX);
            Set<String> readers = SystemCalls.openFiles(reader.pid());
            calls[0] = SystemCalls.of(load.pid(), readers, seconds, folder.resolve("calls"));
        }
        try {
            if (load.waitFor(untilNs - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                throw new IllegalStateException("the session ended before its reader had been stopped for "
                        + plan.stopSeconds() + " s, with exit code " + load.exitValue()
                        + ": the reader takes longer to start than"
                        + " the warm-up");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while a reader was stopped", e);
        }
        reader.destroyForcibly(); // SIGKILL ends a stopped process too
        await(reader);
    }

    private Process start(Class<?> main, String... args) throws IOException {
        return new ProcessBuilder(jvm.command(List.of(), main, args))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static void require(BufferedReader said, String line) throws IOException {
        String heard = said.readLine();
        if (!line.equals(heard)) {
            throw new IllegalStateException("a process said " + heard + " instead of " + line);
        }
    }

    private static void signal(String name, Process to) throws IOException {
        if (await(new ProcessBuilder("kill", "-" + name, Long.toString(to.pid())).start()) != 0) {
            throw new IllegalStateException("the reader could not be sent SIG" + name);
        }
    }

    private static int await(Process process) throws IOException {
        try {
            return process.waitFor();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while a session ran", e);
        }
    }
}
