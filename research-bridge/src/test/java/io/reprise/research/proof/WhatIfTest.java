package io.reprise.research.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.codecs.ExecutionReportDecoder;
import io.reprise.codecs.OrderCommandDecoder;
import io.reprise.codecs.TradeDecoder;
import io.reprise.engine.backtest.Divergence;
import io.reprise.engine.backtest.RunConfig;
import io.reprise.engine.backtest.RunResult;
import io.reprise.engine.backtest.WhatIf;
import io.reprise.engine.event.Event;
import io.reprise.engine.fixed.Decimals;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A what-if says what a backtest of the changed settings says, and where the first decision differs. */
@Tag("slow")
final class WhatIfTest {
    private static final int FILES = Integer.getInteger("reprise.twin.files", 100) / 10;
    private static final long SEED = Long.getLong("reprise.twin.seed", 1);
    private static final String OPTIONS =
            "--strategy donchian-breakout --entry 3 --exit 2 --bar 10s --qty 2 --fee-bps 5 --lot 0.01 --latency-ms 50";

    @TempDir
    Path folder;

    private static WhatIf whatIf(Path journal, Path market) throws IOException {
        return WhatIf.of(journal, List.of(market), RecordedRun.CATALOG);
    }

    private static void assertSame(RunResult expected, RunResult actual, String where) {
        assertEquals(expected.fills(), actual.fills(), where);
        assertEquals(expected.orders(), actual.orders(), where);
        assertEquals(expected.rejects(), actual.rejects(), where);
        assertEquals(expected.fees(), actual.fees(), where);
        assertEquals(expected.finalEquity(), actual.finalEquity(), where);
        assertEquals(expected.minCash(), actual.minCash(), where);
        assertEquals(expected.totalReturn(), actual.totalReturn(), where);
        assertEquals(expected.maxDrawdown(), actual.maxDrawdown(), where);
        assertEquals(expected.excessReturn(), actual.excessReturn(), where);
        assertEquals(expected.outboundDigest(), actual.outboundDigest(), where);
        assertEquals(expected.stateDigest(), actual.stateDigest(), where);
    }

    /** All settings change at once, the strategy and its bars included. */
    @Test
    void saysWhatABacktestOfTheChangedSettingsSays() throws IOException {
        int compared = 0;
        int parted = 0;
        for (long seed = SEED; seed < SEED + FILES; seed++) {
            RandomCase one = RandomCase.of(seed);
            Path market = one.ingest(folder.resolve("market-" + seed));
            RunConfig config = EngineRun.config(one.options().getFirst());
            RunResult recorded = orNull(market, config);
            if (recorded == null) {
                continue;
            }
            Path journal = new RecordedPair(folder).run("journal-" + seed, market, config);
            for (TwinCase options : one.options()) {
                RunConfig changed = EngineRun.config(options);
                RunResult byHand = orNull(market, changed);
                if (byHand != null) {
                    String where = "seed " + seed + " " + options;
                    WhatIf.Answer answer = whatIf(journal, market).ask(changed);
                    assertSame(recorded, answer.recorded(), where);
                    assertSame(recorded, answer.resimulated(), where);
                    assertSame(byHand, answer.changed(), where);
                    boolean same = recorded.outboundDigest().equals(byHand.outboundDigest());
                    assertTrue(same || answer.divergence() != null, where);
                    compared++;
                    parted += answer.divergence() == null ? 0 : 1;
                }
            }
            Folders.delete(market);
            Folders.delete(journal);
        }
        assertTrue(compared > 2 * FILES && parted > FILES, compared + " comparisons, " + parted + " partings");
    }

    /** Null where an amount does not fit. */
    private static RunResult orNull(Path market, RunConfig config) throws IOException {
        try {
            return RecordedPair.byHand(market, config);
        } catch (ArithmeticException e) {
            return null;
        }
    }

    @Test
    void anUnchangedSettingHasNoEffect() throws IOException {
        RecordedRun run = RecordedRun.of(folder, RecordedRun.waves(400), OPTIONS);
        WhatIf.Answer answer = whatIf(run.journal(), run.market()).ask(run.config());
        assertEquals(List.of(), answer.settings());
        assertNull(answer.divergence());
        assertSame(run.result(), answer.recorded(), "recorded");
        assertSame(run.result(), answer.resimulated(), "re-simulated");
        assertSame(run.result(), answer.changed(), "changed");
        assertTrue(run.result().fillCount() > 10, "a run that trades");
    }

    /** The cross of 1 over 2 on bars of one trade, so that all is known by hand. */
    @Test
    void findsTheFirstOrderThatALimitDenies() throws IOException {
        RecordedPair runs = new RecordedPair(folder);
        for (long seed = SEED; seed < SEED + 8; seed++) {
            Random random = new Random(seed);
            List<String> rows = new ArrayList<>();
            long[] px = new long[300];
            for (int i = 0; i < px.length; i++) {
                px[i] = 100 + random.nextInt(5) + i / 10;
                rows.add(1_000_000 + i + "," + px[i] + ",50");
            }
            Path market = runs.market("market-" + seed, rows);
            Path journal = runs.run(
                    "run-" + seed, market, "--strategy sma-cross --fast 1 --slow 2 --bar 1t --qty 3 --cash 100000");
            long notionalMax = 3 * (102 + random.nextInt(25));
            int denied = firstRise(px, notionalMax / 3);

            Divergence divergence =
                    whatIf(journal, market).ask(limited(notionalMax)).divergence();
            String where = "seed " + seed;
            assertTrue(divergence.decides(), where);
            assertEquals(denied + 1, divergence.marketEvents(), where);
            assertEquals((1_000_000L + denied) * 1_000_000_000L, divergence.tsInitNs(), where);
            assertTrue(divergence.a().decisions().getLast().matches("order \\d+ sent: buy 3 market"), where);
            assertTrue(
                    divergence.b().decisions().getLast().contains("ORDER_NOTIONAL"),
                    () -> where + divergence.b().decisions());
            assertEquals(
                    "the settings differ: max-order-notional is none and " + notionalMax, divergence.cause(), where);
        }
    }

    private static RunConfig limited(long notionalMax) {
        RunConfig base =
                EngineRun.config(TwinCase.of("--strategy sma-cross --fast 1 --slow 2 --bar 1t --qty 3 --cash 100000"));
        Map<String, String> texts = new HashMap<>(base.texts());
        texts.put("max-order-notional", Long.toString(notionalMax));
        return RunConfig.of(texts);
    }

    /** The first opening order above the limit: fast is the price and slow the mean of two, so above is a rise. */
    private static int firstRise(long[] px, long pxMax) {
        boolean isLong = false;
        for (int i = 2; i < px.length; i++) {
            boolean opens = !isLong && px[i] > px[i - 1] && px[i - 1] <= px[i - 2];
            if (opens && px[i] > pxMax) {
                return i;
            }
            isLong = opens || isLong && px[i] >= px[i - 1];
        }
        throw new IllegalStateException("no order is above the limit");
    }

    @Test
    void namesTheFeaturesAndTheSettingsBehindAnotherSignal() throws IOException {
        RecordedPair runs = new RecordedPair(folder);
        Path market = runs.market("market", RecordedRun.waves(400));
        String options = " --bar 10s --qty 2 --lot 0.01";
        Path journal = runs.run("run", market, "--strategy sma-cross --fast 2 --slow 5" + options);
        WhatIf.Answer answer = whatIf(journal, market)
                .ask(EngineRun.config(TwinCase.of("--strategy sma-cross --fast 3 --slow 5" + options)));
        assertEquals(1, answer.settings().size());
        assertEquals("fast", answer.settings().getFirst().name());
        assertEquals("2", answer.settings().getFirst().a());
        assertEquals("3", answer.settings().getFirst().b());
        Divergence divergence = answer.divergence();
        assertEquals("sma(2)", divergence.a().features().getFirst().name());
        assertEquals("sma(3)", divergence.b().features().getFirst().name());
        assertTrue(
                divergence
                        .cause()
                        .matches(
                                "the features differ: sma\\(2\\) = .* against sma\\(3\\) = .*; the settings differ: fast"
                                        + " is 2 and 3"),
                divergence.cause());
        assertTrue(
                divergence.a().event().contains("BarBoundary"), divergence.a().event());
        assertFalse(divergence.a().decisions().equals(divergence.b().decisions()));
    }

    /** Fees change what is left, not what is done while the size is fixed. */
    @Test
    void tellsNumbersFromDecisions() throws IOException {
        RecordedRun run = RecordedRun.of(folder, RecordedRun.waves(400), OPTIONS);
        WhatIf.Answer answer = whatIf(run.journal(), run.market())
                .ask(EngineRun.config(TwinCase.of(OPTIONS.replace("--fee-bps 5", "--fee-bps 6"))));
        Divergence divergence = answer.divergence();
        assertFalse(divergence.decides());
        assertNotEquals(divergence.a().equity(), divergence.b().equity());
        assertTrue(divergence.cause().contains("the accounts differ: equity "), divergence.cause());
        assertTrue(divergence.cause().contains("since fill 1 was "), divergence.cause());
        assertEquals(answer.resimulated().orders(), answer.changed().orders());
        assertTrue(answer.changed().fees() > answer.resimulated().fees());
    }

    @Test
    void refusesAChangedDecisionAndNamesIt() throws IOException {
        int qty = Event.HEADER_BYTES + OrderCommandDecoder.orderQtyEncodingOffset();
        assertRefuses("outbound", OrderCommandDecoder.TEMPLATE_ID, qty);
    }

    @Test
    void refusesAChangedReportAndNamesIt() throws IOException {
        int px = Event.HEADER_BYTES + ExecutionReportDecoder.lastPxEncodingOffset();
        assertRefuses("inbound", ExecutionReportDecoder.TEMPLATE_ID, px);
    }

    private void assertRefuses(String stream, int templateId, int field) throws IOException {
        RecordedRun run = RecordedRun.of(folder, RecordedRun.waves(400), OPTIONS);
        long seq = new Rewriter(run.journal(), stream)
                .change(
                        (buffer, offset) -> Event.templateId(buffer, offset) == templateId,
                        (buffer, at) -> buffer.putLong(at + field, buffer.getLong(at + field) + 1),
                        true);
        WhatIf whatIf = whatIf(run.journal(), run.market());
        String refusal = assertThrows(IllegalStateException.class, () -> whatIf.ask(run.config()))
                .getMessage();
        assertTrue(
                refusal.startsWith("the journal " + run.journal() + " does not give its recorded decisions again"),
                refusal);
        assertTrue(refusal.contains("at sequence " + seq + " of " + stream + " the journal has {"), refusal);
    }

    @Test
    void refusesAnotherMarket() throws IOException {
        RecordedRun run = RecordedRun.of(folder, RecordedRun.waves(400), OPTIONS);
        int px = Event.HEADER_BYTES + TradeDecoder.pxEncodingOffset();
        new Rewriter(run.market(), "inbound")
                .change(
                        (buffer, offset) -> Event.templateId(buffer, offset) == TradeDecoder.TEMPLATE_ID,
                        (buffer, at) -> buffer.putLong(at + px, Decimals.parse("1")),
                        true);
        WhatIf whatIf = whatIf(run.journal(), run.market());
        String refusal = assertThrows(IllegalStateException.class, () -> whatIf.ask(run.config()))
                .getMessage();
        assertTrue(refusal.contains("the market journal " + run.market() + " is not the one"), refusal);
    }
}
