package io.reprise.strategies;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.engine.domain.Bar;
import io.reprise.engine.strategy.StrategyProvider;
import io.reprise.strategies.breakout.VolatilitySqueeze;
import io.reprise.strategies.reversion.Stochastic;
import io.reprise.strategies.trend.AdxTrend;
import io.reprise.strategies.trend.Ichimoku;
import io.reprise.strategies.trend.Kama;
import io.reprise.strategies.trend.Macd;
import io.reprise.strategies.trend.SuperTrend;
import io.reprise.strategies.volatility.NarrowRange;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** The trickier strategies against their naive twins, on seeded walks. */
final class NaiveSignalsTest {
    private static final int WALKS = 20;
    private static final int BARS = 1500;

    @Test
    void macd() {
        compare(new Macd(), Map.of(), twin -> twin.macd(12, 26, 9));
    }

    @Test
    void adx() {
        compare(new AdxTrend(), Map.of(), twin -> twin.adx(14, 25));
    }

    @Test
    void superTrend() {
        compare(new SuperTrend(), Map.of(), twin -> twin.superTrend(10, 3));
    }

    @Test
    void ichimoku() {
        compare(new Ichimoku(), Map.of(), twin -> twin.ichimoku(9, 26, 52));
    }

    @Test
    void kama() {
        compare(new Kama(), Map.of(), twin -> twin.kama(10, 2, 30));
    }

    @Test
    void stochastic() {
        compare(new Stochastic(), Map.of(), twin -> twin.stochastic(14, 3, 3, 20, 80));
    }

    @Test
    void volatilitySqueeze() {
        compare(new VolatilitySqueeze(), Map.of(), twin -> twin.squeeze(20, 2, 1.5));
    }

    @Test
    void narrowRange() {
        compare(new NarrowRange(), Map.of(), twin -> twin.narrowRange(7, 5));
        compare(new NarrowRange(), Map.of("bars", "3", "hold", "2"), twin -> twin.narrowRange(3, 2));
    }

    private static void compare(
            StrategyProvider provider, Map<String, String> set, Function<NaiveSignals, String> twin) {
        Map<String, String> all = new HashMap<>(set);
        all.put("shorts", "true");
        for (int seed = 0; seed < WALKS; seed++) {
            List<Bar> bars = TestBars.walk(seed, BARS);
            String expected = twin.apply(new NaiveSignals(bars));
            assertTrue(expected.contains("L") && expected.contains("S"), "seed " + seed + ": " + expected);
            assertEquals(expected, SignalRun.letters(provider, all, bars), provider.name() + ", seed " + seed);
        }
    }
}
