package io.reprise.research.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.engine.backtest.Backtest;
import io.reprise.engine.backtest.RunResult;
import io.reprise.engine.fixed.Decimals;
import io.reprise.engine.strategy.StrategyCatalog;
import io.reprise.research.ingest.Formats;
import io.reprise.research.ingest.Ingest;
import io.reprise.research.ingest.IngestRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A second source with a quicker feed runs ahead in the sequence of what happened at the venue: orders in the instrument of
 * the slower one must not arrive early because of it. The twin knows the traded instrument alone.
 */
@Tag("slow")
final class TwinSourcesTest {
    private static final int SEEDS = 40;
    private static final int TRADES = 1_500;
    private static final long START_S = 1_600_000_000L;

    @TempDir
    Path folder;

    @Test
    void anInstrumentThatIsNotTradedChangesNoFill() throws IOException {
        long fills = 0;
        long decrements = 0;
        for (long seed = 1; seed <= SEEDS; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            TwinCase options =
                    TwinCase.of("--strategy sma-cross --fast 1 --slow 2 --shorts --bar 2s --cash 1000000 --qty "
                            + (1 + random.nextInt(5)) + " --fee-bps 10 --latency-ms " + 500 * random.nextInt(8)
                            + " --feed-latency-ms " + 500 * (2 + random.nextInt(14)));
            List<String[]> rows = rows(random);
            Path slow = ingest("slow-" + seed, "X-USD.TEST", rows, options.millisAsNs("feed-latency-ms"));
            Path quick = ingest("quick-" + seed, "Y-USD.TEST", rows(random), 0);
            TwinResult twin = Twin.run(options, TwinData.trades(inNs(rows)));
            List<String> engine = new ArrayList<>();
            RunResult result = Backtest.run(
                    Backtest.Request.unrecorded(List.of(slow, quick), EngineRun.config(options)),
                    StrategyCatalog.load(TwinSourcesTest.class.getClassLoader()),
                    fill -> engine.add(line(fill)));
            List<String> expected =
                    twin.fills().stream().map(TwinSourcesTest::line).toList();
            assertEquals(String.join("\n", expected), String.join("\n", engine), "seed " + seed + " " + options);
            assertEquals(twin.cash().toPlainString(), Decimals.format(result.cash()), "seed " + seed);
            fills += engine.size();
            decrements += twin.decrements();
        }
        assertTrue(fills > 100L * SEEDS, fills + " fills");
        assertTrue(decrements > SEEDS, decrements + " decrements");
    }

    private static List<String[]> rows(SplittableRandom random) {
        List<String[]> rows = new ArrayList<>();
        long seconds = START_S;
        double px = 100;
        for (int i = 0; i < TRADES; i++) {
            seconds += random.nextInt(3);
            px *= 1 + (random.nextDouble() - 0.5) / 50;
            rows.add(new String[] {
                Long.toString(seconds), String.format(Locale.ROOT, "%.2f", px), "0." + (1 + random.nextInt(9))
            });
        }
        return rows;
    }

    private static List<String[]> inNs(List<String[]> rows) {
        return rows.stream()
                .map(row -> new String[] {row[0] + "000000000", row[1], row[2]})
                .toList();
    }

    private Path ingest(String name, String instrument, List<String[]> rows, long feedLatencyNs) throws IOException {
        Path file = folder.resolve(name + ".csv");
        Files.write(file, rows.stream().map(row -> String.join(",", row)).toList());
        Path journal = folder.resolve(name);
        Ingest.run(IngestRequest.of(Formats.named("bitstamp-trades"), journal, List.of(file.toString()))
                .instrument(instrument)
                .feedLatencyNs(feedLatencyNs)
                .build());
        return journal;
    }

    private static String line(TwinFill fill) {
        return fill.orderId() + ":" + fill.line().substring(fill.line().indexOf(',') + 1);
    }

    private static String line(RunResult.Fill fill) {
        return fill.orderId() + ":"
                + String.join(
                        ",",
                        Long.toString(fill.tsEventNs()),
                        fill.buy() ? "BUY" : "SELL",
                        Decimals.format(fill.px()),
                        Decimals.format(fill.qty()),
                        Decimals.format(fill.fee()));
    }
}
