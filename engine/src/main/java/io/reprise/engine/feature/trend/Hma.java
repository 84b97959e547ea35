package io.reprise.engine.feature.trend;

import io.reprise.engine.domain.Bar;
import io.reprise.engine.domain.HotPath;
import io.reprise.engine.feature.DoubleRing;
import io.reprise.engine.feature.FeatureUnit;
import io.reprise.engine.feature.ValueFeature;
import io.reprise.engine.feature.WeightedSum;

/**
 * Hull's moving average: the weighted mean over floor(sqrt n) of 2 WMA(n / 2) - WMA(n) (A. Hull, 2005; as ta4j). The outer
 * mean is taken anew at each bar, sqrt n steps, since a rolling sum of doubles would drift.
 */
@HotPath
final class Hma extends ValueFeature {
    private final WeightedSum half;
    private final WeightedSum whole;
    private final DoubleRing raw;

    Hma(int period) {
        super(FeatureUnit.PRICE);
        half = price(new WeightedSum(period / 2));
        whole = price(new WeightedSum(period));
        raw = price(new DoubleRing((int) Math.sqrt(period)));
    }

    @Override
    public void onBar(Bar bar) {
        half.add(bar.closePx());
        whole.add(bar.closePx());
        if (!whole.isFull()) {
            return;
        }
        raw.add((2 * half.mean() - whole.mean()) / 1e8);
        if (raw.isFull()) {
            double sum = 0;
            for (int i = 0; i < raw.size(); i++) {
                sum += (i + 1) * raw.get(i);
            }
            say(sum / (raw.size() * (raw.size() + 1) / 2.0));
        }
    }
}
