package io.reprise.engine.feature;

import static io.reprise.engine.feature.Columns.change;
import static io.reprise.engine.feature.Columns.codeviation;
import static io.reprise.engine.feature.Columns.from;
import static io.reprise.engine.feature.Columns.log;
import static io.reprise.engine.feature.Columns.mean;
import static io.reprise.engine.feature.Columns.shift;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** The published formulas of liquidity out of bars, calendar and stationarity once more, plainly. */
final class OtherTwins {
    private OtherTwins() {}

    static Map<String, Function<Columns, double[]>> all() {
        Map<String, Function<Columns, double[]>> twins = new TreeMap<>();
        liquidity(twins);
        calendar(twins);
        twins.put("log-return(3)", x -> log(x.close, shift(x.close, 3)));
        twins.put("fractional-difference(0.4,100)", x -> fractional(x.close, 0.4, 100));
        twins.put("autocorrelation(20)", x -> {
            double[] returns = log(x.close, shift(x.close, 1));
            return pairs(returns, shift(returns, 1), 20, (a, b) -> {
                double squares = codeviation(a, a) * codeviation(b, b);
                return squares == 0 ? 0 : codeviation(a, b) / Math.sqrt(squares);
            });
        });
        return twins;
    }

    interface OfPairs {
        double of(double[] first, double[] second);
    }

    /** A function of the last n pairs, where all of them are values. */
    static double[] pairs(double[] a, double[] b, int n, OfPairs function) {
        double[] result = new double[a.length];
        for (int i = 0; i < a.length; i++) {
            int start = Math.max(0, i - n + 1);
            double[] first = Arrays.copyOfRange(a, start, i + 1);
            double[] second = Arrays.copyOfRange(b, start, i + 1);
            boolean isWhole = i >= n - 1
                    && Arrays.stream(first).noneMatch(Double::isNaN)
                    && Arrays.stream(second).noneMatch(Double::isNaN);
            result[i] = isWhole ? function.of(first, second) : Double.NaN;
        }
        return result;
    }

    private static double[] fractional(double[] close, double order, int width) {
        double[] result = new double[close.length];
        Arrays.fill(result, Double.NaN);
        for (int i = width - 1; i < close.length; i++) {
            double weight = 1;
            result[i] = close[i];
            for (int k = 1; k < width; k++) {
                weight *= (k - 1 - order) / k;
                result[i] += weight * close[i - k];
            }
        }
        return result;
    }

    private static void liquidity(Map<String, Function<Columns, double[]>> twins) {
        twins.put("amihud(20)", x -> {
            double[] ratio = x.each(i -> i == 0 || x.volume[i] == 0
                    ? Double.NaN
                    : Math.abs(x.close[i] / x.close[i - 1] - 1) / (x.close[i] * x.volume[i]));
            return mean(ratio, 20);
        });
        twins.put("roll-spread(20)", x -> {
            double[] change = change(x.close, 1);
            return pairs(change, shift(change, 1), 20, (a, b) -> 2 * Math.sqrt(Math.max(0, -codeviation(a, b) / 20)));
        });
        twins.put("high-low-spread", x -> from(1, x.each(i -> i == 0 ? 0 : highLow(x, i))));
    }

    private static double highLow(Columns x, int i) {
        double beta = Math.pow(Math.log(x.high[i] / x.low[i]), 2) + Math.pow(Math.log(x.high[i - 1] / x.low[i - 1]), 2);
        double gamma = Math.pow(Math.log(Math.max(x.high[i], x.high[i - 1]) / Math.min(x.low[i], x.low[i - 1])), 2);
        double roots = 3 - 2 * Math.sqrt(2);
        double alpha = (Math.sqrt(2 * beta) - Math.sqrt(beta)) / roots - Math.sqrt(gamma / roots);
        return Math.max(0, 2 * (Math.exp(alpha) - 1) / (1 + Math.exp(alpha)));
    }

    private static void calendar(Map<String, Function<Columns, double[]>> twins) {
        ToDoubleFunction<Instant> day =
                end -> end.atZone(ZoneOffset.UTC).toLocalTime().toNanoOfDay() / 86_400e9;
        ToDoubleFunction<Instant> week = end -> (before(end).getDayOfWeek().getValue() - 1) / 7.0;
        ToDoubleFunction<Instant> month = end ->
                (before(end).getDayOfMonth() - 1.0) / before(end).toLocalDate().lengthOfMonth();
        twins.put("hour-sin", x -> at(x, end -> Math.sin(2 * Math.PI * day.applyAsDouble(end))));
        twins.put("hour-cos", x -> at(x, end -> Math.cos(2 * Math.PI * day.applyAsDouble(end))));
        twins.put("weekday-sin", x -> at(x, end -> Math.sin(2 * Math.PI * week.applyAsDouble(end))));
        twins.put("weekday-cos", x -> at(x, end -> Math.cos(2 * Math.PI * week.applyAsDouble(end))));
        twins.put("day-of-month-sin", x -> at(x, end -> Math.sin(2 * Math.PI * month.applyAsDouble(end))));
        twins.put("day-of-month-cos", x -> at(x, end -> Math.cos(2 * Math.PI * month.applyAsDouble(end))));
        twins.put(
                "session-minutes(870)",
                x -> at(x, end -> {
                    double minutes = end.atZone(ZoneOffset.UTC).toLocalTime().toSecondOfDay() / 60.0 - 870;
                    return minutes < 0 ? minutes + 1_440 : minutes;
                }));
    }

    private static ZonedDateTime before(Instant end) {
        return end.minusNanos(1).atZone(ZoneOffset.UTC);
    }

    private static double[] at(Columns x, ToDoubleFunction<Instant> value) {
        return x.each(
                i -> value.applyAsDouble(Instant.ofEpochSecond(0, x.bars.get(i).endNs())));
    }
}
