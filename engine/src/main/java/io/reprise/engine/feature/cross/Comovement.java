package io.reprise.engine.feature.cross;

import io.reprise.engine.domain.HotPath;
import io.reprise.engine.feature.LongCell;
import io.reprise.engine.feature.Prices;
import io.reprise.engine.feature.RollingMoments;
import io.reprise.engine.feature.RollingProduct;

/**
 * Correlation of log returns of two closes over n pairs, or the beta of the first on the second; 0 while a side does not
 * vary. Returns become whole multiples of a power of two, so that sums are exact. No value while a price of the window was
 * not above 0.
 */
@HotPath
final class Comovement extends PairFeature {
    private final boolean isBeta;
    private final int period;
    private final double scale;
    private final LongCell lastPx = price(new LongCell());
    private final LongCell lastOtherPx = otherPrice(new LongCell());
    private final RollingProduct products;
    private final RollingMoments own;
    private final RollingMoments other;
    private final LongCell undefinedPairs = free(new LongCell());

    Comovement(boolean isBeta, int period, long toleranceSeconds) {
        super(toleranceSeconds);
        this.isBeta = isBeta;
        this.period = period;
        scale = Prices.scale(period, Prices.LOG_MAX);
        products = free(new RollingProduct(period));
        own = free(new RollingMoments(period));
        other = free(new RollingMoments(period));
    }

    @Override
    void onPair(long px, long otherPx) {
        if (lastPx.isSet()) {
            add(Prices.logReturn(lastPx.get(), px), Prices.logReturn(lastOtherPx.get(), otherPx));
        }
        lastPx.set(px);
        lastOtherPx.set(otherPx);
    }

    private void add(double ownReturn, double otherReturn) {
        boolean isDefined = !Double.isNaN(ownReturn + otherReturn);
        undefinedPairs.set(isDefined ? Math.max(undefinedPairs.get() - 1, 0) : period);
        long ownFixed = isDefined ? (long) Math.rint(ownReturn * scale) : 0;
        long otherFixed = isDefined ? (long) Math.rint(otherReturn * scale) : 0;
        products.add(ownFixed, otherFixed);
        own.add(ownFixed);
        other.add(otherFixed);
        if (!own.isFull() || undefinedPairs.get() > 0) {
            return;
        }
        double otherSquares = other.squaredDeviations();
        double by = isBeta ? otherSquares : Math.sqrt(own.squaredDeviations()) * Math.sqrt(otherSquares);
        say(by == 0 ? 0 : products.codeviation() / by);
    }
}
