package io.reprise.engine.feature.momentum;

import io.reprise.engine.domain.Bar;
import io.reprise.engine.domain.HotPath;
import io.reprise.engine.feature.Efficiency;
import io.reprise.engine.feature.ValueFeature;

/** Kaufman's efficiency ratio, see {@link Efficiency}. */
@HotPath
final class EfficiencyRatio extends ValueFeature {
    private final Efficiency efficiency;

    EfficiencyRatio(int period) {
        efficiency = price(new Efficiency(period));
    }

    @Override
    public void onBar(Bar bar) {
        efficiency.add(bar.closePx());
        if (efficiency.isFull()) {
            say(efficiency.ratio());
        }
    }
}
