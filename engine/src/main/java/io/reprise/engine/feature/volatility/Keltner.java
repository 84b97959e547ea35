package io.reprise.engine.feature.volatility;

import io.reprise.engine.domain.Bar;
import io.reprise.engine.domain.HotPath;
import io.reprise.engine.feature.ExpMean;
import io.reprise.engine.feature.FeatureUnit;
import io.reprise.engine.feature.Prices;
import io.reprise.engine.feature.TrueRange;
import io.reprise.engine.feature.ValueFeature;
import io.reprise.engine.feature.WilderMean;

/** Keltner channel (C. Keltner, 1960, as L. Raschke draws it): EMA of the close -+ k Wilder means of the true range. */
@HotPath
final class Keltner extends ValueFeature {
    private final double multiple;
    private final ExpMean middle;
    private final TrueRange trueRange = price(new TrueRange());
    private final WilderMean range;

    /** @param multiple ranges above the mean, below 0 for the lower band */
    Keltner(int period, double multiple) {
        super(FeatureUnit.PRICE);
        this.multiple = multiple;
        middle = price(new ExpMean(period));
        range = price(new WilderMean(period));
    }

    @Override
    public void onBar(Bar bar) {
        middle.add(Prices.plain(bar.closePx()));
        range.add(Prices.plain(trueRange.add(bar)));
        if (range.isFull()) {
            say(middle.mean() + multiple * range.mean());
        }
    }
}
