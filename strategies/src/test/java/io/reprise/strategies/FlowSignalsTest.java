package io.reprise.strategies;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.reprise.engine.domain.Bar;
import io.reprise.engine.feature.BarSeries;
import io.reprise.engine.fixed.Fixed;
import io.reprise.engine.strategy.StrategyProvider;
import io.reprise.strategies.carry.FundingCarry;
import io.reprise.strategies.microstructure.Microprice;
import io.reprise.strategies.microstructure.TradeImbalance;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Strategies on trades, quotes and funding, by hand. */
final class FlowSignalsTest {
    private static final long PX = 100 * Fixed.ONE;
    private static final long RATE_E12 = 100_000_000L; // one basis point

    private interface Feed {
        void before(BarSeries series, int bar, long tsNs);
    }

    /** Imbalances (3 - 1) / 4, 0 and (1 - 2) / 3. */
    @Test
    void tradeImbalance() {
        long[] bought = {3, 1, 1};
        long[] sold = {1, 1, 2};
        check(new TradeImbalance(), Map.of("bars", "1", "shorts", "true"), 3, "LLS", (series, i, tsNs) -> {
            series.readTrade(tsNs, PX, bought[i] * Fixed.ONE, 1);
            series.readTrade(tsNs, PX, sold[i] * Fixed.ONE, -1);
        });
    }

    /** Between 99 and 101 the microprice is 100.5, 100 and 99.5; the close is 100. */
    @Test
    void microprice() {
        long[] bidQty = {3, 2, 1};
        long[] askQty = {1, 2, 3};
        check(
                new Microprice(),
                Map.of("shorts", "true"),
                3,
                "LLS",
                (series, i, tsNs) -> series.readQuote(
                        tsNs, PX - Fixed.ONE, bidQty[i] * Fixed.ONE, PX + Fixed.ONE, askQty[i] * Fixed.ONE));
    }

    /** Sums of two rates: none, -12, 0 and 18 basis points, against 10. */
    @Test
    void fundingCarry() {
        long[] bps = {-6, -6, 6, 12};
        check(
                new FundingCarry(),
                Map.of("count", "2", "threshold", "0.001", "shorts", "true"),
                4,
                ".LLS",
                (series, i, tsNs) -> series.readFunding(tsNs, bps[i] * RATE_E12));
    }

    private static void check(
            StrategyProvider provider, Map<String, String> set, int count, String letters, Feed feed) {
        SignalRun run = new SignalRun(provider, set);
        List<Bar> bars = TestBars.closes(100, 100, 100, 100).subList(0, count);
        StringBuilder states = new StringBuilder();
        for (int i = 0; i < count; i++) {
            feed.before(run.series(), i, bars.get(i).startNs());
            states.append(SignalRun.letter(run.on(bars.get(i))));
        }
        assertEquals(letters, states.toString());
    }
}
