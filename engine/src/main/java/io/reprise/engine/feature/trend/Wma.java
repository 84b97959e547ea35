package io.reprise.engine.feature.trend;

import io.reprise.engine.domain.Bar;
import io.reprise.engine.domain.HotPath;
import io.reprise.engine.feature.FeatureUnit;
import io.reprise.engine.feature.ValueFeature;
import io.reprise.engine.feature.WeightedSum;

/** Linearly weighted mean of the last n closes, the newest with weight n (as ta4j's WMA). The sum is exact. */
@HotPath
final class Wma extends ValueFeature {
    private final WeightedSum closes;

    Wma(int period) {
        super(FeatureUnit.PRICE);
        closes = price(new WeightedSum(period));
    }

    @Override
    public void onBar(Bar bar) {
        closes.add(bar.closePx());
        if (closes.isFull()) {
            say(closes.mean() / 1e8);
        }
    }
}
