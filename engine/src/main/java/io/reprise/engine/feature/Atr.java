package io.reprise.engine.feature;

import io.reprise.engine.domain.Bar;
import io.reprise.engine.domain.HotPath;
import io.reprise.engine.domain.StateInput;
import io.reprise.engine.domain.StateOutput;
import io.reprise.engine.fixed.Fixed;

/**
 * Wilder's average true range, in price units (J. W. Wilder, New Concepts in Technical Trading Systems, 1978). A bar's
 * true range is the largest of high - low, |high - previous close| and |low - previous close|; the first bar's is high
 * - low. The average starts as the plain mean of the first n and goes on as x += (v - x) / n, true ranges as exact
 * differences, then px / 1e8. Warm-up n bars. ta4j starts with one true range instead and meets this one as both
 * forget.
 */
@HotPath
final class Atr implements Feature {
    private final int period;
    /** Bars seen, at most n. */
    private int bars;

    private long closePx;
    /** Exact sum of the first n true ranges, 1e-8; used no more once the average has started. */
    private long rangeSum;

    private double average;

    Atr(int period) {
        this.period = period;
    }

    @Override
    public void onBar(Bar bar) {
        long range = trueRange(bar);
        closePx = bar.closePx();
        if (bars == period) {
            average += (range / 1e8 - average) / period;
            return;
        }
        rangeSum = Math.addExact(rangeSum, range);
        bars++;
        if (bars == period) {
            average = rangeSum / 1e8 / period;
        }
    }

    /** With the previous close drawn into the bar, its span: the same as the largest of the three distances. */
    private long trueRange(Bar bar) {
        if (bars == 0) {
            return Math.subtractExact(bar.highPx(), bar.lowPx());
        }
        return Math.subtractExact(Math.max(bar.highPx(), closePx), Math.min(bar.lowPx(), closePx));
    }

    /** The close and the sum of the first ranges are rounded half-even to 1e-8. */
    @Override
    public void rescale(long numerator, long denominator) {
        closePx = Fixed.mulDivHalfEven(closePx, denominator, numerator);
        rangeSum = Fixed.mulDivHalfEven(rangeSum, denominator, numerator);
        average *= (double) denominator / numerator;
    }

    @Override
    public boolean ready() {
        return bars == period;
    }

    @Override
    public double value() {
        return ready() ? average : Double.NaN;
    }

    @Override
    public void saveState(StateOutput out) {
        out.putInt(bars);
        out.putLong(closePx);
        out.putLong(rangeSum);
        out.putDouble(average);
    }

    @Override
    public void loadState(StateInput in) {
        bars = in.getInt();
        closePx = in.getLong();
        rangeSum = in.getLong();
        average = in.getDouble();
    }
}
