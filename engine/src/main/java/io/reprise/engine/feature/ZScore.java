package io.reprise.engine.feature;

import io.reprise.engine.domain.Bar;
import io.reprise.engine.domain.HotPath;
import io.reprise.engine.domain.StateInput;
import io.reprise.engine.domain.StateOutput;
import io.reprise.engine.fixed.Fixed;

/**
 * How many sample deviations (n - 1) the close lies from the mean of the last n closes, its own included; 0 when all n
 * are equal. Without unit. Warm-up n bars. Sums are exact whole numbers of 1e-8; a close that is too large for them
 * (more than 2^63 / n) is an {@link ArithmeticException}.
 */
@HotPath
final class ZScore implements Feature {
    private final RollingMoments closes;
    private long closePx;

    ZScore(int period) {
        closes = new RollingMoments(period);
    }

    @Override
    public void onBar(Bar bar) {
        closePx = bar.closePx();
        closes.add(closePx);
    }

    /** Closes are rounded half-even to 1e-8. */
    @Override
    public void rescale(long numerator, long denominator) {
        closePx = Fixed.mulDivHalfEven(closePx, denominator, numerator);
        closes.scale(denominator, numerator);
    }

    @Override
    public boolean ready() {
        return closes.isFull();
    }

    @Override
    public double value() {
        if (!ready()) {
            return Double.NaN;
        }
        double deviation = closes.standardDeviation();
        return deviation == 0 ? 0 : closes.deviation(closePx) / deviation;
    }

    @Override
    public void saveState(StateOutput out) {
        closes.saveState(out);
        out.putLong(closePx);
    }

    @Override
    public void loadState(StateInput in) {
        closes.loadState(in);
        closePx = in.getLong();
    }
}
