package io.reprise.engine.feature;

import io.reprise.engine.domain.Bar;
import io.reprise.engine.domain.HotPath;
import io.reprise.engine.domain.StateInput;
import io.reprise.engine.domain.StateOutput;
import io.reprise.engine.fixed.Fixed;

/**
 * Volatility: the sample deviation (n - 1) of the last n log returns of the close, per bar, not annualized. Warm-up n +
 * 1 bars; there is no value while a return in the window is undefined because a price was not above 0. Returns are
 * taken with {@link StrictMath} and rounded to a power of two, 2^-53 for 20 bars and 2^-37 for a million, so that they
 * add up exactly (the rounding errors average out: below 1e-10 of a volatility of 1e-4).
 */
@HotPath
final class RollingVolatility implements Feature {
    private final int period;
    private final double scale;
    private final RollingMoments returns;
    private boolean hasClose;
    private long closePx;
    /** Bars until the last undefined return has left the window. */
    private int undefinedBars;

    RollingVolatility(int period) {
        this.period = period;
        scale = Prices.scale(period, Prices.LOG_MAX);
        returns = new RollingMoments(period);
    }

    @Override
    public void onBar(Bar bar) {
        long previousPx = closePx;
        closePx = bar.closePx();
        if (!hasClose) {
            hasClose = true;
            return;
        }
        boolean isDefined = closePx > 0 && previousPx > 0;
        returns.add(isDefined ? (long) Math.rint(Prices.logReturn(previousPx, closePx) * scale) : 0);
        undefinedBars = isDefined ? Math.max(undefinedBars - 1, 0) : period;
    }

    /** The last close is rounded half-even to 1e-8; returns do not change. */
    @Override
    public void rescale(long numerator, long denominator) {
        closePx = Fixed.mulDivHalfEven(closePx, denominator, numerator);
    }

    @Override
    public boolean ready() {
        return returns.isFull() && undefinedBars == 0;
    }

    @Override
    public double value() {
        return ready() ? returns.standardDeviation() / scale : Double.NaN;
    }

    @Override
    public void saveState(StateOutput out) {
        returns.saveState(out);
        out.putBoolean(hasClose);
        out.putLong(closePx);
        out.putInt(undefinedBars);
    }

    @Override
    public void loadState(StateInput in) {
        returns.loadState(in);
        hasClose = in.getBoolean();
        closePx = in.getLong();
        undefinedBars = in.getInt();
    }
}
