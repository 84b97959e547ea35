package io.reprise.research.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.codecs.RiskVerdictDecoder;
import io.reprise.engine.backtest.Backtest;
import io.reprise.engine.backtest.Divergence;
import io.reprise.engine.backtest.RunConfig;
import io.reprise.engine.backtest.RunGap;
import io.reprise.engine.backtest.RunInput;
import io.reprise.engine.event.Event;
import io.reprise.engine.strategy.StrategyCatalog;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The parts of a gap and its residual are the gap, each part is what a backtest of its hybrid says, partings are found. */
@Tag("slow")
final class RunGapTest {
    private static final int PAIRS = Integer.getInteger("reprise.twin.files", 100) / 4;
    private static final long SEED = Long.getLong("reprise.twin.seed", 1);

    @TempDir
    Path folder;

    private record Run(Path market, Path journal, long pnl) {}

    /** Runs of different files, bars among them, meet runs of the same file. */
    @Test
    void partsAndResidualAreTheGap() throws IOException {
        Random random = new Random(SEED);
        List<Run> runs = new ArrayList<>();
        for (long seed = SEED; runs.size() < PAIRS; seed++) {
            addRuns(RandomCase.of(seed), runs);
        }
        int apart = 0;
        for (int i = 0; i < PAIRS; i++) {
            Run a = runs.get(i);
            Run b = runs.get(random.nextInt(4) == 0 ? random.nextInt(runs.size()) : (i ^ 1) % runs.size());
            RunGap.Answer answer = RecordedPair.gap(a.journal(), b.journal());
            String where = "seed " + SEED + ", pair " + a.journal() + " " + b.journal();
            assertEquals(b.pnl() - a.pnl(), answer.gap(), where);
            BigInteger sum = BigInteger.valueOf(answer.residual());
            for (RunGap.Part part : answer.parts()) {
                sum = sum.add(BigInteger.valueOf(part.part() == null ? 0 : part.part()));
            }
            assertEquals(BigInteger.valueOf(b.pnl() - a.pnl()), sum, where);
            boolean isWhole = answer.parts().stream().allMatch(part -> part.trouble() == null);
            assertTrue(!isWhole || answer.residual() == 0, where + " leaves " + answer.residual());
            assertEquals(
                    List.of(RunInput.values()),
                    answer.parts().stream().map(RunGap.Part::input).toList());
            apart += answer.parts().stream()
                                    .filter(part -> part.part() != null && part.part() != 0)
                                    .count()
                            > 1
                    ? 1
                    : 0;
        }
        assertTrue(apart > PAIRS / 4, apart + " pairs with several parts prove little");
    }

    private void addRuns(RandomCase one, List<Run> runs) throws IOException {
        Path market = one.ingest(folder.resolve("market-" + one.seed()));
        for (TwinCase options : one.options()) {
            RunConfig config = EngineRun.config(options);
            long pnl;
            try {
                pnl = RecordedPair.pnl(RecordedPair.byHand(market, config));
            } catch (ArithmeticException tooLarge) {
                continue;
            }
            runs.add(new Run(market, new RecordedPair(folder).run("run-" + runs.size(), market, config), pnl));
        }
    }

    @Test
    void eachPartIsWhatABacktestOfItsHybridSays() throws IOException {
        RecordedPair runs = new RecordedPair(folder);
        Path market = runs.market("market", RecordedRun.waves(600));
        Path a = runs.run("a", market, "--strategy sma-cross --fast 2 --slow 4 --bar 10s --fraction 1");
        Path b = runs.run(
                "b",
                market,
                "--strategy donchian-breakout --entry 4 --exit 2 --bar 20s --qty 2 --cash 5000 --fee-bps 9"
                        + " --slippage-bps 3 --latency-ms 9000 --tick 0.5 --lot 0.25");
        // As the inputs are swapped, in their order: each line is one step.
        String[] hybrids = {
            "--strategy sma-cross --fast 2 --slow 4 --bar 10s --fraction 1",
            "--strategy donchian-breakout --bar 10s --fraction 1",
            "--strategy donchian-breakout --entry 4 --exit 2 --bar 10s --fraction 1",
            "--strategy donchian-breakout --entry 4 --exit 2 --bar 20s --fraction 1",
            "--strategy donchian-breakout --entry 4 --exit 2 --bar 20s --qty 2 --cash 5000",
            "--strategy donchian-breakout --entry 4 --exit 2 --bar 20s --qty 2 --cash 5000 --fee-bps 9 --slippage-bps 3",
            "--strategy donchian-breakout --entry 4 --exit 2 --bar 20s --qty 2 --cash 5000 --fee-bps 9 --slippage-bps 3"
                    + " --latency-ms 9000",
            "--strategy donchian-breakout --entry 4 --exit 2 --bar 20s --qty 2 --cash 5000 --fee-bps 9 --slippage-bps 3"
                    + " --latency-ms 9000 --tick 0.5 --lot 0.25"
        };
        List<RunInput> swapped = List.of(
                RunInput.STRATEGY,
                RunInput.PARAMETERS,
                RunInput.BARS,
                RunInput.SIZING,
                RunInput.COSTS,
                RunInput.LATENCY,
                RunInput.MARKET_RULES);
        RunGap.Answer answer = RecordedPair.gap(a, b);
        Set<Long> different = new HashSet<>();
        for (int i = 0; i < swapped.size(); i++) {
            long before = pnl(market, hybrids[i]);
            long after = pnl(market, hybrids[i + 1]);
            RunGap.Part part = answer.parts().get(swapped.get(i).ordinal());
            assertEquals(after, part.pnl(), hybrids[i + 1]);
            assertEquals(after - before, part.part(), hybrids[i + 1]);
            different.add(after);
        }
        assertTrue(different.size() > 5, "hybrids that are alike prove little: " + different);
        for (RunInput same : EnumSet.of(RunInput.DATA, RunInput.COMMANDS, RunInput.LIMITS, RunInput.FILLS)) {
            assertTrue(answer.parts().get(same.ordinal()).isSame(), same.text());
            assertEquals(0, answer.parts().get(same.ordinal()).part(), same.text());
        }
        assertEquals(0, answer.residual());
    }

    private static long pnl(Path market, String options) throws IOException {
        return RecordedPair.pnl(RecordedPair.byHand(market, EngineRun.config(TwinCase.of(options))));
    }

    /** Prices stand still, so nothing is decided until the one trade that was changed in the second file. */
    @Test
    void findsTheTradeThatWasChanged() throws IOException {
        RecordedPair runs = new RecordedPair(folder);
        for (long seed = SEED; seed < SEED + 8; seed++) {
            Random random = new Random(seed);
            int changed = 2 + random.nextInt(150);
            List<String> rows = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                rows.add(1_000_000 + i / 3 + ",100,7");
            }
            Path first = runs.market("first-" + seed, rows);
            rows.set(changed, 1_000_000 + changed / 3 + ",101,7");
            Path second = runs.market("second-" + seed, rows);
            String options = "--strategy sma-cross --fast 1 --slow 2 --bar 1t --qty 1";
            RunGap.Answer answer =
                    RecordedPair.gap(runs.run("a-" + seed, first, options), runs.run("b-" + seed, second, options));
            Divergence divergence = answer.divergence();
            String where = "seed " + seed;
            assertTrue(divergence.decides(), where);
            assertEquals(changed + 1, divergence.marketEvents(), where);
            assertEquals(0, divergence.equalDecisions(), where);
            assertEquals(List.of(), divergence.a().decisions(), where);
            assertTrue(divergence.b().decisions().getFirst().startsWith("signal flat to long at 101"), where);
            assertTrue(
                    divergence
                            .cause()
                            .startsWith("the inputs differ: market event " + (changed + 1)
                                    + " is Trade X-USD.TEST at 1970-01-12T13:4"),
                    divergence.cause());
            assertEquals(
                    answer.gap(), answer.parts().get(RunInput.DATA.ordinal()).part(), where);
            assertEquals(0, answer.residual(), where);
        }
    }

    /** The first run's parameters cannot live with the second run's data: the two count together, as the residual. */
    @Test
    void whatCannotBeToldApartIsTheResidual() throws IOException {
        StrategyCatalog catalog = TouchyProvider.catalog(folder);
        RecordedPair runs = new RecordedPair(folder);
        Path low = runs.market("low", List.of("1000000,50,9", "1000001,51,9", "1000002,52,9", "1000003,60,9"));
        Path high = runs.market("high", List.of("1000000,500,9", "1000001,510,9", "1000002,520,9", "1000003,640,9"));
        Path a = folder.resolve("a");
        Path b = folder.resolve("b");
        RunConfig first = EngineRun.config(TwinCase.of("--strategy touchy --bar 1t --qty 1"));
        RunConfig second = EngineRun.config(TwinCase.of("--strategy touchy --bar 1t --qty 2"));
        Map<String, String> most = Map.of("most", "1000");
        record(a, low, first, catalog);
        record(b, high, RecordedPair.with(second, most), catalog);
        RunGap.Answer answer = RunGap.between(a, b, catalog);

        RunGap.Part data = answer.parts().get(RunInput.DATA.ordinal());
        assertNull(data.part());
        assertEquals("a run with it cannot be: this is too much", data.trouble());
        RunGap.Part parameters = answer.parts().get(RunInput.PARAMETERS.ordinal());
        assertNull(parameters.part());
        long together = RecordedPair.pnl(Backtest.run(
                Backtest.Request.unrecorded(List.of(high), RecordedPair.with(first, most)), catalog, fill -> {}));
        assertEquals(together, parameters.pnl());
        RunGap.Part sizing = answer.parts().get(RunInput.SIZING.ordinal());
        assertEquals(RecordedPair.pnl(answer.b()) - together, sizing.part());
        assertEquals(together - RecordedPair.pnl(answer.a()), answer.residual());
        assertEquals(answer.gap(), answer.residual() + sizing.part());
    }

    private static void record(Path journal, Path market, RunConfig config, StrategyCatalog catalog)
            throws IOException {
        Backtest.run(Backtest.Request.unrecorded(List.of(market), config).recordedIn(journal), catalog, fill -> {});
    }

    @Test
    void aRunHasNoGapToItself() throws IOException {
        RecordedRun run = RecordedRun.of(
                folder, RecordedRun.waves(300), "--strategy sma-cross --fast 2 --slow 4 --bar 10s --fee-bps 5");
        RunGap.Answer answer = RecordedPair.gap(run.journal(), run.journal());
        assertEquals(0, answer.gap());
        assertEquals(0, answer.residual());
        assertNull(answer.divergence());
        assertTrue(answer.parts().stream().allMatch(RunGap.Part::isSame));
    }

    @Test
    void refusesARunThatIsNotReproduced() throws IOException {
        RecordedPair runs = new RecordedPair(folder);
        Path market = runs.market("market", RecordedRun.waves(300));
        String options = "--strategy sma-cross --fast 2 --slow 4 --bar 10s";
        Path a = runs.run("a", market, options);
        Path b = runs.run("b", market, options);
        int actual = Event.HEADER_BYTES + RiskVerdictDecoder.actualValueEncodingOffset();
        long seq = new Rewriter(b, "outbound")
                .change(
                        (buffer, offset) -> Event.templateId(buffer, offset) == RiskVerdictDecoder.TEMPLATE_ID,
                        (buffer, at) -> buffer.putLong(at + actual, 1),
                        true);
        String refusal = assertThrows(IllegalStateException.class, () -> RecordedPair.gap(a, b))
                .getMessage();
        assertTrue(refusal.contains(b + " does not give its recorded decisions again"), refusal);
        assertTrue(refusal.contains("at sequence " + seq + " of outbound"), refusal);
    }
}
