package io.reprise.engine.feature.trend;

import io.reprise.engine.domain.Bar;
import io.reprise.engine.domain.HotPath;
import io.reprise.engine.feature.Extreme;
import io.reprise.engine.feature.FeatureUnit;
import io.reprise.engine.feature.LongRing;
import io.reprise.engine.feature.ValueFeature;

/**
 * Lines of Ichimoku Kinko Hyo (G. Hosoda, 1969). The middle of a window is (highest high + lowest low) / 2. With one
 * window it is a line (tenkan, kijun); with two their mean is span A; both spans are drawn some bars ahead, so that the
 * cloud at this bar is the one found that many bars before. Exact, halved and quartered at the end.
 */
@HotPath
final class Ichimoku extends ValueFeature {
    private final Extreme high;
    private final Extreme low;
    private final Extreme secondHigh;
    private final Extreme secondLow;
    private final LongRing drawn;

    /**
     * @param period first window
     * @param second the other window, the same for a line of one
     * @param ahead bars that the line is drawn ahead
     */
    Ichimoku(int period, int second, int ahead) {
        super(FeatureUnit.PRICE);
        high = price(Extreme.highest(period));
        low = price(Extreme.lowest(period));
        secondHigh = price(Extreme.highest(second));
        secondLow = price(Extreme.lowest(second));
        drawn = price(new LongRing(ahead + 1));
    }

    @Override
    public void onBar(Bar bar) {
        high.add(bar.highPx());
        low.add(bar.lowPx());
        secondHigh.add(bar.highPx());
        secondLow.add(bar.lowPx());
        if (!high.isFull() || !secondHigh.isFull()) {
            return;
        }
        drawn.add(
                Math.addExact(Math.addExact(high.get(), low.get()), Math.addExact(secondHigh.get(), secondLow.get())));
        if (drawn.isFull()) {
            say(drawn.oldest() / 4e8);
        }
    }
}
