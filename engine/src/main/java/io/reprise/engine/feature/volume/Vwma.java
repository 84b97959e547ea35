package io.reprise.engine.feature.volume;

import io.reprise.engine.domain.Bar;
import io.reprise.engine.domain.HotPath;
import io.reprise.engine.feature.FeatureUnit;
import io.reprise.engine.feature.Prices;
import io.reprise.engine.feature.RollingProduct;
import io.reprise.engine.feature.ValueFeature;

/** Volume-weighted mean of the last n closes; no value while the window holds no volume. Sums are exact. */
@HotPath
final class Vwma extends ValueFeature {
    private final RollingProduct closes;

    Vwma(int period) {
        super(FeatureUnit.PRICE);
        closes = price(new RollingProduct(period));
    }

    @Override
    public void onBar(Bar bar) {
        closes.add(bar.closePx(), Prices.volume(bar));
        say(closes.isFull() && closes.secondSum() > 0 ? closes.sum() / (1e8 * closes.secondSum()) : Double.NaN);
    }
}
