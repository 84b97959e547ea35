package io.reprise.engine.feature;

import static io.reprise.engine.feature.Columns.change;
import static io.reprise.engine.feature.Columns.ema;
import static io.reprise.engine.feature.Columns.from;
import static io.reprise.engine.feature.Columns.highest;
import static io.reprise.engine.feature.Columns.lowest;
import static io.reprise.engine.feature.Columns.map;
import static io.reprise.engine.feature.Columns.mean;
import static io.reprise.engine.feature.Columns.minus;
import static io.reprise.engine.feature.Columns.over;
import static io.reprise.engine.feature.Columns.product;
import static io.reprise.engine.feature.Columns.rsi;
import static io.reprise.engine.feature.Columns.shift;
import static io.reprise.engine.feature.Columns.sum;
import static io.reprise.engine.feature.Columns.weighted;
import static io.reprise.engine.feature.Columns.wilder;
import static io.reprise.engine.feature.Columns.window;
import static io.reprise.engine.feature.Columns.zip;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** The published formulas of trend and momentum once more, plainly. */
final class BarTwins {
    private BarTwins() {}

    static Map<String, Function<Columns, double[]>> all() {
        Map<String, Function<Columns, double[]>> twins = new TreeMap<>();
        means(twins);
        direction(twins);
        lines(twins);
        momentum(twins);
        strength(twins);
        return twins;
    }

    private static void means(Map<String, Function<Columns, double[]>> twins) {
        twins.put("sma(20)", x -> mean(x.close, 20));
        twins.put("ema(20)", x -> from(19, ema(x.close, 20)));
        twins.put("wma(9)", x -> weighted(x.close, 9));
        twins.put("dema(8)", x -> from(7, minus(map(ema(x.close, 8), v -> 2 * v), ema(ema(x.close, 8), 8))));
        twins.put("tema(8)", x -> {
            double[] one = ema(x.close, 8);
            double[] two = ema(one, 8);
            double[] three = ema(two, 8);
            return from(7, x.each(i -> 3 * one[i] - 3 * two[i] + three[i]));
        });
        twins.put("hma(20)", x -> weighted(minus(map(weighted(x.close, 10), v -> 2 * v), weighted(x.close, 20)), 4));
        twins.put("kama(10,2,30)", x -> kama(x.close, 10, 2, 30));
        twins.put("macd(12,26)", x -> macd(x));
        twins.put("macd-signal(12,26,9)", x -> from(25 + 8, ema(macd(x), 9)));
        twins.put("macd-histogram(12,26,9)", x -> from(25 + 8, minus(macd(x), ema(macd(x), 9))));
    }

    private static double[] macd(Columns x) {
        return from(25, minus(ema(x.close, 12), ema(x.close, 26)));
    }

    private static double[] efficiency(double[] close, int n) {
        double[] path = sum(map(change(close, 1), Math::abs), n);
        return zip(map(change(close, n), Math::abs), path, (net, all) -> all == 0 ? 0 : net / all);
    }

    private static double[] kama(double[] close, int n, int fast, int slow) {
        double[] ratio = efficiency(close, n);
        double[] result = new double[close.length];
        Arrays.fill(result, Double.NaN);
        double mean = close[n - 1];
        for (int i = n; i < close.length; i++) {
            double root = ratio[i] * (2.0 / (fast + 1) - 2.0 / (slow + 1)) + 2.0 / (slow + 1);
            mean += root * root * (close[i] - mean);
            result[i] = mean;
        }
        return result;
    }

    private static double[] directional(Columns x, boolean isUp, int n) {
        double[] move = x.each(i -> {
            if (i == 0) {
                return Double.NaN;
            }
            double up = x.high[i] - x.high[i - 1];
            double down = x.low[i - 1] - x.low[i];
            double own = isUp ? up : down;
            return own > (isUp ? down : up) && own > 0 ? own : 0;
        });
        return zip(wilder(move, n), wilder(from(1, x.range), n), (m, r) -> r == 0 ? 0 : 100 * m / r);
    }

    private static void direction(Map<String, Function<Columns, double[]>> twins) {
        twins.put("plus-di(14)", x -> directional(x, true, 14));
        twins.put("minus-di(14)", x -> directional(x, false, 14));
        twins.put(
                "adx(14)",
                x -> wilder(
                        zip(
                                directional(x, true, 14),
                                directional(x, false, 14),
                                (p, m) -> p + m == 0 ? 0 : 100 * Math.abs(p - m) / (p + m)),
                        14));
        twins.put("aroon-up(10)", x -> window(x.high, 11, w -> place(w, 1)));
        twins.put("aroon-down(10)", x -> window(x.low, 11, w -> place(w, -1)));
        twins.put(
                "aroon-oscillator(10)",
                x -> minus(window(x.high, 11, w -> place(w, 1)), window(x.low, 11, w -> place(w, -1))));
        twins.put(
                "vortex-plus(14)",
                x -> over(sum(map(minus(x.high, shift(x.low, 1)), Math::abs), 14), sum(from(1, x.range), 14)));
        twins.put(
                "vortex-minus(14)",
                x -> over(sum(map(minus(x.low, shift(x.high, 1)), Math::abs), 14), sum(from(1, x.range), 14)));
        twins.put(
                "choppiness(14)",
                x -> map(
                        over(sum(x.range, 14), minus(highest(x.high, 14), lowest(x.low, 14))),
                        v -> 100 * Math.log10(v) / Math.log10(14)));
    }

    /** 100 x the place of the newest extreme among 0 to n. */
    private static double place(double[] w, int sign) {
        int best = 0;
        for (int i = 1; i < w.length; i++) {
            best = sign * w[i] >= sign * w[best] ? i : best;
        }
        return 100.0 * best / (w.length - 1);
    }

    private static double[] half(Columns x, int n) {
        return zip(highest(x.high, n), lowest(x.low, n), (h, l) -> (h + l) / 2);
    }

    private static void lines(Map<String, Function<Columns, double[]>> twins) {
        twins.put("ichimoku-tenkan(9)", x -> half(x, 9));
        twins.put("ichimoku-kijun(26)", x -> half(x, 26));
        twins.put("ichimoku-senkou-a(9,26,26)", x -> shift(zip(half(x, 9), half(x, 26), (t, k) -> (t + k) / 2), 26));
        twins.put("ichimoku-senkou-b(52,26)", x -> shift(half(x, 52), 26));
        twins.put("linreg-slope(20)", x -> window(x.close, 20, w -> slope(w)));
        twins.put("linreg(20)", x -> window(x.close, 20, w -> Columns.meanOf(w) + slope(w) * 9.5));
        twins.put(
                "r-squared(20)",
                x -> window(x.close, 20, w -> {
                    double spread = Columns.codeviation(w, w);
                    double line = Columns.codeviation(time(w), w);
                    return spread < 1e-18 ? 0 : line * line / spread / Columns.codeviation(time(w), time(w));
                }));
        twins.put("parabolic-sar(0.02,0.2)", LineTwins::parabolic);
        twins.put("supertrend(10,3)", x -> LineTwins.superTrend(x, 10, 3, false));
        twins.put("supertrend-direction(10,3)", x -> LineTwins.superTrend(x, 10, 3, true));
    }

    private static double[] time(double[] w) {
        double[] time = new double[w.length];
        Arrays.setAll(time, i -> i);
        return time;
    }

    private static double slope(double[] w) {
        return Columns.codeviation(time(w), w) / Columns.codeviation(time(w), time(w));
    }

    private static void momentum(Map<String, Function<Columns, double[]>> twins) {
        twins.put("rsi(14)", x -> rsi(x.close, 14));
        twins.put("rsi@2(7,28)", x -> LineTwins.adaptiveRsi(x.close, efficiency(x.close, 28), 7, 28));
        twins.put("roc(12)", x -> map(over(change(x.close, 12), shift(x.close, 12)), v -> 100 * v));
        twins.put("momentum(10)", x -> change(x.close, 10));
        twins.put("efficiency-ratio(10)", x -> efficiency(x.close, 10));
        twins.put("trix(15)", x -> {
            double[] triple = ema(ema(ema(x.close, 15), 15), 15);
            return from(15, map(over(change(triple, 1), shift(triple, 1)), v -> 100 * v));
        });
        twins.put("stochastic-k(14)", x -> stochastic(x, 14, false));
        twins.put("stochastic-d(14,3)", x -> mean(stochastic(x, 14, false), 3));
        twins.put("williams-r(14)", x -> stochastic(x, 14, true));
        twins.put(
                "stochastic-rsi(14)",
                x -> window(rsi(x.close, 14), 14, w -> {
                    double low = Arrays.stream(w).min().orElseThrow();
                    double high = Arrays.stream(w).max().orElseThrow();
                    return high == low ? 0.5 : (w[w.length - 1] - low) / (high - low);
                }));
        twins.put("awesome-oscillator(5,34)", x -> minus(mean(x.middle(), 5), mean(x.middle(), 34)));
        twins.put("ppo(12,26)", x -> map(over(macd(x), ema(x.close, 26)), v -> 100 * v));
        twins.put("dpo(20)", x -> minus(x.close, shift(mean(x.close, 20), 11)));
    }

    private static double[] stochastic(Columns x, int n, boolean isFromAbove) {
        double[] span = minus(highest(x.high, n), lowest(x.low, n));
        double[] distance = minus(x.close, isFromAbove ? highest(x.high, n) : lowest(x.low, n));
        return map(over(distance, span), v -> 100 * v);
    }

    private static void strength(Map<String, Function<Columns, double[]>> twins) {
        twins.put(
                "cci(20)",
                x -> window(x.typical(), 20, w -> {
                    double mean = Columns.meanOf(w);
                    double deviation =
                            Arrays.stream(w).map(v -> Math.abs(v - mean)).sum() / w.length;
                    return deviation < 1e-9 ? 0 : (w[w.length - 1] - mean) / (0.015 * deviation);
                }));
        twins.put("tsi(25,13)", x -> {
            double[] change = change(x.close, 1);
            double[] size = map(change, Math::abs);
            return from(25, zip(ema(ema(change, 25), 13), ema(ema(size, 25), 13), (c, s) -> s == 0 ? 0 : 100 * c / s));
        });
        twins.put("cmo(14)", x -> {
            double[] change = change(x.close, 1);
            return zip(sum(change, 14), sum(map(change, Math::abs), 14), (c, s) -> s == 0 ? 0 : 100 * c / s);
        });
        twins.put("connors-rsi(3,2,100)", LineTwins::connors);
        twins.put("ultimate-oscillator(7,14,28)", x -> {
            double[] pressure = minus(x.close, zip(x.low, shift(x.close, 1), Math::min));
            double[][] part = new double[3][];
            for (int i = 0; i < 3; i++) {
                part[i] = over(sum(pressure, 7 << i), sum(from(1, x.range), 7 << i));
            }
            return x.each(i -> 100 * (4 * part[0][i] + 2 * part[1][i] + part[2][i]) / 7);
        });
        twins.put("negative-volume-index", x -> LineTwins.volumeIndex(x, -1));
        twins.put("positive-volume-index", x -> LineTwins.volumeIndex(x, 1));
        twins.put("obv", x -> Columns.runningSum(product(map(change(x.close, 1), Math::signum), x.volume), 0));
    }
}
