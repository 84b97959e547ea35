package io.reprise.engine.feature;

import static io.reprise.engine.feature.Columns.change;
import static io.reprise.engine.feature.Columns.ema;
import static io.reprise.engine.feature.Columns.from;
import static io.reprise.engine.feature.Columns.highest;
import static io.reprise.engine.feature.Columns.log;
import static io.reprise.engine.feature.Columns.lowest;
import static io.reprise.engine.feature.Columns.map;
import static io.reprise.engine.feature.Columns.mean;
import static io.reprise.engine.feature.Columns.minus;
import static io.reprise.engine.feature.Columns.over;
import static io.reprise.engine.feature.Columns.product;
import static io.reprise.engine.feature.Columns.root;
import static io.reprise.engine.feature.Columns.runningSum;
import static io.reprise.engine.feature.Columns.shift;
import static io.reprise.engine.feature.Columns.sum;
import static io.reprise.engine.feature.Columns.variance;
import static io.reprise.engine.feature.Columns.wilder;
import static io.reprise.engine.feature.Columns.zip;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** The published formulas of volatility, volume and patterns once more, plainly. */
final class RangeTwins {
    private static final double LN_2 = Math.log(2);

    private RangeTwins() {}

    static Map<String, Function<Columns, double[]>> all() {
        Map<String, Function<Columns, double[]>> twins = new TreeMap<>();
        ranges(twins);
        bands(twins);
        estimators(twins);
        volume(twins);
        shapes(twins);
        sequences(twins);
        return twins;
    }

    private static void ranges(Map<String, Function<Columns, double[]>> twins) {
        twins.put("atr(14)", x -> wilder(x.range, 14));
        twins.put("true-range", x -> x.range);
        twins.put("natr(14)", x -> map(over(wilder(x.range, 14), x.close), v -> 100 * v));
        twins.put("donchian-high(20)", x -> highest(x.high, 20));
        twins.put("donchian-low(20)", x -> lowest(x.low, 20));
        twins.put(
                "donchian-width(20)",
                x -> zip(highest(x.high, 20), lowest(x.low, 20), (h, l) -> (h - l) / ((h + l) / 2)));
        twins.put("ulcer-index(14)", x -> {
            double[] top = highest(x.close, 14);
            double[] fall = zip(x.close, top, (c, t) -> 100 * (c - t) / t);
            return root(mean(product(fall, fall), 14));
        });
        twins.put("chaikin-volatility(10,10)", x -> {
            double[] smooth = from(9, ema(minus(x.high, x.low), 10));
            return map(over(change(smooth, 10), shift(smooth, 10)), v -> 100 * v);
        });
    }

    private static void bands(Map<String, Function<Columns, double[]>> twins) {
        twins.put(
                "zscore(20)",
                x -> zip(
                        minus(x.close, mean(x.close, 20)),
                        variance(x.close, 20, 19),
                        (d, v) -> v < 1e-20 ? 0 : d / Math.sqrt(v)));
        twins.put("bollinger-upper(20,2)", x -> bollinger(x, 2));
        twins.put("bollinger-lower(20,2)", x -> bollinger(x, -2));
        twins.put("bollinger-width(20,2)", x -> over(minus(bollinger(x, 2), bollinger(x, -2)), mean(x.close, 20)));
        twins.put("bollinger-percent(20,2)", x -> {
            double[] reach = map(variance(x.close, 20, 20), v -> v < 1e-20 ? 0 : 2 * Math.sqrt(v));
            return zip(minus(x.close, mean(x.close, 20)), reach, (d, r) -> r == 0 ? 0.5 : (d + r) / (2 * r));
        });
        twins.put("keltner-upper(20,2)", x -> zip(ema(x.close, 20), wilder(x.range, 20), (m, r) -> m + 2 * r));
        twins.put("keltner-lower(20,2)", x -> zip(ema(x.close, 20), wilder(x.range, 20), (m, r) -> m - 2 * r));
    }

    private static double[] bollinger(Columns x, double multiple) {
        return zip(mean(x.close, 20), root(variance(x.close, 20, 20)), (m, d) -> m + multiple * d);
    }

    private static void estimators(Map<String, Function<Columns, double[]>> twins) {
        twins.put("volatility(20)", x -> root(variance(log(x.close, shift(x.close, 1)), 20, 19)));
        twins.put("realized-volatility(20)", x -> {
            double[] returns = log(x.close, shift(x.close, 1));
            return root(mean(product(returns, returns), 20));
        });
        twins.put("parkinson(20)", x -> root(map(mean(square(log(x.high, x.low)), 20), v -> v / (4 * LN_2))));
        twins.put("garman-klass(20)", x -> {
            double[] range = square(log(x.high, x.low));
            double[] body = square(log(x.close, x.open));
            return root(mean(zip(range, body, (r, b) -> r / 2 - (2 * LN_2 - 1) * b), 20));
        });
        twins.put("rogers-satchell(20)", x -> root(mean(satchell(x), 20)));
        twins.put("yang-zhang(20)", x -> {
            double k = 0.34 / (1.34 + 21.0 / 19);
            double[] night = variance(log(x.open, shift(x.close, 1)), 20, 19);
            double[] body = variance(from(1, log(x.close, x.open)), 20, 19);
            double[] satchell = mean(from(1, satchell(x)), 20);
            return root(x.each(i -> night[i] + k * body[i] + (1 - k) * satchell[i]));
        });
    }

    private static double[] square(double[] a) {
        return product(a, a);
    }

    private static double[] satchell(Columns x) {
        double[] above = product(log(x.high, x.close), log(x.high, x.open));
        double[] below = product(log(x.low, x.close), log(x.low, x.open));
        return zip(above, below, (a, b) -> Math.max(0, a + b));
    }

    private static void volume(Map<String, Function<Columns, double[]>> twins) {
        twins.put("vwap(20)", x -> over(sum(product(x.typical(), x.volume), 20), sum(x.volume, 20)));
        twins.put("vwma(20)", x -> over(sum(product(x.close, x.volume), 20), sum(x.volume, 20)));
        twins.put("accumulation-distribution", x -> line(x));
        twins.put(
                "price-volume-trend",
                x -> runningSum(product(over(change(x.close, 1), shift(x.close, 1)), x.volume), 0));
        twins.put("chaikin-oscillator(3,10)", x -> from(9, minus(ema(line(x), 3), ema(line(x), 10))));
        twins.put("money-flow-index(14)", x -> {
            double[] flow = product(x.typical(), x.volume);
            double[] move = change(map(x.typical(), v -> Math.rint(v * 3e8)), 1);
            double[] up = sum(zip(move, flow, (m, f) -> Double.isNaN(m) ? m : m > 0 ? f : 0), 14);
            double[] down = sum(zip(move, flow, (m, f) -> Double.isNaN(m) ? m : m < 0 ? f : 0), 14);
            return zip(up, down, (p, n) -> p + n == 0 ? 50 : 100 * p / (p + n));
        });
        twins.put(
                "volume-zscore(20)",
                x -> zip(
                        minus(x.volume, mean(x.volume, 20)),
                        variance(x.volume, 20, 19),
                        (d, v) -> v == 0 ? 0 : d / Math.sqrt(v)));
        twins.put("relative-volume(20)", x -> over(x.volume, mean(x.volume, 20)));
        twins.put("force-index(13)", x -> from(13, ema(product(change(x.close, 1), x.volume), 13)));
        twins.put(
                "ease-of-movement(14)",
                x -> mean(
                        zip(
                                change(x.middle(), 1),
                                zip(minus(x.high, x.low), x.volume, (r, v) -> v == 0 ? 0 : r / v),
                                (m, b) -> m * b),
                        14));
    }

    private static double[] line(Columns x) {
        return runningSum(product(x.location(), x.volume), 0);
    }

    /** The place in the bar enters it rounded to 2^-20. */
    static double[] moneyFlow(Columns x) {
        return over(sum(product(x.location(), x.volume), 20), sum(x.volume, 20));
    }

    private static void shapes(Map<String, Function<Columns, double[]>> twins) {
        twins.put("body-ratio", x -> ofRange(x, i -> x.close[i] - x.open[i]));
        twins.put("upper-shadow", x -> ofRange(x, i -> x.high[i] - Math.max(x.open[i], x.close[i])));
        twins.put("lower-shadow", x -> ofRange(x, i -> Math.min(x.open[i], x.close[i]) - x.low[i]));
        twins.put("close-location", x -> ofRange(x, i -> x.close[i] - x.low[i]));
        twins.put(
                "doji(0.1)",
                x -> x.each(i ->
                        Math.abs(x.bars.get(i).closePx() - x.bars.get(i).openPx()) * 10
                                        <= x.bars.get(i).highPx()
                                                - x.bars.get(i).lowPx()
                                ? 1
                                : 0));
        twins.put(
                "hammer(2)",
                x -> x.each(i -> {
                    long body = Math.abs(x.bars.get(i).closePx() - x.bars.get(i).openPx());
                    long top = Math.max(x.bars.get(i).closePx(), x.bars.get(i).openPx());
                    long upper = x.bars.get(i).highPx() - top;
                    long lower = top - body - x.bars.get(i).lowPx();
                    if (body == 0) {
                        return 0;
                    }
                    return lower >= 2 * body && upper <= body ? 1 : upper >= 2 * body && lower <= body ? -1 : 0;
                }));
    }

    private interface At {
        double of(int index);
    }

    private static double[] ofRange(Columns x, At part) {
        return x.each(i -> x.high[i] == x.low[i] ? 0 : part.of(i) / (x.high[i] - x.low[i]));
    }

    private static void sequences(Map<String, Function<Columns, double[]>> twins) {
        twins.put("gap", x -> over(minus(x.open, shift(x.close, 1)), shift(x.close, 1)));
        twins.put(
                "inside-bar", x -> afterFirst(x, i -> x.high[i] <= x.high[i - 1] && x.low[i] >= x.low[i - 1] ? 1 : 0));
        twins.put("outside-bar", x -> afterFirst(x, i -> x.high[i] > x.high[i - 1] && x.low[i] < x.low[i - 1] ? 1 : 0));
        twins.put(
                "engulfing",
                x -> afterFirst(x, i -> {
                    double now = x.close[i] - x.open[i];
                    double before = x.close[i - 1] - x.open[i - 1];
                    boolean covers = Math.min(x.close[i], x.open[i]) <= Math.min(x.close[i - 1], x.open[i - 1])
                            && Math.max(x.close[i], x.open[i]) >= Math.max(x.close[i - 1], x.open[i - 1]);
                    return now * before < 0 && covers ? Math.signum(now) : 0;
                }));
        twins.put(
                "run-length",
                x -> afterFirst(x, i -> {
                    double sign = Math.signum(x.close[i] - x.close[i - 1]);
                    int length = 0;
                    while (sign != 0
                            && i - length > 0
                            && Math.signum(x.close[i - length] - x.close[i - length - 1]) == sign) {
                        length++;
                    }
                    return sign * length;
                }));
        twins.put(
                "higher-highs(10)",
                x -> minus(
                        sum(map(change(x.high, 1), v -> Double.isNaN(v) ? v : v > 0 ? 1 : 0), 10),
                        sum(map(change(x.low, 1), v -> Double.isNaN(v) ? v : v < 0 ? 1 : 0), 10)));
        twins.put("chaikin-money-flow(20)", RangeTwins::moneyFlow);
    }

    private static double[] afterFirst(Columns x, At value) {
        return x.each(i -> i == 0 ? Double.NaN : value.of(i));
    }
}
