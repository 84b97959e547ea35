package io.reprise.research.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.engine.backtest.Backtest;
import io.reprise.engine.backtest.Replay;
import io.reprise.engine.backtest.RunConfig;
import io.reprise.engine.backtest.RunResult;
import io.reprise.engine.domain.BarSpec;
import io.reprise.engine.fixed.Fixed;
import io.reprise.engine.pipeline.RingSettings;
import io.reprise.engine.pipeline.Topology;
import io.reprise.engine.portfolio.Costs;
import io.reprise.engine.risk.RiskLimits;
import io.reprise.engine.risk.Sizing;
import io.reprise.engine.strategy.StrategyCatalog;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A recorded book through ingest, a backtest that reads it and trades on it, and its replay in every topology. */
final class QuotedRunTest {
    private static final int UPDATES = 2_000;

    @TempDir
    Path folder;

    /** A book of five levels a side around a price that walks, a trade after every third update. */
    private static List<String> feed() {
        SplittableRandom random = new SplittableRandom(7);
        List<String> lines = new ArrayList<>();
        long middle = 1_000;
        for (int i = 0; i < UPDATES; i++) {
            long ms = 1_000 + 300L * i;
            middle += random.nextInt(3) - 1;
            StringBuilder bids = new StringBuilder();
            StringBuilder asks = new StringBuilder();
            for (int level = 1; level <= 5; level++) {
                String comma = level == 1 ? "" : ",";
                bids.append(comma)
                        .append("[\"")
                        .append(middle - level)
                        .append("\",\"")
                        .append(1 + random.nextInt(9))
                        .append("\"]");
                asks.append(comma)
                        .append("[\"")
                        .append(middle + level)
                        .append("\",\"")
                        .append(1 + random.nextInt(9))
                        .append("\"]");
            }
            lines.add(ms * 1_000_000 + " {\"lastUpdateId\":" + i + ",\"T\":" + ms + ",\"bids\":[" + bids
                    + "],\"asks\":[" + asks + "]}");
            if (i % 3 == 0) {
                lines.add(ms * 1_000_000 + " {\"e\":\"trade\",\"T\":" + ms + ",\"s\":\"X\",\"t\":" + i + ",\"p\":\""
                        + (middle + random.nextInt(3) - 1) + "\",\"q\":\"1\",\"m\":true}");
            }
        }
        return lines;
    }

    private RunResult run(Path market, Path journal) throws IOException {
        RunConfig config = new RunConfig(
                "microprice",
                Map.of("threshold", "0.01", "shorts", "true"),
                BarSpec.parse("1s"),
                1_000_000 * Fixed.ONE,
                Sizing.quantity(12 * Fixed.ONE),
                Costs.NONE,
                0,
                0,
                0,
                RunConfig.CALENDAR_DAYS,
                false,
                false,
                RiskLimits.NONE);
        Backtest.Request request =
                Backtest.Request.unrecorded(List.of(market), config).recordedIn(journal);
        return Backtest.run(request, StrategyCatalog.load(QuotedRunTest.class.getClassLoader()), fill -> {});
    }

    private static String digests(RunResult run) {
        return run.stateDigest() + " " + run.outboundDigest() + " " + run.fillCount();
    }

    @Test
    void tradesOnABookAndReplaysItInEveryTopology() throws IOException {
        Samples samples = new Samples(folder.resolve("samples"));
        IngestResult market =
                samples.ingest("hftbacktest-binance-book", samples.file("feed.txt", feed().toArray(String[]::new)));
        assertEquals(0, market.rejectedRows());
        RunResult run = run(samples.journal(), folder.resolve("run"));
        assertEquals(market.journalEvents(), run.events());
        assertTrue(run.fillCount() > run.orders(), "12 are more than a level has: an order walks");
        assertEquals(digests(run), digests(run(samples.journal(), folder.resolve("again"))));
        Replay replay = new Replay(
                folder.resolve("run"),
                List.of(samples.journal()),
                StrategyCatalog.load(QuotedRunTest.class.getClassLoader()));
        for (Topology topology : Topology.values()) {
            Replay.Outcome outcome = replay.verify(topology, RingSettings.DEFAULT);
            assertNull(outcome.difference(), topology.toString());
            assertEquals(digests(run), digests(outcome.result()), topology.toString());
        }
    }
}
