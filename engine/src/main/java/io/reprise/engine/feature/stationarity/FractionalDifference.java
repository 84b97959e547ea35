package io.reprise.engine.feature.stationarity;

import io.reprise.engine.domain.Bar;
import io.reprise.engine.domain.HotPath;
import io.reprise.engine.feature.FeatureUnit;
import io.reprise.engine.feature.LongRing;
import io.reprise.engine.feature.Prices;
import io.reprise.engine.feature.ValueFeature;

/**
 * Fractionally differentiated close with a fixed-width window (M. Lopez de Prado, Advances in Financial Machine Learning,
 * 2018, section 5.5): sum over k from 0 to n - 1 of w_k x close k bars before, w_0 = 1, w_k = -w_(k-1) (d - k + 1) / k. The
 * weights have no rolling form: n steps a bar.
 */
@HotPath
final class FractionalDifference extends ValueFeature {
    private final double[] weights;
    private final LongRing closes;

    FractionalDifference(double order, int width) {
        super(FeatureUnit.PRICE);
        weights = new double[width];
        weights[0] = 1;
        for (int k = 1; k < width; k++) {
            weights[k] = -weights[k - 1] * (order - k + 1) / k;
        }
        closes = price(new LongRing(width));
    }

    @Override
    public void onBar(Bar bar) {
        closes.add(bar.closePx());
        if (!closes.isFull()) {
            return;
        }
        double sum = 0;
        for (int k = weights.length - 1; k >= 0; k--) {
            sum += weights[k] * Prices.plain(closes.get(weights.length - 1 - k));
        }
        say(sum);
    }
}
