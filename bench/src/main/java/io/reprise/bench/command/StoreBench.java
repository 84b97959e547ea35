package io.reprise.bench.command;

import io.reprise.bench.market.GeneratedJournal;
import io.reprise.bench.market.HistoryWalk;
import io.reprise.bench.run.Machine;
import io.reprise.bench.run.ProcessFacts;
import io.reprise.engine.cli.JsonOutput;
import io.reprise.engine.cli.Progress;
import io.reprise.engine.time.SystemClock;
import io.reprise.research.history.Batches;
import io.reprise.research.history.ColdWriter;
import io.reprise.research.history.Series;
import io.reprise.research.history.StorageRouter;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code bench store}: trades into the cold store and out of it, held against each other row for row. */
@Command(
        name = "store",
        description =
                "Writes generated trades to a cold store, reads them, and reads them again against the originals.")
final class StoreBench implements Callable<Integer> {
    private static final long GAP_MAX_NS = 160_000_000L;
    private static final Series SERIES = HistoryWalk.SERIES;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--rows",
            defaultValue = "10000000",
            paramLabel = "N",
            description = "Trades (default: ${DEFAULT-VALUE}).")
    private long rows;

    @Option(names = "--seed", defaultValue = "1", paramLabel = "S", description = "Of the trades (default: 1).")
    private long seed;

    @Option(
            names = "--folder",
            paramLabel = "DIR",
            description = "Where the store is made, and removed again (default: among the temporary files).")
    private Path folder;

    @Option(names = "--json", description = "One JSON object on standard output.")
    private boolean json;

    private final SystemClock clock = new SystemClock();

    @Override
    public Integer call() throws IOException {
        if (rows < 1) {
            throw new IllegalArgumentException("--rows must be at least 1");
        }
        Path made = folder == null
                ? Files.createTempDirectory("reprise-bench-store")
                : Files.createDirectories(folder.resolve("bench-store"));
        try (Progress progress =
                Progress.start("bench store", spec.commandLine().getErr(), json)) {
            double write = write(made, progress);
            double read;
            double check;
            try (StorageRouter router = StorageRouter.open(made, List.of())) {
                read = read(router);
                check = check(router);
            }
            print(made, write, read, check);
        } finally {
            GeneratedJournal.delete(made);
        }
        return 0;
    }

    private double write(Path made, Progress progress) throws IOException {
        long startNs = clock.monoNs();
        try (ColdWriter writer = ColdWriter.open(made)) {
            long added = writer.append(SERIES, new HistoryWalk(rows, seed, HistoryWalk.START_NS, GAP_MAX_NS), "bench")
                    .added();
            progress.at(added, 3 * rows);
            require(added == rows, added + " rows were written, not " + rows);
        }
        return seconds(startNs);
    }

    private double read(StorageRouter router) {
        long startNs = clock.monoNs();
        long read = 0;
        long sum = 0;
        try (Batches all = router.read(SERIES.key(), Long.MIN_VALUE, Long.MAX_VALUE)) {
            while (all.next()) {
                long[] qty = all.batch().column(5);
                for (int i = 0; i < all.batch().size(); i++) {
                    sum += qty[i];
                }
                read += all.batch().size();
            }
        }
        double seconds = seconds(startNs);
        require(read == rows && sum > 0, read + " rows were read, not " + rows);
        return seconds;
    }

    /** Row for row against the walk. */
    private double check(StorageRouter router) {
        long startNs = clock.monoNs();
        HistoryWalk walk = new HistoryWalk(rows, seed, HistoryWalk.START_NS, GAP_MAX_NS);
        long same = 0;
        int at = 0;
        try (Batches all = router.read(SERIES.key(), Long.MIN_VALUE, Long.MAX_VALUE)) {
            while (all.next()) {
                for (int row = 0; row < all.batch().size(); row++) {
                    if (at == walk.batch().size()) {
                        walk.next();
                        at = 0;
                    }
                    require(
                            all.batch().isSame(row, walk.batch(), at++),
                            "row " + (same + 1) + " of the store is not the one that was written");
                    same++;
                }
            }
        }
        require(same == rows, same + " rows were read, not " + rows);
        return seconds(startNs);
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalStateException(otherwise);
        }
    }

    private double seconds(long startNs) {
        return (clock.monoNs() - startNs) / 1e9;
    }

    private void print(Path made, double write, double read, double check) throws IOException {
        long bytes;
        long files;
        try (Stream<Path> all = Files.walk(made)) {
            List<Path> parquet =
                    all.filter(file -> file.toString().endsWith(".parquet")).toList();
            files = parquet.size();
            bytes = parquet.stream().mapToLong(file -> file.toFile().length()).sum();
        }
        PrintWriter out = spec.commandLine().getOut();
        if (!json) {
            out.printf(
                    Locale.ROOT,
                    "%,d trades: written at %,.0f rows/s, read at %,.0f rows/s, equal row for row; %d files, %.1f bytes"
                            + " a row, %.0f MiB resident at most%n",
                    rows,
                    rows / write,
                    rows / read,
                    files,
                    bytes / (double) rows,
                    ProcessFacts.highWaterMiB());
            return;
        }
        Machine machine = Machine.here();
        try (JsonOutput result = new JsonOutput(out)) {
            result.text("bench", "store")
                    .number("rows", rows)
                    .number("seed", seed)
                    .flag("equal", true)
                    .ratio("writeRowsPerSecond", rows / write)
                    .ratio("readRowsPerSecond", rows / read)
                    .ratio("checkRowsPerSecond", rows / check)
                    .number("files", files)
                    .ratio("bytesPerRow", bytes / (double) rows)
                    .ratio("rssMiB", ProcessFacts.highWaterMiB())
                    .text("cpu", machine.cpu())
                    .number("cores", machine.cores())
                    .text("jdk", machine.jdk())
                    .texts("flags", machine.flags());
        }
    }
}
