package io.reprise.engine.feature.momentum;

import io.reprise.engine.domain.Bar;
import io.reprise.engine.domain.HotPath;
import io.reprise.engine.feature.ExpMean;
import io.reprise.engine.feature.LongCell;
import io.reprise.engine.feature.Prices;
import io.reprise.engine.feature.ValueFeature;

/**
 * True strength index (W. Blau, TASC 1991): 100 times the EMA(fast) of the EMA(slow) of changes of the close, by the same
 * of their sizes; 0 without any. Means start with the first change.
 */
@HotPath
final class Tsi extends ValueFeature {
    private final LongCell close = price(new LongCell());
    private final ExpMean slowChange;
    private final ExpMean fastChange;
    private final ExpMean slowSize;
    private final ExpMean fastSize;

    Tsi(int slow, int fast) {
        slowChange = price(new ExpMean(slow));
        fastChange = price(new ExpMean(fast));
        slowSize = price(new ExpMean(slow));
        fastSize = price(new ExpMean(fast));
    }

    @Override
    public void onBar(Bar bar) {
        if (close.isSet()) {
            double change = Prices.plain(Math.subtractExact(bar.closePx(), close.get()));
            double strength = fastChange.add(slowChange.add(change));
            double size = fastSize.add(slowSize.add(Math.abs(change)));
            if (slowChange.isFull() && fastChange.isFull()) {
                say(size == 0 ? 0 : 100 * strength / size);
            }
        }
        close.set(bar.closePx());
    }
}
