package io.reprise.bench.recovery;

import io.reprise.bench.market.GeneratedJournal;
import io.reprise.bench.run.SystemCalls;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;

/**
 * Pairs of loaded sessions, one alone and one with a process that reads its hot state hard, is stopped inside a read while
 * the session is measured, and killed there in the end. Owned by one thread.
 */
public final class StoppedReader {
    private final Path folder;
    private final Path market;
    private final int rate;
    private final long warmupEvents;
    private final ChildJvm jvm;

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

    private StoppedReader(Path folder, Path market, int rate, long warmupEvents) {
        this.folder = folder;
        this.market = market;
        this.rate = rate;
        this.warmupEvents = warmupEvents;
        jvm = new ChildJvm(folder.resolve("classes.jsa"), List.of());
    }

    /**
     * Runs the pairs, taking turns in which comes first, and a traced session.
     *
     * @param folder for all that is made; is made itself
     * @param traces whether a session is looked at by strace
     * @param progress told of each session
     */
    public static Outcome run(
            Path folder, int pairs, int rate, int warmupSeconds, int seconds, boolean traces, LongConsumer progress)
            throws IOException {
        Files.createDirectories(folder);
        long warmup = (long) rate * warmupSeconds;
        Path market = GeneratedJournal.trades(folder.resolve("market"), warmup + (long) rate * seconds, 1, done -> {});
        StoppedReader reader = new StoppedReader(folder, market, rate, warmup);
        List<Run> alone = new ArrayList<>();
        List<Run> read = new ArrayList<>();
        for (int pair = 0; pair < pairs; pair++) {
            boolean readFirst = pair % 2 == 1;
            (readFirst ? read : alone).add(reader.session(readFirst, null, seconds));
            progress.accept(2L * pair + 1);
            (readFirst ? alone : read).add(reader.session(!readFirst, null, seconds));
            progress.accept(2L * pair + 2);
        }
        SystemCalls[] calls = new SystemCalls[1];
        if (traces) {
            reader.session(true, calls, seconds);
        }
        return new Outcome(alone, read, calls[0]);
    }

    private Run session(boolean isRead, SystemCalls[] calls, int seconds) throws IOException {
        Path journal = folder.resolve("session");
        Process load = start(
                PacedLoad.class,
                market.toString(),
                journal.toString(),
                Integer.toString(rate),
                Long.toString(warmupEvents));
        Process reader = isRead ? start(HotHammer.class, journal.toString()) : null;
        try (BufferedReader said = load.inputReader()) {
            require(said, PacedLoad.MEASURING);
            if (reader != null) {
                require(reader.inputReader(), "reading");
                signal("STOP", reader);
            }
            if (calls != null) {
                calls[0] = SystemCalls.of(load.pid(), Math.max(1, seconds / 2), folder.resolve("calls"));
            }
            String[] words = String.valueOf(said.readLine()).split(" ");
            int exit = await(load);
            if (exit != 0 || words.length != 5) {
                throw new IllegalStateException("the loaded session ended with exit code " + exit);
            }
            return new Run(Long.parseLong(words[0]), Long.parseLong(words[1]), Long.parseLong(words[3]), words[4]);
        } finally {
            load.destroyForcibly();
            await(load);
            if (reader != null) {
                reader.destroyForcibly(); // SIGKILL ends a stopped process too
                await(reader);
            }
            GeneratedJournal.delete(journal);
        }
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
