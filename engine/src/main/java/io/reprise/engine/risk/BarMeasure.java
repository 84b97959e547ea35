package io.reprise.engine.risk;

import io.reprise.engine.domain.Bar;
import io.reprise.engine.domain.HotPath;
import io.reprise.engine.domain.StateInput;
import io.reprise.engine.domain.StateOutput;
import io.reprise.engine.domain.Stateful;

/**
 * How far a strategy's bars move, for its sizes and stops: Wilder's average true range, seeded with the mean of the first
 * n; the sample deviation of the last n returns; the highest high and lowest low of the last n bars. Estimates, so doubles,
 * in units of price at 1e-8. Owned by the strategy stage.
 */
@HotPath
final class BarMeasure implements Stateful {
    private final int window;
    private final double[] returns;
    private final long[] highs;
    private final long[] lows;
    private long bars;
    private long closePx;
    private double trueRange;

    BarMeasure(int window) {
        this.window = window;
        returns = new double[window];
        highs = new long[window];
        lows = new long[window];
    }

    void onBar(Bar bar) {
        int at = (int) (bars % window);
        highs[at] = bar.highPx();
        lows[at] = bar.lowPx();
        double range = bar.highPx() - (double) bar.lowPx();
        if (bars > 0) {
            range = Math.max(
                    range,
                    Math.max(Math.abs(bar.highPx() - (double) closePx), Math.abs(bar.lowPx() - (double) closePx)));
            returns[at] = closePx == 0 ? 0 : (bar.closePx() - (double) closePx) / Math.abs((double) closePx);
        }
        bars++;
        trueRange += (range - trueRange) / Math.min(bars, window);
        closePx = bar.closePx();
    }

    /** Average true range; NaN before n bars. */
    double averageTrueRange() {
        return bars < window ? Double.NaN : trueRange;
    }

    /** Sample deviation of n returns from close to close; NaN before. */
    double deviation() {
        if (bars <= window) {
            return Double.NaN;
        }
        double mean = 0;
        for (double one : returns) {
            mean += one;
        }
        mean /= window;
        double squares = 0;
        for (double one : returns) {
            squares += (one - mean) * (one - mean);
        }
        return Math.sqrt(squares / (window - 1));
    }

    /** Bars so far. */
    long bars() {
        return bars;
    }

    boolean hasRange() {
        return bars >= window;
    }

    long highest() {
        long highest = Long.MIN_VALUE;
        for (long one : highs) {
            highest = Math.max(highest, one);
        }
        return highest;
    }

    long lowest() {
        long lowest = Long.MAX_VALUE;
        for (long one : lows) {
            lowest = Math.min(lowest, one);
        }
        return lowest;
    }

    /** A split: a price of before is so much of now. */
    void rescale(double factor) {
        for (int i = 0; i < window; i++) {
            highs[i] = Math.round(highs[i] * factor);
            lows[i] = Math.round(lows[i] * factor);
        }
        closePx = Math.round(closePx * factor);
        trueRange *= factor;
    }

    @Override
    public void saveState(StateOutput out) {
        out.putDoubles(returns, window);
        out.putLongs(highs, window);
        out.putLongs(lows, window);
        out.putLong(bars);
        out.putLong(closePx);
        out.putDouble(trueRange);
    }

    @Override
    public void loadState(StateInput in) {
        in.getDoubles(returns, window);
        in.getLongs(highs, window);
        in.getLongs(lows, window);
        bars = in.getLong();
        closePx = in.getLong();
        trueRange = in.getDouble();
    }
}
