package io.reprise.engine.feature.momentum;

import io.reprise.engine.domain.Bar;
import io.reprise.engine.domain.HotPath;
import io.reprise.engine.feature.DoubleRing;
import io.reprise.engine.feature.Extreme;
import io.reprise.engine.feature.ValueFeature;

/**
 * Where the close stands between the lowest low and the highest high of n bars, in percent from below (%K, G. Lane) or
 * from above as a negative (Williams' %R); %D is the mean of the last m %K. No value while the span is 0.
 */
@HotPath
final class Stochastic extends ValueFeature {
    private final boolean isFromAbove;
    private final Extreme high;
    private final Extreme low;
    private final DoubleRing last;

    /** @param smooth values of which the mean is said, 1 for none */
    Stochastic(int period, int smooth, boolean isFromAbove) {
        this.isFromAbove = isFromAbove;
        high = price(Extreme.highest(period));
        low = price(Extreme.lowest(period));
        last = free(new DoubleRing(smooth));
    }

    @Override
    public void onBar(Bar bar) {
        high.add(bar.highPx());
        low.add(bar.lowPx());
        if (!high.isFull()) {
            return;
        }
        long span = Math.subtractExact(high.get(), low.get());
        long distance = isFromAbove ? bar.closePx() - high.get() : bar.closePx() - low.get();
        last.add(span == 0 ? Double.NaN : 100.0 * distance / span);
        if (last.isFull()) {
            say(last.mean());
        }
    }
}
