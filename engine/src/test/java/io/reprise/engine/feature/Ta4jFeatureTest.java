package io.reprise.engine.feature;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.engine.domain.Bar;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ta4j.core.BarSeries;
import org.ta4j.core.Indicator;
import org.ta4j.core.indicators.ATRIndicator;
import org.ta4j.core.indicators.RSIIndicator;
import org.ta4j.core.indicators.averages.EMAIndicator;
import org.ta4j.core.indicators.averages.SMAIndicator;
import org.ta4j.core.indicators.helpers.ClosePriceIndicator;
import org.ta4j.core.indicators.helpers.FixedNumIndicator;
import org.ta4j.core.indicators.helpers.HighPriceIndicator;
import org.ta4j.core.indicators.helpers.HighestValueIndicator;
import org.ta4j.core.indicators.helpers.LowPriceIndicator;
import org.ta4j.core.indicators.helpers.LowestValueIndicator;
import org.ta4j.core.indicators.statistics.StandardDeviationIndicator;
import org.ta4j.core.indicators.volume.VWAPIndicator;
import org.ta4j.core.num.Num;

/**
 * Every feature against ta4j 0.22.2, on random walks and on real bars. The averages of ta4j that remember (EMA and the
 * Wilder means in RSI and ATR) give nothing for their unstable bars and start with the one value that follows; ours
 * start with the first close (EMA) or the mean of the first n (Wilder). They are compared after {@value #FORGET}
 * periods, by when the start weighs less than 1e-17; {@link NaiveFeatureTest} checks the start. All others agree from
 * the first value on.
 */
final class Ta4jFeatureTest {
    private static final double TOLERANCE = 1e-9;
    private static final int FORGET = 50;

    @Tag("slow")
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void agreesOnARandomWalk(long seed) {
        List<Bar> bars = TestBars.walk(seed, 2_500);
        BarSeries series = TestBars.ta4j(bars);
        for (int n : new int[] {2, 3, 10, 20}) {
            agrees(bars, series, n, "seed " + seed + ", n = " + n);
        }
    }

    @Tag("slow")
    @Test
    void agreesOnRealBars() throws IOException {
        List<Bar> bars = TestBars.real();
        agrees(bars, TestBars.ta4j(bars), 14, "Coinbase BTC-USD 4 h, n = 14");
    }

    private static void agrees(List<Bar> bars, BarSeries series, int n, String what) {
        agreesOnWindows(bars, series, n, what);
        agreesOnRecurrences(bars, series, n, what);
    }

    private static void agreesOnWindows(List<Bar> bars, BarSeries series, int n, String what) {
        ClosePriceIndicator close = new ClosePriceIndicator(series);
        SMAIndicator mean = new SMAIndicator(close, n);
        Indicator<Num> high = new HighestValueIndicator(new HighPriceIndicator(series), n);
        Indicator<Num> low = new LowestValueIndicator(new LowPriceIndicator(series), n);
        Indicator<Num> deviation = new StandardDeviationIndicator(close, n);
        Indicator<Num> returnDeviation = new StandardDeviationIndicator(logReturns(bars, series), n);
        Indicator<Num> vwap = new VWAPIndicator(series, n);
        // ta4j divides by n where a sample deviation divides by n - 1.
        double sample = Math.sqrt(n / (n - 1.0));
        agrees("sma", n, bars, n - 1, 0, i -> at(mean, i), what);
        agrees("donchian-high", n, bars, n - 1, 0, i -> at(high, i), what);
        agrees("donchian-low", n, bars, n - 1, 0, i -> at(low, i), what);
        agrees("volatility", n, bars, n, 1e-6, i -> at(returnDeviation, i) * sample, what);
        agrees("vwap", n, bars, n - 1, 0, i -> at(vwap, i), what);
        agrees(
                "zscore",
                n,
                bars,
                n - 1,
                1,
                i -> at(deviation, i) == 0 ? 0 : zScore(close, mean, deviation, i) / sample,
                what);
    }

    private static void agreesOnRecurrences(List<Bar> bars, BarSeries series, int n, String what) {
        ClosePriceIndicator close = new ClosePriceIndicator(series);
        EMAIndicator ema = new EMAIndicator(close, n);
        RSIIndicator rsi = new RSIIndicator(close, n);
        ATRIndicator atr = new ATRIndicator(series, n);
        agrees("ema", n, bars, FORGET * n, 0, i -> at(ema, i), what);
        agrees("rsi", n, bars, FORGET * n, 1e-3, i -> at(rsi, i), what);
        agrees("atr", n, bars, FORGET * n, 1e-3, i -> at(atr, i), what);
        int unstable = ema.getCountOfUnstableBars();
        agrees(
                "ema",
                n,
                bars.subList(unstable, bars.size()),
                n - 1,
                0,
                i -> at(ema, i + unstable),
                what + ", from ta4j's start");
    }

    private static Indicator<Num> logReturns(List<Bar> bars, BarSeries series) {
        double[] returns = new double[bars.size()];
        for (int i = 1; i < returns.length; i++) {
            long previous = bars.get(i - 1).closePx();
            returns[i] = Math.log1p((double) (bars.get(i).closePx() - previous) / previous);
        }
        return new FixedNumIndicator(series, returns);
    }

    private static double at(Indicator<Num> indicator, int index) {
        return indicator.getValue(index).doubleValue();
    }

    private static double zScore(Indicator<Num> close, Indicator<Num> mean, Indicator<Num> deviation, int index) {
        return close.getValue(index)
                .minus(mean.getValue(index))
                .dividedBy(deviation.getValue(index))
                .doubleValue();
    }

    private interface Expected {
        double at(int index);
    }

    /** Compares from bar {@code first} on, relative to the value or, if that is larger, to {@code floor}. */
    private static void agrees(
            String name, int n, List<Bar> bars, int first, double floor, Expected expected, String what) {
        Feature feature = new FeatureSpec(name, n).create();
        List<Integer> ready = new ArrayList<>();
        for (int i = 0; i < bars.size(); i++) {
            feature.onBar(bars.get(i));
            if (feature.ready()) {
                ready.add(i);
            }
            double value = expected.at(i);
            if (i < first || Double.isNaN(value) && !feature.ready()) {
                continue;
            }
            double error = Math.abs(feature.value() - value);
            double scale = Math.max(floor, Math.abs(value));
            if (!(error <= TOLERANCE * scale)) {
                assertEquals(value, feature.value(), TOLERANCE * scale, name + " at bar " + i + ", " + what);
            }
        }
        assertTrue(
                ready.size() > bars.size() / 2, () -> name + " was ready on " + ready.size() + " bars only, " + what);
    }
}
