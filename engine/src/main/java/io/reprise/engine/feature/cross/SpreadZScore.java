package io.reprise.engine.feature.cross;

import io.reprise.engine.domain.HotPath;
import io.reprise.engine.feature.LongCell;
import io.reprise.engine.feature.Prices;
import io.reprise.engine.feature.RollingMoments;

/**
 * How many sample deviations (n - 1) the log ratio ln(close / other close) lies from its mean of n pairs, its own included
 * (E. Gatev, W. Goetzmann, K. Rouwenhorst, Pairs Trading, 2006, on logs); 0 while it does not vary. Ratios become whole
 * multiples of a power of two, so that sums are exact. No value while a price of the window was not above 0.
 */
@HotPath
final class SpreadZScore extends PairFeature {
    private final int period;
    private final double scale;
    private final RollingMoments spreads;
    private final LongCell undefinedPairs = free(new LongCell());

    SpreadZScore(int period, long toleranceSeconds) {
        super(toleranceSeconds);
        this.period = period;
        scale = Prices.scale(period, 2 * Prices.LOG_MAX);
        spreads = free(new RollingMoments(period));
    }

    @Override
    void onPair(long px, long otherPx) {
        double spread = Prices.logReturn(otherPx, px);
        boolean isDefined = !Double.isNaN(spread);
        undefinedPairs.set(isDefined ? Math.max(undefinedPairs.get() - 1, 0) : period);
        long fixed = isDefined ? (long) Math.rint(spread * scale) : 0;
        spreads.add(fixed);
        if (spreads.isFull() && undefinedPairs.get() == 0) {
            double deviation = spreads.standardDeviation();
            say(deviation == 0 ? 0 : spreads.deviation(fixed) / deviation);
        }
    }

    @Override
    public void rescale(long numerator, long denominator) {
        super.rescale(numerator, denominator);
        shift(denominator, numerator);
    }

    @Override
    public void rescaleOther(long numerator, long denominator) {
        super.rescaleOther(numerator, denominator);
        shift(numerator, denominator);
    }

    /** The ratio is multiplied: its log is shifted, rounded to the power of two. */
    private void shift(long by, long dividedBy) {
        spreads.shift((long) Math.rint(StrictMath.log((double) by / dividedBy) * scale));
    }
}
