package io.reprise.engine.feature.volatility;

import io.reprise.engine.domain.Bar;
import io.reprise.engine.domain.HotPath;
import io.reprise.engine.feature.FeatureUnit;
import io.reprise.engine.feature.Prices;
import io.reprise.engine.feature.TrueRange;
import io.reprise.engine.feature.ValueFeature;
import io.reprise.engine.feature.WilderMean;

/** The true range by itself, or its Wilder mean in percent of the close (normalized ATR; J. Forman, TASC 2006). */
@HotPath
final class AverageRange extends ValueFeature {
    private final boolean isNormalized;
    private final TrueRange trueRange = price(new TrueRange());
    private final WilderMean mean;

    AverageRange(boolean isNormalized, int period) {
        super(isNormalized ? FeatureUnit.NONE : FeatureUnit.PRICE);
        this.isNormalized = isNormalized;
        mean = price(new WilderMean(period));
    }

    @Override
    public void onBar(Bar bar) {
        mean.add(Prices.plain(trueRange.add(bar)));
        if (!mean.isFull()) {
            return;
        }
        if (!isNormalized) {
            say(mean.mean());
        } else if (bar.closePx() > 0) {
            say(100 * mean.mean() / Prices.plain(bar.closePx()));
        } else {
            sayNothing();
        }
    }
}
