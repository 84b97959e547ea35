package io.reprise.engine.feature.trend;

import io.reprise.engine.domain.Bar;
import io.reprise.engine.domain.HotPath;
import io.reprise.engine.feature.ExpMean;
import io.reprise.engine.feature.FeatureUnit;
import io.reprise.engine.feature.Prices;
import io.reprise.engine.feature.ValueFeature;

/**
 * Double and triple exponential means, 2 e1 - e2 and 3 e1 - 3 e2 + e3, each e the mean of the one before (P. G. Mulloy,
 * Smoothing Data with Faster Moving Averages, TASC 1994).
 */
@HotPath
final class MultipleEma extends ValueFeature {
    private final boolean isTriple;
    private final ExpMean first;
    private final ExpMean second;
    private final ExpMean third;

    MultipleEma(int period, boolean isTriple) {
        super(FeatureUnit.PRICE);
        this.isTriple = isTriple;
        first = price(new ExpMean(period));
        second = price(new ExpMean(period));
        third = price(new ExpMean(period));
    }

    @Override
    public void onBar(Bar bar) {
        double one = first.add(Prices.plain(bar.closePx()));
        double two = second.add(one);
        double three = third.add(two);
        if (first.isFull()) {
            say(isTriple ? 3 * one - 3 * two + three : 2 * one - two);
        }
    }
}
