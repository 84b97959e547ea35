package io.reprise.engine.feature.volume;

import io.reprise.engine.domain.Bar;
import io.reprise.engine.domain.HotPath;
import io.reprise.engine.feature.LongCell;
import io.reprise.engine.feature.Prices;
import io.reprise.engine.feature.RollingProduct;
import io.reprise.engine.feature.ValueFeature;

/**
 * Money flow index (G. Quong, A. Soudack, TASC 1989): 100 P / (P + N), the sums over n bars of typical price x volume where
 * the typical price rose or fell; 50 without either. Sums are exact.
 */
@HotPath
final class MoneyFlowIndex extends ValueFeature {
    private final LongCell typical = price(new LongCell());
    private final RollingProduct positive;
    private final RollingProduct negative;

    MoneyFlowIndex(int period) {
        positive = price(new RollingProduct(period));
        negative = price(new RollingProduct(period));
    }

    @Override
    public void onBar(Bar bar) {
        long now = Prices.threeTypical(bar);
        if (typical.isSet()) {
            long volume = Prices.volume(bar);
            positive.add(now, now > typical.get() ? volume : 0);
            negative.add(now, now < typical.get() ? volume : 0);
            if (positive.isFull()) {
                double up = positive.sum();
                double sum = up + negative.sum();
                say(sum == 0 ? 50 : 100 * up / sum);
            }
        }
        typical.set(now);
    }
}
