package io.reprise.engine.feature;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.engine.domain.Bar;
import java.io.IOException;
import java.util.List;
import java.util.function.ToLongFunction;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Features against the plain formula over all bars so far, from the first value on. */
final class NaiveFeatureTest {
    private static final long ONE = 100_000_000L;
    private static final double TOLERANCE = 1e-12;

    private interface Naive {
        /** The value after the bars up to this index, NaN where there is none. */
        double at(List<Bar> bars, int index, int n);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 14, 30})
    void followsTheFormulaFromTheFirstValueOn(int n) {
        for (long seed = 10; seed < 15; seed++) {
            List<Bar> bars = TestBars.walk(seed, 600);
            String what = "n = " + n + ", seed " + seed;
            agrees("rsi", n, bars, NaiveFeatureTest::rsi, what);
            agrees("atr", n, bars, NaiveFeatureTest::atr, what);
            agrees("ema", n, bars, NaiveFeatureTest::ema, what);
            agrees("sma", n, bars, NaiveFeatureTest::sma, what);
            agrees("donchian-high", n, bars, NaiveFeatureTest::high, what);
            agrees("donchian-low", n, bars, NaiveFeatureTest::low, what);
        }
    }

    @Test
    void followsRule26OnRealBars() throws IOException {
        agrees("rsi", 14, TestBars.real().subList(0, 2_000), NaiveFeatureTest::rsi, "Coinbase BTC-USD 4 h");
    }

    private static void agrees(String name, int n, List<Bar> bars, Naive naive, String what) {
        Feature feature = new FeatureSpec(name, n).create();
        for (int i = 0; i < bars.size(); i++) {
            feature.onBar(bars.get(i));
            double expected = naive.at(bars, i, n);
            String where = name + " at bar " + i + ", " + what;
            assertEquals(!Double.isNaN(expected), feature.ready(), where);
            if (feature.ready()) {
                assertEquals(expected, feature.value(), TOLERANCE * Math.abs(expected), where);
            } else {
                assertTrue(Double.isNaN(feature.value()), where);
            }
        }
    }

    /** SEMANTICS rule 26 in its first form, ((n - 1) G + gain) / n. */
    private static double rsi(List<Bar> bars, int index, int n) {
        if (index < n) {
            return Double.NaN;
        }
        double gain = 0;
        double loss = 0;
        for (int i = 1; i <= index; i++) {
            double change = (bars.get(i).closePx() - bars.get(i - 1).closePx()) / 1e8;
            double up = Math.max(change, 0);
            double down = Math.max(-change, 0);
            gain = i <= n ? gain + up / n : ((n - 1) * gain + up) / n;
            loss = i <= n ? loss + down / n : ((n - 1) * loss + down) / n;
        }
        return gain == 0 && loss == 0 ? 50 : 100 * gain / (gain + loss);
    }

    private static double atr(List<Bar> bars, int index, int n) {
        if (index < n - 1) {
            return Double.NaN;
        }
        double average = 0;
        for (int i = 0; i <= index; i++) {
            Bar bar = bars.get(i);
            double range = (bar.highPx() - bar.lowPx()) / 1e8;
            if (i > 0) {
                long previous = bars.get(i - 1).closePx();
                range = Math.max(range, Math.abs(bar.highPx() - previous) / 1e8);
                range = Math.max(range, Math.abs(bar.lowPx() - previous) / 1e8);
            }
            average = i < n ? average + range / n : ((n - 1) * average + range) / n;
        }
        return average;
    }

    private static double ema(List<Bar> bars, int index, int n) {
        double average = bars.getFirst().closePx() / 1e8;
        for (int i = 1; i <= index; i++) {
            average = (2 * (bars.get(i).closePx() / 1e8) + (n - 1) * average) / (n + 1);
        }
        return index < n - 1 ? Double.NaN : average;
    }

    private static double sma(List<Bar> bars, int index, int n) {
        return index < n - 1 ? Double.NaN : window(bars, index, n, Bar::closePx).sum() / 1e8 / n;
    }

    private static double high(List<Bar> bars, int index, int n) {
        return index < n - 1
                ? Double.NaN
                : window(bars, index, n, Bar::highPx).max().orElseThrow() / 1e8;
    }

    private static double low(List<Bar> bars, int index, int n) {
        return index < n - 1
                ? Double.NaN
                : window(bars, index, n, Bar::lowPx).min().orElseThrow() / 1e8;
    }

    private static LongStream window(List<Bar> bars, int index, int n, ToLongFunction<Bar> price) {
        return bars.subList(index - n + 1, index + 1).stream().mapToLong(price);
    }

    @Test
    void sumsClosesExactlyAndNamesDonchianPricesExactly() {
        Feature sma = fed("sma", 3, 1, 5, 7, 11);
        assertEquals(23 * ONE, sma.raw());
        assertEquals(23 / 3.0, sma.value());
        assertEquals(11 * ONE, fed("donchian-high", 3, 20, 5, 7, 11).raw());
        assertEquals(5 * ONE, fed("donchian-low", 3, 1, 5, 7, 11).raw());
        assertEquals(Feature.NULL_RAW, fed("sma", 3, 1, 5).raw());
        assertEquals(Double.doubleToRawLongBits(50), fed("rsi", 2, 5, 5, 5).raw());
    }

    @Test
    void rsiIsFiftyWithoutMovesAndReachesItsEnds() {
        assertEquals(50, fed("rsi", 3, 7, 7, 7, 7).value());
        assertEquals(100, fed("rsi", 3, 7, 8, 9, 9).value());
        assertEquals(0, fed("rsi", 3, 9, 8, 7, 7).value());
        assertEquals(75, fed("rsi", 3, 5, 8, 7, 7).value());
        assertTrue(Double.isNaN(fed("rsi", 3, 5, 8, 7).value()));
    }

    @Test
    void deviationsOfEqualPricesAreExactlyZeroAfterAnyPast() {
        assertEquals(0, fed("volatility", 3, 1, 1_000_000, 3, 9, 9, 9, 9).value());
        assertEquals(0, fed("zscore", 3, 1, 1_000_000, 3, 9, 9, 9).value());
        assertEquals((5 - 2) / Math.sqrt(7), fed("zscore", 3, 9, 0, 1, 5).value(), 1e-15);
    }

    @Test
    void volatilityHasNoValueWhileAReturnIsUndefined() {
        Feature volatility = fed("volatility", 2, 10, 11, 12);
        assertTrue(volatility.ready());
        for (long px : new long[] {-37, 10, 11}) {
            volatility.onBar(TestBars.flat(0, px * ONE));
            assertFalse(volatility.ready());
            assertTrue(Double.isNaN(volatility.value()));
        }
        volatility.onBar(TestBars.flat(0, 12 * ONE));
        assertEquals(fed("volatility", 2, 10, 11, 12).value(), volatility.value());
    }

    @Test
    void volatilityTakesTheWidestPricesThereAre() {
        Feature volatility = new FeatureSpec("volatility", 2).create();
        for (long px : new long[] {1, Long.MAX_VALUE, 1}) {
            volatility.onBar(TestBars.flat(0, px));
        }
        assertEquals(Math.sqrt(2) * 63 * Math.log(2), volatility.value(), 1e-12);
    }

    @Test
    void vwapHasNoValueWithoutVolume() {
        Feature vwap = new FeatureSpec("vwap", 2).create();
        vwap.onBar(TestBars.bar(0, ONE, ONE, ONE, ONE, 0));
        vwap.onBar(TestBars.bar(1, ONE, ONE, ONE, ONE, -1));
        assertFalse(vwap.ready());
        vwap.onBar(TestBars.bar(2, 2 * ONE, 4 * ONE, ONE, 4 * ONE, 5));
        assertEquals(3, vwap.value());
    }

    private static Feature fed(String name, int n, long... closes) {
        Feature feature = new FeatureSpec(name, n).create();
        for (int i = 0; i < closes.length; i++) {
            feature.onBar(TestBars.flat(i, closes[i] * ONE));
        }
        return feature;
    }
}
