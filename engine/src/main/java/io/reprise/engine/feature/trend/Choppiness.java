package io.reprise.engine.feature.trend;

import io.reprise.engine.domain.Bar;
import io.reprise.engine.domain.HotPath;
import io.reprise.engine.feature.Extreme;
import io.reprise.engine.feature.RollingSum;
import io.reprise.engine.feature.TrueRange;
import io.reprise.engine.feature.ValueFeature;

/**
 * Choppiness index (E. W. Dreiss): 100 log(sum of n true ranges / (highest high - lowest low)) / log n, 100 in a market
 * that goes nowhere. No value while the span is 0.
 */
@HotPath
final class Choppiness extends ValueFeature {
    private final double log;
    private final TrueRange trueRange = price(new TrueRange());
    private final RollingSum ranges;
    private final Extreme high;
    private final Extreme low;

    Choppiness(int period) {
        log = StrictMath.log(period);
        ranges = price(new RollingSum(period));
        high = price(Extreme.highest(period));
        low = price(Extreme.lowest(period));
    }

    @Override
    public void onBar(Bar bar) {
        ranges.add(trueRange.add(bar));
        high.add(bar.highPx());
        low.add(bar.lowPx());
        long span = Math.subtractExact(high.get(), low.get());
        if (ranges.isFull() && span > 0) {
            say(100 * StrictMath.log((double) ranges.sum() / span) / log);
        } else {
            sayNothing();
        }
    }
}
