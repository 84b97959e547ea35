package io.reprise.engine.feature.volatility;

import io.reprise.engine.domain.Bar;
import io.reprise.engine.domain.HotPath;
import io.reprise.engine.feature.FeatureUnit;
import io.reprise.engine.feature.RollingMoments;
import io.reprise.engine.feature.ValueFeature;

/**
 * Bollinger bands (J. Bollinger, 1983): mean of n closes -+ k deviations by n (as Bollinger, ta4j and TA-Lib divide);
 * width is their distance by the mean, %b the close's place between them, 0.5 while they meet. Moments are exact.
 */
@HotPath
final class Bollinger extends ValueFeature {
    enum Part {
        UPPER,
        LOWER,
        WIDTH,
        PERCENT
    }

    private final Part part;
    private final int period;
    private final double multiple;
    private final RollingMoments closes;

    Bollinger(Part part, int period, double multiple) {
        super(part == Part.UPPER || part == Part.LOWER ? FeatureUnit.PRICE : FeatureUnit.NONE);
        this.part = part;
        this.period = period;
        this.multiple = multiple;
        closes = price(new RollingMoments(period));
    }

    @Override
    public void onBar(Bar bar) {
        closes.add(bar.closePx());
        if (!closes.isFull()) {
            return;
        }
        double mean = closes.sum() / (double) period;
        double reach = multiple * Math.sqrt(closes.squaredDeviations() / period);
        switch (part) {
            case UPPER -> say((mean + reach) / 1e8);
            case LOWER -> say((mean - reach) / 1e8);
            case WIDTH -> say(mean > 0 ? 2 * reach / mean : Double.NaN);
            case PERCENT -> say(reach == 0 ? 0.5 : (closes.deviation(bar.closePx()) + reach) / (2 * reach));
        }
    }
}
