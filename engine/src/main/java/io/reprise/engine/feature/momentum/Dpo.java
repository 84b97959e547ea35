package io.reprise.engine.feature.momentum;

import io.reprise.engine.domain.Bar;
import io.reprise.engine.domain.HotPath;
import io.reprise.engine.feature.FeatureUnit;
import io.reprise.engine.feature.LongRing;
import io.reprise.engine.feature.RollingSum;
import io.reprise.engine.feature.ValueFeature;

/** Detrended price oscillator: the close less the mean of n closes as it stood n / 2 + 1 bars before (as ta4j). Exact sums. */
@HotPath
final class Dpo extends ValueFeature {
    private final int period;
    private final RollingSum closes;
    private final LongRing sums;

    Dpo(int period) {
        super(FeatureUnit.PRICE);
        this.period = period;
        closes = price(new RollingSum(period));
        sums = price(new LongRing(period / 2 + 2));
    }

    @Override
    public void onBar(Bar bar) {
        closes.add(bar.closePx());
        if (!closes.isFull()) {
            return;
        }
        sums.add(closes.sum());
        if (sums.isFull()) {
            say((bar.closePx() - sums.oldest() / (double) period) / 1e8);
        }
    }
}
