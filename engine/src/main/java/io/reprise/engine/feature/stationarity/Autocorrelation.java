package io.reprise.engine.feature.stationarity;

import io.reprise.engine.domain.Bar;
import io.reprise.engine.domain.HotPath;
import io.reprise.engine.feature.LongCell;
import io.reprise.engine.feature.Prices;
import io.reprise.engine.feature.RollingMoments;
import io.reprise.engine.feature.RollingProduct;
import io.reprise.engine.feature.ValueFeature;

/**
 * Correlation of n successive pairs of log returns of the close, each with the one before; 0 while either side does not vary.
 * Returns become whole multiples of a power of two, so that sums are exact. No value while a price of the window was not
 * above 0.
 */
@HotPath
final class Autocorrelation extends ValueFeature {
    private final int period;
    private final double scale;
    private final LongCell close = price(new LongCell());
    private final LongCell before = free(new LongCell());
    private final RollingProduct products;
    private final RollingMoments now;
    private final RollingMoments then;
    private final LongCell undefinedBars = free(new LongCell());

    Autocorrelation(int period) {
        this.period = period;
        scale = Prices.scale(period, Prices.LOG_MAX);
        products = free(new RollingProduct(period));
        now = free(new RollingMoments(period));
        then = free(new RollingMoments(period));
    }

    @Override
    public void onBar(Bar bar) {
        if (close.isSet()) {
            double logReturn = Prices.logReturn(close.get(), bar.closePx());
            boolean isDefined = !Double.isNaN(logReturn);
            undefinedBars.set(isDefined ? Math.max(undefinedBars.get() - 1, 0) : period + 1);
            add(isDefined ? (long) Math.rint(logReturn * scale) : 0);
        }
        close.set(bar.closePx());
    }

    private void add(long fixed) {
        if (before.isSet()) {
            products.add(fixed, before.get());
            now.add(fixed);
            then.add(before.get());
        }
        before.set(fixed);
        if (!now.isFull() || undefinedBars.get() > 0) {
            sayNothing();
            return;
        }
        double squares = now.squaredDeviations() * then.squaredDeviations();
        say(squares == 0 ? 0 : products.codeviation() / Math.sqrt(squares));
    }
}
