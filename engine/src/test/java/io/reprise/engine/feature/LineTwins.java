package io.reprise.engine.feature;

import static io.reprise.engine.feature.Columns.change;
import static io.reprise.engine.feature.Columns.rsi;
import static io.reprise.engine.feature.Columns.window;

import java.util.Arrays;

/** Published recurrences once more, plainly. */
final class LineTwins {
    private LineTwins() {}

    /** Wilder's rules, with arrays of all stops and extremes. */
    static double[] parabolic(Columns x) {
        int count = x.count();
        double[] stop = new double[count];
        Arrays.fill(stop, Double.NaN);
        boolean isUp = x.close[1] > x.close[0];
        stop[1] = isUp ? Math.min(x.low[0], x.low[1]) : Math.max(x.high[0], x.high[1]);
        double extreme = isUp ? Math.max(x.high[0], x.high[1]) : Math.min(x.low[0], x.low[1]);
        double factor = 0.02;
        for (int i = 2; i < count; i++) {
            double next = stop[i - 1] + factor * (extreme - stop[i - 1]);
            if (isUp) {
                next = Math.min(next, Math.min(x.low[i - 1], x.low[i - 2]));
                if (x.low[i] <= next) {
                    isUp = false;
                    stop[i] = extreme;
                    extreme = x.low[i];
                    factor = 0.02;
                    continue;
                }
                if (x.high[i] > extreme) {
                    extreme = x.high[i];
                    factor = Math.min(0.2, factor + 0.02);
                }
            } else {
                next = Math.max(next, Math.max(x.high[i - 1], x.high[i - 2]));
                if (x.high[i] >= next) {
                    isUp = true;
                    stop[i] = extreme;
                    extreme = x.high[i];
                    factor = 0.02;
                    continue;
                }
                if (x.low[i] < extreme) {
                    extreme = x.low[i];
                    factor = Math.min(0.2, factor + 0.02);
                }
            }
            stop[i] = next;
        }
        return stop;
    }

    static double[] superTrend(Columns x, int n, double multiple, boolean saysDirection) {
        double[] atr = Columns.wilder(x.range, n);
        double[] upper = new double[x.count()];
        double[] lower = new double[x.count()];
        double[] result = new double[x.count()];
        Arrays.fill(result, Double.NaN);
        boolean isUp = false;
        for (int i = n - 1; i < x.count(); i++) {
            double middle = (x.high[i] + x.low[i]) / 2;
            upper[i] = middle + multiple * atr[i];
            lower[i] = middle - multiple * atr[i];
            if (i >= n) {
                upper[i] = upper[i] < upper[i - 1] || x.close[i - 1] > upper[i - 1] ? upper[i] : upper[i - 1];
                lower[i] = lower[i] > lower[i - 1] || x.close[i - 1] < lower[i - 1] ? lower[i] : lower[i - 1];
            }
            isUp = isUp ? x.close[i] >= lower[i] : x.close[i] > upper[i];
            result[i] = saysDirection ? (isUp ? 1 : -1) : isUp ? lower[i] : upper[i];
        }
        return result;
    }

    static double[] adaptiveRsi(double[] close, double[] efficiency, int fast, int slow) {
        double[] result = new double[close.length];
        Arrays.fill(result, Double.NaN);
        double gain = 0;
        double loss = 0;
        for (int i = 1; i < close.length; i++) {
            double up = Math.max(close[i] - close[i - 1], 0);
            double down = Math.max(close[i - 1] - close[i], 0);
            double n = i <= slow ? slow : slow - efficiency[i] * (slow - fast);
            gain = i <= slow ? gain + up / n : ((n - 1) * gain + up) / n;
            loss = i <= slow ? loss + down / n : ((n - 1) * loss + down) / n;
            if (i >= slow) {
                result[i] = gain + loss == 0 ? 50 : 100 * gain / (gain + loss);
            }
        }
        return result;
    }

    static double[] connors(Columns x) {
        double[] streak = new double[x.count()];
        for (int i = 1; i < streak.length; i++) {
            double sign = Math.signum(x.close[i] - x.close[i - 1]);
            streak[i] = sign == 0 ? 0 : Math.signum(streak[i - 1]) == sign ? streak[i - 1] + sign : sign;
        }
        double[] returns = x.each(i -> i == 0 ? Double.NaN : (x.close[i] - x.close[i - 1]) / x.close[i - 1]);
        double[] rank = window(returns, 101, w ->
                (double) Arrays.stream(w, 0, 100).filter(v -> v < w[100]).count());
        double[] price = rsi(x.close, 3);
        double[] length = rsi(streak, 2);
        return x.each(i -> (price[i] + length[i] + rank[i]) / 3);
    }

    static double[] volumeIndex(Columns x, int sign) {
        double[] move = change(x.volume, 1);
        double[] result = new double[x.count()];
        result[0] = 1000;
        for (int i = 1; i < result.length; i++) {
            boolean counts = sign * move[i] > 0;
            result[i] = counts ? result[i - 1] * x.close[i] / x.close[i - 1] : result[i - 1];
        }
        return result;
    }
}
