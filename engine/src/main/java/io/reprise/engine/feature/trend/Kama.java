package io.reprise.engine.feature.trend;

import io.reprise.engine.domain.Bar;
import io.reprise.engine.domain.HotPath;
import io.reprise.engine.feature.DoubleCell;
import io.reprise.engine.feature.Efficiency;
import io.reprise.engine.feature.FeatureUnit;
import io.reprise.engine.feature.Prices;
import io.reprise.engine.feature.ValueFeature;

/**
 * Kaufman's adaptive mean: x += c^2 (close - x), c between the weights of a fast and a slow exponential mean by the
 * efficiency ratio (P. J. Kaufman, Smarter Trading, 1995). Starts with the n-th close, as ta4j.
 */
@HotPath
final class Kama extends ValueFeature {
    private final double fastWeight;
    private final double slowWeight;
    private final Efficiency efficiency;
    private final DoubleCell mean;

    Kama(int period, int fast, int slow) {
        super(FeatureUnit.PRICE);
        fastWeight = 2.0 / (fast + 1);
        slowWeight = 2.0 / (slow + 1);
        efficiency = price(new Efficiency(period));
        mean = price(new DoubleCell());
    }

    @Override
    public void onBar(Bar bar) {
        double close = Prices.plain(bar.closePx());
        efficiency.add(bar.closePx());
        if (!efficiency.isFull()) {
            mean.set(close);
            return;
        }
        double weight = efficiency.ratio() * (fastWeight - slowWeight) + slowWeight;
        mean.set(mean.get() + weight * weight * (close - mean.get()));
        say(mean.get());
    }
}
