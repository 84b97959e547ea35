package io.reprise.engine.feature.momentum;

import io.reprise.engine.domain.Bar;
import io.reprise.engine.domain.HotPath;
import io.reprise.engine.feature.Prices;
import io.reprise.engine.feature.RollingSum;
import io.reprise.engine.feature.ValueFeature;

/**
 * Commodity channel index (D. Lambert, Commodities 1980): (typical price - its mean) / (0.015 x mean absolute deviation),
 * over n bars; 0 while all are equal. The deviation has no rolling form: n steps a bar, on an exact mean.
 */
@HotPath
final class Cci extends ValueFeature {
    private static final double LAMBERT = 0.015;

    private final int period;
    private final RollingSum typicals;

    Cci(int period) {
        this.period = period;
        typicals = price(new RollingSum(period));
    }

    @Override
    public void onBar(Bar bar) {
        long typical = Prices.threeTypical(bar);
        typicals.add(typical);
        if (!typicals.isFull()) {
            return;
        }
        long floor = Math.floorDiv(typicals.sum(), period);
        double rest = (double) (typicals.sum() - floor * period) / period;
        double deviation = 0;
        for (int i = 0; i < period; i++) {
            deviation += Math.abs(typicals.values().get(i) - floor - rest);
        }
        say(deviation == 0 ? 0 : (typical - floor - rest) / (LAMBERT * deviation / period));
    }
}
