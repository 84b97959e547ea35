package io.reprise.engine.feature.momentum;

import io.reprise.engine.domain.Bar;
import io.reprise.engine.domain.HotPath;
import io.reprise.engine.feature.FeatureUnit;
import io.reprise.engine.feature.LongRing;
import io.reprise.engine.feature.Prices;
import io.reprise.engine.feature.ValueFeature;

/** The close against that of n bars before: the difference in price (momentum) or in percent of it (rate of change). */
@HotPath
final class Change extends ValueFeature {
    private final boolean isRate;
    private final LongRing closes;

    Change(boolean isRate, int period) {
        super(isRate ? FeatureUnit.NONE : FeatureUnit.PRICE);
        this.isRate = isRate;
        closes = price(new LongRing(period + 1));
    }

    @Override
    public void onBar(Bar bar) {
        closes.add(bar.closePx());
        if (!closes.isFull()) {
            return;
        }
        long before = closes.oldest();
        long change = Math.subtractExact(bar.closePx(), before);
        if (!isRate) {
            say(Prices.plain(change));
        } else if (before > 0) {
            say(100.0 * change / before);
        } else {
            sayNothing();
        }
    }
}
