package io.reprise.research.proof;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.engine.backtest.Backtest;
import io.reprise.engine.backtest.Replay;
import io.reprise.engine.backtest.RunConfig;
import io.reprise.engine.backtest.RunResult;
import io.reprise.engine.pipeline.RingSettings;
import io.reprise.engine.pipeline.Topology;
import io.reprise.engine.risk.RiskLimits;
import io.reprise.research.ingest.Format;
import io.reprise.research.ingest.Ingest;
import io.reprise.research.ingest.IngestRequest;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A backtest takes bars in runs, a replay takes every event by itself: on random bars, of one instrument or of two whose
 * bars come in turn, with breakers that trip and without, all that they say is the same.
 */
final class RunsOfBarsTest {
    private static final int CASES = Integer.getInteger("reprise.twin.files", 100) / 4;
    private static final long SEED = Long.getLong("reprise.twin.seed", 1);
    private static final Set<String> OF_THE_MACHINE = Set.of("seconds", "curve");

    @TempDir
    Path folder;

    @Test
    void sayTheSameAsBarsOneByOne() throws ReflectiveOperationException, IOException {
        long fills = 0;
        long seed = SEED;
        for (int i = 0; i < CASES; i++) {
            RandomCase one = nextOfBars(seed);
            RandomCase other = nextOfBars(one.seed() + 1);
            seed = other.seed() + 1;
            Random random = new Random(one.seed());
            Path market = ingest(one, "X-USD.TEST", "market-" + i);
            List<Path> markets = random.nextBoolean()
                    ? List.of(market)
                    : List.of(
                            market, ingest(other, random.nextInt(3) == 0 ? "X-USD.TEST" : "Y-USD.TEST", "other-" + i));
            Path journal = folder.resolve("journal-" + i);
            RunConfig config = withDrawdown(EngineRun.config(one.options().getFirst()), random);
            RunResult runs = Backtest.run(
                    Backtest.Request.unrecorded(markets, config).recordedIn(journal), RecordedRun.CATALOG, fill -> {});
            Replay.Outcome single =
                    new Replay(journal, markets, RecordedRun.CATALOG).verify(Topology.INLINE, RingSettings.DEFAULT);
            String where = "seed " + one.seed();
            assertTrue(single.verified(), where + ": " + single.difference());
            assertSame(single.result(), runs, where);
            fills += runs.fillCount();
            Folders.delete(journal);
        }
        assertTrue(fills > CASES, fills + " fills prove little");
    }

    private static RandomCase nextOfBars(long from) {
        long seed = from;
        while (!RandomCase.of(seed).isBars()) {
            seed++;
        }
        return RandomCase.of(seed);
    }

    private Path ingest(RandomCase one, String instrument, String name) throws IOException {
        Path file = folder.resolve(name + ".csv");
        Files.writeString(file, one.text());
        Path market = folder.resolve(name);
        IngestRequest.Builder request = EngineRun.ingest(
                "ohlcv-csv", market, file.toString(), one.options().getFirst());
        Ingest.run(request.instrument(instrument)
                .stamp(Format.Stamp.END)
                .hasVolume(one.hasVolume())
                .barPeriodNs(RandomCase.PERIOD_NS)
                .build());
        return market;
    }

    private static RunConfig withDrawdown(RunConfig config, Random random) {
        double drawdownMax = List.of(0.0005, 0.01, 0.1, 1.0).get(random.nextInt(4));
        RiskLimits none = RiskLimits.NONE;
        RiskLimits limits = new RiskLimits(
                none.orderQtyMax(),
                none.orderNotionalMax(),
                none.positionQtyMax(),
                none.collarE8(),
                none.ordersPerWindowMax(),
                none.orderWindowNs(),
                drawdownMax);
        return new RunConfig(
                config.strategy(),
                config.parameters(),
                config.bar(),
                config.initialCash(),
                config.sizing(),
                config.costs(),
                config.latencyNs(),
                config.tickPx(),
                config.lotQty(),
                config.annualDays(),
                config.unlimitedLiquidity(),
                config.optimistic(),
                limits);
    }

    private static void assertSame(RunResult expected, RunResult actual, String where)
            throws ReflectiveOperationException {
        for (RecordComponent part : RunResult.class.getRecordComponents()) {
            if (!OF_THE_MACHINE.contains(part.getName())) {
                Object value = part.getAccessor().invoke(expected);
                assertEquals(value, part.getAccessor().invoke(actual), where + ": " + part.getName());
            }
        }
        for (RecordComponent column : RunResult.Curve.class.getRecordComponents()) {
            assertArrayEquals(
                    (long[]) column.getAccessor().invoke(expected.curve()),
                    (long[]) column.getAccessor().invoke(actual.curve()),
                    where + ": curve " + column.getName());
        }
    }
}
