package io.reprise.bench.recovery;

import io.reprise.bench.market.GeneratedJournal;
import io.reprise.bench.market.HistoryWalk;
import io.reprise.bench.market.SplitMix;
import io.reprise.engine.cli.Main;
import io.reprise.engine.time.SystemClock;
import io.reprise.research.history.Batches;
import io.reprise.research.history.ColumnBatch;
import io.reprise.research.history.DataFinding;
import io.reprise.research.history.HistoricalDataStore;
import io.reprise.research.history.Series;
import io.reprise.research.history.StorageRouter;
import io.reprise.research.history.StoreCheck;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import java.util.stream.Stream;

/**
 * An archive that is killed at random times, in a process of its own, until it has moved all journals; then again from the start.
 * After each kill store and journals together are held row for row against the journals as they were. Owned by one thread.
 */
public final class KilledArchive {
    private static final int JOURNALS = 5;
    private static final long SPAN_NS = 50 * 86_400_000_000_000L;
    private static final int COMPACT_ONE_IN = 3;

    /** An archive with nothing to do is hardly killed before this part of its time. */
    private static final double STARTED = 0.6;

    private static final double NS_PER_MS = 1e6;
    private static final long PATIENCE_MS = 120_000;

    private final Path folder;
    private final Path originals;
    private final Path journals;
    private final Path store;
    private final long trades;
    private final SplitMix random;
    private final ChildJvm jvm;
    private final SystemClock clock = new SystemClock();
    private final List<String> faults = new ArrayList<>();
    private int rounds;
    private int ended;
    private int inWork;

    /**
     * What came of it.
     *
     * @param kills processes that were killed while they ran
     * @param ended processes that ended before they were to be killed
     * @param inWork kills after which something half done lay there: a file being written or not yet named, or a journal
     *     being removed
     * @param rounds how often all journals were moved, or begun to be
     * @param rows that each check compared
     * @param faults in sentences; none when nothing was lost, nothing doubled, and no partial file seen
     */
    public record Outcome(int kills, int ended, int inWork, int rounds, long rows, List<String> faults) {}

    /**
     * @param folder for all that is made; is made itself
     * @param trades in all journals together
     */
    public KilledArchive(Path folder, long trades, long seed) {
        this.folder = folder;
        originals = folder.resolve("originals");
        journals = folder.resolve("journals");
        store = folder.resolve("store");
        this.trades = trades;
        random = new SplitMix(seed);
        jvm = new ChildJvm(folder.resolve("classes.jsa"), List.of("-Xmx256m"));
    }

    /**
     * Kills that many archives.
     *
     * @param progress told of each kill
     */
    public Outcome run(int kills, LongConsumer progress) throws IOException {
        Files.createDirectories(folder);
        generate();
        begin();
        end(start(jvm.archiving(), false));
        double idleMs = timed();
        begin();
        double wholeMs = timed();
        check("an undisturbed archive");
        begin();
        int killed = 0;
        while (killed < kills && faults.isEmpty()) {
            if (isAllMoved()) {
                begin();
            }
            boolean compacts = random.below(COMPACT_ONE_IN) == 0;
            Process process = start(jvm.archived(), compacts);
            long millis = (long) (STARTED * idleMs + (wholeMs - STARTED * idleMs) * random.below(1_000) / 1_000);
            boolean hasEnded = await(process, millis);
            process.destroyForcibly();
            await(process, PATIENCE_MS);
            if (hasEnded) {
                ended++;
            } else {
                killed++;
                progress.accept(killed);
            }
            check("kill " + killed + " after " + millis + " ms");
        }
        end(start(jvm.archived(), true));
        check("the last archive");
        if (!isAllMoved()) {
            faults.add("the last archive left a journal");
        }
        return new Outcome(killed, ended, inWork, rounds, trades / JOURNALS * JOURNALS, List.copyOf(faults));
    }

    /** How long an archive takes, ms. */
    private double timed() throws IOException {
        long startNs = clock.monoNs();
        end(start(jvm.archived(), false));
        return (clock.monoNs() - startNs) / NS_PER_MS;
    }

    /** Journals that follow each other, over two months. */
    private void generate() throws IOException {
        long count = trades / JOURNALS;
        long startNs = HistoryWalk.START_NS;
        for (int i = 0; i < JOURNALS; i++) {
            HistoryWalk walk = new HistoryWalk(count, i + 1L, startNs, SPAN_NS / trades * 2);
            HistoricalDataStore.toJournal(
                    new HistoricalDataStore.Answer(HistoryWalk.SERIES, HistoryWalk.SERIES, () -> walk),
                    originals.resolve("part-" + i),
                    _ -> {});
            startNs = walk.tsNs() + 1;
        }
    }

    /** Everything as at the beginning. */
    private void begin() throws IOException {
        rounds++;
        for (Path each : List.of(store, journals)) {
            if (Files.exists(each)) {
                GeneratedJournal.delete(each);
            }
        }
        try (Stream<Path> all = Files.walk(originals)) {
            for (Path from : all.toList()) {
                Files.copy(from, journals.resolve(originals.relativize(from)));
            }
        }
    }

    private boolean isAllMoved() throws IOException {
        try (Stream<Path> left = Files.list(journals)) {
            return left.noneMatch(entry -> !entry.getFileName().toString().startsWith("."));
        }
    }

    private boolean hasHalfRemoved() throws IOException {
        try (Stream<Path> left = Files.list(journals)) {
            return left.anyMatch(entry -> entry.getFileName().toString().startsWith("."));
        }
    }

    private Process start(List<String> flags, boolean compacts) throws IOException {
        List<String> args = new ArrayList<>(
                List.of("archive", "--store=" + store, "--journals=" + journals, "--keep-days=0", "--json"));
        if (compacts) {
            args.add("--compact");
        }
        return new ProcessBuilder(jvm.command(flags, Main.class, args.toArray(String[]::new)))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(folder.resolve("err").toFile())
                .start();
    }

    private void end(Process process) throws IOException {
        if (!await(process, PATIENCE_MS) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new IllegalStateException("the archive failed: " + Files.readString(folder.resolve("err")));
        }
    }

    private static boolean await(Process process, long millis) throws IOException {
        try {
            return process.waitFor(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while an archive ran", e);
        }
    }

    private void check(String when) throws IOException {
        boolean isHalfDone = hasHalfRemoved();
        for (DataFinding finding : StoreCheck.run(store)) {
            isHalfDone = true;
            if (finding.level() == DataFinding.Level.FAIL) {
                faults.add("after " + when + ": " + finding.subject() + ": " + finding.sentence());
            }
        }
        inWork += isHalfDone ? 1 : 0;
        try (StorageRouter were = StorageRouter.open(folder.resolve("none"), List.of(originals));
                StorageRouter are = StorageRouter.open(store, List.of(journals))) {
            for (StorageRouter.Holding holding : were.holdings()) {
                Series.Key key = holding.series().key();
                compare(
                        were.read(key, Long.MIN_VALUE, Long.MAX_VALUE),
                        are.read(key, Long.MIN_VALUE, Long.MAX_VALUE),
                        key.text() + " after " + when);
            }
            are.problems().forEach(problem -> faults.add("after " + when + ": " + problem));
        }
    }

    private void compare(Batches were, Batches are, String what) {
        long row = 0;
        int at = 0;
        ColumnBatch expected = null;
        try (were;
                are) {
            while (are.next()) {
                for (int i = 0; i < are.batch().size(); i++, row++) {
                    if (expected == null || at == expected.size()) {
                        if (!were.next()) {
                            faults.add(what + ": there are rows more than there were");
                            return;
                        }
                        expected = were.batch();
                        at = 0;
                    }
                    if (!are.batch().isSame(i, expected, at++)) {
                        faults.add(what + ": row " + row + " is another than it was");
                        return;
                    }
                }
            }
            if (expected == null || at < expected.size() || were.next()) {
                faults.add(what + ": rows from " + row + " on are lost");
            }
        }
    }
}
