package io.reprise.engine.feature;

import io.reprise.engine.domain.Bar;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntToDoubleFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** Bars as columns of doubles, and plain loops over them: what the published formulas are written in. NaN is no value. */
final class Columns {
    final List<Bar> bars;
    final double[] open;
    final double[] high;
    final double[] low;
    final double[] close;
    final double[] volume;
    /** The true range; high - low on the first bar. */
    final double[] range;

    Columns(List<Bar> bars) {
        this.bars = bars;
        open = column(bar -> bar.openPx() / 1e8);
        high = column(bar -> bar.highPx() / 1e8);
        low = column(bar -> bar.lowPx() / 1e8);
        close = column(bar -> bar.closePx() / 1e8);
        volume = column(bar -> Math.max(0, bar.volume()) / 1e8);
        range = each(i -> i == 0
                ? high[0] - low[0]
                : Math.max(
                        high[i] - low[i], Math.max(Math.abs(high[i] - close[i - 1]), Math.abs(low[i] - close[i - 1]))));
    }

    int count() {
        return bars.size();
    }

    private double[] column(ToDoubleFunction<Bar> field) {
        return bars.stream().mapToDouble(field).toArray();
    }

    double[] each(IntToDoubleFunction value) {
        return IntStream.range(0, bars.size()).mapToDouble(value).toArray();
    }

    static double[] map(double[] a, DoubleUnaryOperator operator) {
        return Arrays.stream(a).map(operator).toArray();
    }

    static double[] zip(double[] a, double[] b, DoubleBinaryOperator operator) {
        return IntStream.range(0, a.length)
                .mapToDouble(i -> operator.applyAsDouble(a[i], b[i]))
                .toArray();
    }

    static double[] minus(double[] a, double[] b) {
        return zip(a, b, (x, y) -> x - y);
    }

    static double[] over(double[] a, double[] b) {
        return zip(a, b, (x, y) -> y == 0 ? Double.NaN : x / y);
    }

    /** No value on the bars before this index. */
    static double[] from(int first, double[] a) {
        double[] copy = a.clone();
        Arrays.fill(copy, 0, Math.min(first, copy.length), Double.NaN);
        return copy;
    }

    static double[] shift(double[] a, int bars) {
        double[] shifted = new double[a.length];
        Arrays.fill(shifted, Double.NaN);
        System.arraycopy(a, 0, shifted, Math.min(bars, a.length), Math.max(a.length - bars, 0));
        return shifted;
    }

    static double[] change(double[] a, int bars) {
        return minus(a, shift(a, bars));
    }

    interface OfWindow {
        double of(double[] window);
    }

    /** A function of the last n values, where all of them are values. */
    static double[] window(double[] a, int n, OfWindow function) {
        double[] result = new double[a.length];
        for (int i = 0; i < a.length; i++) {
            double[] window = i < n - 1 ? new double[] {Double.NaN} : Arrays.copyOfRange(a, i - n + 1, i + 1);
            result[i] = Arrays.stream(window).anyMatch(Double::isNaN) ? Double.NaN : function.of(window);
        }
        return result;
    }

    static double[] sum(double[] a, int n) {
        return window(a, n, w -> Arrays.stream(w).sum());
    }

    static double[] mean(double[] a, int n) {
        return window(a, n, Columns::meanOf);
    }

    static double[] highest(double[] a, int n) {
        return window(a, n, w -> Arrays.stream(w).max().orElseThrow());
    }

    static double[] lowest(double[] a, int n) {
        return window(a, n, w -> Arrays.stream(w).min().orElseThrow());
    }

    static double[] weighted(double[] a, int n) {
        return window(a, n, w -> {
            double sum = 0;
            for (int i = 0; i < n; i++) {
                sum += (i + 1) * w[i];
            }
            return 2 * sum / n / (n + 1);
        });
    }

    static double meanOf(double[] w) {
        return Arrays.stream(w).sum() / w.length;
    }

    /** Sum of products of deviations. */
    static double codeviation(double[] a, double[] b) {
        double meanA = meanOf(a);
        double meanB = meanOf(b);
        return IntStream.range(0, a.length)
                .mapToDouble(i -> (a[i] - meanA) * (b[i] - meanB))
                .sum();
    }

    static double[] variance(double[] a, int n, int divisor) {
        return window(a, n, w -> codeviation(w, w) / divisor);
    }

    /** Exponential mean from the first value on, without a warm-up. */
    static double[] ema(double[] a, int n) {
        double[] result = new double[a.length];
        double mean = Double.NaN;
        for (int i = 0; i < a.length; i++) {
            mean = Double.isNaN(mean) ? a[i] : (2 * a[i] + (n - 1) * mean) / (n + 1);
            result[i] = mean;
        }
        return result;
    }

    /** Wilder's mean, begun with the plain mean of the first n values. */
    static double[] wilder(double[] a, int n) {
        double[] result = new double[a.length];
        Arrays.fill(result, Double.NaN);
        double mean = 0;
        int count = 0;
        for (int i = 0; i < a.length; i++) {
            if (Double.isNaN(a[i])) {
                continue;
            }
            count++;
            mean = count <= n ? mean + a[i] / n : ((n - 1) * mean + a[i]) / n;
            result[i] = count >= n ? mean : Double.NaN;
        }
        return result;
    }

    static double[] rsi(double[] a, int n) {
        double[] change = change(a, 1);
        double[] up = wilder(map(change, x -> Math.max(x, 0)), n);
        double[] down = wilder(map(change, x -> Math.max(-x, 0)), n);
        return zip(up, down, (g, l) -> g + l == 0 ? 50 : 100 * g / (g + l));
    }

    /** ln(a / b). */
    static double[] log(double[] a, double[] b) {
        return zip(a, b, (x, y) -> Math.log(x / y));
    }

    static double[] product(double[] a, double[] b) {
        return zip(a, b, (x, y) -> x * y);
    }

    static double[] root(double[] a) {
        return map(a, Math::sqrt);
    }

    double[] typical() {
        return each(i -> (high[i] + low[i] + close[i]) / 3);
    }

    double[] middle() {
        return each(i -> (high[i] + low[i]) / 2);
    }

    /** Where the close lies in the bar, -1 to 1. */
    double[] location() {
        return each(i -> high[i] == low[i] ? 0 : ((close[i] - low[i]) - (high[i] - close[i])) / (high[i] - low[i]));
    }

    static double[] runningSum(double[] a, double start) {
        double[] result = new double[a.length];
        double sum = start;
        for (int i = 0; i < a.length; i++) {
            sum += Double.isNaN(a[i]) ? 0 : a[i];
            result[i] = sum;
        }
        return result;
    }
}
