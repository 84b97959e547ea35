package io.reprise.strategies;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.engine.domain.Bar;
import io.reprise.engine.strategy.StrategyCatalog;
import io.reprise.engine.strategy.StrategyProvider;
import io.reprise.strategies.breakout.VolatilitySqueeze;
import io.reprise.strategies.combination.Voting;
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
import java.util.stream.Stream;
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

    /** A majority of three, a quorum of one weight and unequal weights, counted from what each voter says alone. */
    @Test
    void voting() {
        vote(Map.of(), new int[] {1, 1, 1}, 2);
        vote(Map.of("quorum", "1"), new int[] {1, 1, 1}, 1);
        vote(Map.of("quorum", "3"), new int[] {1, 1, 1}, 3);
        vote(Map.of("sma-cross", "5", "donchian-breakout", "3", "tsmom", "2"), new int[] {5, 3, 2}, 6);
    }

    private static void vote(Map<String, String> set, int[] weights, int decisive) {
        StrategyCatalog catalog = StrategyCatalog.load(NaiveSignalsTest.class.getClassLoader());
        compareBars(new Voting(), set, bars -> {
            List<String> votes = Stream.of("sma-cross", "donchian-breakout", "tsmom")
                    .map(catalog::find)
                    .map(voter -> SignalRun.letters(voter, SignalRun.shorts(voter), bars))
                    .toList();
            StringBuilder letters = new StringBuilder();
            for (int i = 0; i < bars.size(); i++) {
                int up = 0;
                int down = 0;
                for (int k = 0; k < weights.length; k++) {
                    up += votes.get(k).charAt(i) == 'L' ? weights[k] : 0;
                    down += votes.get(k).charAt(i) == 'S' ? weights[k] : 0;
                }
                letters.append(up >= decisive && up > down ? 'L' : down >= decisive && down > up ? 'S' : '.');
            }
            return letters.toString();
        });
    }

    private static void compare(
            StrategyProvider provider, Map<String, String> set, Function<NaiveSignals, String> twin) {
        compareBars(provider, set, bars -> twin.apply(new NaiveSignals(bars)));
    }

    private static void compareBars(
            StrategyProvider provider, Map<String, String> set, Function<List<Bar>, String> twin) {
        Map<String, String> all = new HashMap<>(set);
        all.put("shorts", "true");
        for (int seed = 0; seed < WALKS; seed++) {
            List<Bar> bars = TestBars.walk(seed, BARS);
            String expected = twin.apply(bars);
            assertTrue(expected.contains("L") && expected.contains("S"), "seed " + seed + ": " + expected);
            assertEquals(expected, SignalRun.letters(provider, all, bars), provider.name() + ", seed " + seed);
        }
    }
}
