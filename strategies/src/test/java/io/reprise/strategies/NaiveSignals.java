package io.reprise.strategies;

import io.reprise.engine.domain.Bar;
import io.reprise.engine.fixed.Fixed;
import java.util.List;
import java.util.function.IntUnaryOperator;

/**
 * The rules of docs/strategies once more, each bar from the whole history and without the engine's features: slow, plain,
 * in doubles of whole prices. All with shorts.
 */
final class NaiveSignals {
    private final List<Bar> bars;
    private final double[] close;
    private final double[] high;
    private final double[] low;

    NaiveSignals(List<Bar> bars) {
        this.bars = bars;
        close = bars.stream().mapToDouble(bar -> Fixed.toDouble(bar.closePx())).toArray();
        high = bars.stream().mapToDouble(bar -> Fixed.toDouble(bar.highPx())).toArray();
        low = bars.stream().mapToDouble(bar -> Fixed.toDouble(bar.lowPx())).toArray();
    }

    /** Letters of the states when each bar maps the state before to the one after; the operator keeps its own count. */
    private String letters(Rule rule) {
        StringBuilder letters = new StringBuilder();
        int state = 0;
        for (int i = 0; i < bars.size(); i++) {
            state = rule.next(i, state);
            letters.append(SignalRun.letter(state));
        }
        return letters.toString();
    }

    private interface Rule {
        int next(int i, int state);
    }

    private double highest(int i, int n) {
        double most = high[i];
        for (int k = 1; k < n; k++) {
            most = Math.max(most, high[i - k]);
        }
        return most;
    }

    private double lowest(int i, int n) {
        double least = low[i];
        for (int k = 1; k < n; k++) {
            least = Math.min(least, low[i - k]);
        }
        return least;
    }

    private static double mean(double[] values, int i, int n) {
        double sum = 0;
        for (int k = n - 1; k >= 0; k--) {
            sum += values[i - k];
        }
        return sum / n;
    }

    private static double[] ema(double[] values, int from, int n) {
        double[] ema = new double[values.length];
        ema[from] = values[from];
        for (int i = from + 1; i < values.length; i++) {
            ema[i] = ema[i - 1] + 2.0 / (n + 1) * (values[i] - ema[i - 1]);
        }
        return ema;
    }

    /** Wilder's mean of values from an index on; before it is full, the plain mean so far. */
    private static double[] wilder(double[] values, int from, int n) {
        double[] mean = new double[values.length];
        for (int i = from; i < values.length; i++) {
            int count = i - from + 1;
            mean[i] = count <= n ? mean(values, i, count) : mean[i - 1] + (values[i] - mean[i - 1]) / n;
        }
        return mean;
    }

    private double[] trueRange() {
        double[] range = new double[close.length];
        for (int i = 0; i < close.length; i++) {
            range[i] = i == 0 ? high[i] - low[i] : Math.max(high[i], close[i - 1]) - Math.min(low[i], close[i - 1]);
        }
        return range;
    }

    private static int cross(double[] a, double[] b, int i, int state) {
        return a[i - 1] <= b[i - 1] && a[i] > b[i] ? 1 : a[i - 1] >= b[i - 1] && a[i] < b[i] ? -1 : state;
    }

    String macd(int fast, int slow, int signal) {
        double[] fastEma = ema(close, 0, fast);
        double[] slowEma = ema(close, 0, slow);
        double[] macd = new double[close.length];
        for (int i = 0; i < macd.length; i++) {
            macd[i] = fastEma[i] - slowEma[i];
        }
        double[] line = ema(macd, slow - 1, signal);
        return letters((i, state) -> i < slow + signal - 1 ? 0 : cross(macd, line, i, state));
    }

    String adx(int n, double threshold) {
        double[] up = new double[close.length];
        double[] down = new double[close.length];
        for (int i = 1; i < close.length; i++) {
            double rise = high[i] - high[i - 1];
            double fall = low[i - 1] - low[i];
            up[i] = rise > fall && rise > 0 ? rise : 0;
            down[i] = fall > rise && fall > 0 ? fall : 0;
        }
        double[] range = wilder(trueRange(), 1, n);
        double[] plus = wilder(up, 1, n);
        double[] minus = wilder(down, 1, n);
        double[] index = new double[close.length];
        for (int i = n; i < close.length; i++) {
            double plusDi = 100 * plus[i] / range[i];
            double minusDi = 100 * minus[i] / range[i];
            index[i] = plusDi + minusDi > 0 ? 100 * Math.abs(plusDi - minusDi) / (plusDi + minusDi) : 0;
        }
        double[] adx = wilder(index, n, n);
        return letters((i, state) -> {
            if (i < 2 * n - 1 || plus[i] == minus[i]) {
                return state;
            }
            int side = plus[i] > minus[i] ? 1 : -1;
            return adx[i] > threshold ? side : state == -side ? 0 : state;
        });
    }

    String superTrend(int n, double multiplier) {
        double[] atr = wilder(trueRange(), 0, n);
        double[] upper = new double[close.length];
        double[] lower = new double[close.length];
        for (int i = n - 1; i < close.length; i++) {
            double top = (high[i] + low[i]) / 2 + multiplier * atr[i];
            double bottom = (high[i] + low[i]) / 2 - multiplier * atr[i];
            boolean first = i == n - 1;
            upper[i] = first || close[i] > upper[i - 1] ? top : Math.min(top, upper[i - 1]);
            lower[i] = first || close[i] < lower[i - 1] ? bottom : Math.max(bottom, lower[i - 1]);
        }
        return letters((i, state) -> i < n
                ? 0
                : close[i] > upper[i - 1] && close[i - 1] <= upper[i - 1]
                        ? 1
                        : close[i] < lower[i - 1] && close[i - 1] >= lower[i - 1] ? -1 : state);
    }

    String ichimoku(int conversion, int base, int span) {
        return letters((i, state) -> {
            int then = i - base;
            if (then < span - 1) {
                return 0;
            }
            double fastSide = (middle(then, conversion) + middle(then, base)) / 2;
            double slowSide = middle(then, span);
            boolean rises = middle(i, conversion) > middle(i, base);
            boolean falls = middle(i, conversion) < middle(i, base);
            if (close[i] > Math.max(fastSide, slowSide) && rises) {
                return 1;
            }
            if (close[i] < Math.min(fastSide, slowSide) && falls) {
                return -1;
            }
            return state * Double.compare(close[i], middle(i, base)) < 0 ? 0 : state;
        });
    }

    private double middle(int i, int n) {
        return (highest(i, n) + lowest(i, n)) / 2;
    }

    String kama(int n, int fast, int slow) {
        double[] average = new double[close.length];
        for (int i = n; i < close.length; i++) {
            double before = i == n ? close[i] : average[i - 1];
            double path = 0;
            for (int k = 0; k < n; k++) {
                path += Math.abs(close[i - k] - close[i - k - 1]);
            }
            double ratio = path == 0 ? 0 : Math.abs(close[i] - close[i - n]) / path;
            double constant = ratio * (2.0 / (fast + 1) - 2.0 / (slow + 1)) + 2.0 / (slow + 1);
            average[i] = before + constant * constant * (close[i] - before);
        }
        return letters((i, state) -> i <= n ? 0 : cross(close, average, i, state));
    }

    String stochastic(int n, int smooth, int signal, double lower, double upper) {
        double[] k = new double[close.length];
        double[] slow = new double[close.length];
        double[] d = new double[close.length];
        for (int i = n - 1; i < close.length; i++) {
            double range = highest(i, n) - lowest(i, n);
            k[i] = range == 0 ? 50 : 100 * (close[i] - lowest(i, n)) / range;
            slow[i] = i < n + smooth - 2 ? 0 : mean(k, i, smooth);
            d[i] = i < n + smooth + signal - 3 ? 0 : mean(slow, i, signal);
        }
        return letters((i, state) -> {
            if (i < n + smooth + signal - 2) {
                return 0;
            }
            int turn = cross(slow, d, i, 0);
            return turn > 0 && d[i] < lower ? 1 : turn < 0 && d[i] > upper ? -1 : state;
        });
    }

    String squeeze(int n, double width, double multiplier) {
        double[] atr = wilder(trueRange(), 0, n);
        IntUnaryOperator isOn = i -> {
            double mean = mean(close, i, n);
            double sum = 0;
            for (int k = n - 1; k >= 0; k--) {
                sum += (close[i - k] - mean) * (close[i - k] - mean);
            }
            return width * Math.sqrt(sum / n) < multiplier * atr[i] ? 1 : 0;
        };
        return letters((i, state) -> {
            if (i < n - 1) {
                return 0;
            }
            double momentum = close[i] - (middle(i, n) + mean(close, i, n)) / 2;
            boolean ends = i >= n && isOn.applyAsInt(i - 1) == 1 && isOn.applyAsInt(i) == 0;
            if (ends && momentum != 0) {
                return momentum > 0 ? 1 : -1;
            }
            return state * momentum < 0 ? 0 : state;
        });
    }

    String narrowRange(int n, int hold) {
        int[] broken = {-1}; // the narrow bar whose break was taken last
        int[] entered = {-1};
        return letters((i, state) -> {
            int narrow = i - 1;
            while (narrow >= n - 1 && !isNarrow(narrow, n)) {
                narrow--;
            }
            boolean isOpen = narrow >= n - 1 && narrow != broken[0];
            if (isOpen && (close[i] > high[narrow] || close[i] < low[narrow])) {
                broken[0] = narrow;
                entered[0] = i;
                return close[i] > high[narrow] ? 1 : -1;
            }
            return entered[0] >= 0 && i == entered[0] + hold ? 0 : state;
        });
    }

    private boolean isNarrow(int i, int n) {
        for (int k = 1; k < n; k++) {
            if (high[i - k] - low[i - k] <= high[i] - low[i]) {
                return false;
            }
        }
        return true;
    }
}
