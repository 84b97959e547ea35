package io.reprise.engine.feature.volatility;

import io.reprise.engine.domain.Bar;
import io.reprise.engine.domain.HotPath;
import io.reprise.engine.feature.Extreme;
import io.reprise.engine.feature.ValueFeature;

/** Width of the Donchian channel by its middle: 2 (high - low) / (high + low) of n bars; no value unless that is above 0. */
@HotPath
final class DonchianWidth extends ValueFeature {
    private final Extreme high;
    private final Extreme low;

    DonchianWidth(int period) {
        high = price(Extreme.highest(period));
        low = price(Extreme.lowest(period));
    }

    @Override
    public void onBar(Bar bar) {
        high.add(bar.highPx());
        low.add(bar.lowPx());
        if (high.isFull()) {
            double sum = Math.addExact(high.get(), low.get());
            say(sum > 0 ? 2 * (high.get() - low.get()) / sum : Double.NaN);
        }
    }
}
