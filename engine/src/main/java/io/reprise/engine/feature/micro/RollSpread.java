package io.reprise.engine.feature.micro;

import io.reprise.engine.domain.Bar;
import io.reprise.engine.domain.HotPath;
import io.reprise.engine.feature.FeatureUnit;
import io.reprise.engine.feature.LongCell;
import io.reprise.engine.feature.RollingProduct;
import io.reprise.engine.feature.ValueFeature;

/**
 * Roll's spread (R. Roll, A Simple Implicit Measure of the Effective Bid-Ask Spread, 1984): 2 sqrt(-c), c the covariance by n
 * of successive changes of the close, 0 where c is above 0. Sums are exact.
 */
@HotPath
final class RollSpread extends ValueFeature {
    private final int period;
    private final LongCell close = price(new LongCell());
    private final LongCell change = price(new LongCell());
    private final RollingProduct products;

    RollSpread(int period) {
        super(FeatureUnit.PRICE);
        this.period = period;
        products = free(new RollingProduct(period));
    }

    @Override
    public void onBar(Bar bar) {
        if (close.isSet()) {
            long now = Math.subtractExact(bar.closePx(), close.get());
            if (change.isSet()) {
                products.add(now, change.get());
            }
            change.set(now);
            if (products.isFull()) {
                say(2 * Math.sqrt(Math.max(-products.codeviation() / period, 0)) / 1e8);
            }
        }
        close.set(bar.closePx());
    }

    /** Both of each pair are prices. */
    @Override
    public void rescale(long numerator, long denominator) {
        super.rescale(numerator, denominator);
        products.scaleBoth(denominator, numerator);
    }
}
