package io.reprise.engine.feature.micro;

import io.reprise.engine.domain.Bar;
import io.reprise.engine.domain.HotPath;
import io.reprise.engine.feature.DoubleCell;
import io.reprise.engine.feature.LongCell;
import io.reprise.engine.feature.ValueFeature;

/**
 * Effective spread: mean over the bar's trades of 2 |price - middle| / middle, the middle of the quote before each. No value
 * in a bar without such a trade.
 */
@HotPath
final class EffectiveSpread extends ValueFeature {
    private final LongCell twiceMiddle = price(new LongCell());
    private final DoubleCell sum = free(new DoubleCell(0));
    private final LongCell count = free(new LongCell());

    @Override
    public void onQuote(long tsEventNs, long bidPx, long bidQty, long askPx, long askQty) {
        twiceMiddle.set(bidPx > 0 && askPx >= bidPx ? Math.addExact(bidPx, askPx) : 0);
    }

    @Override
    public void onTrade(long tsEventNs, long px, long qty, int aggressor) {
        if (twiceMiddle.get() > 0) {
            long distance = Math.abs(Math.multiplyExact(2, px) - twiceMiddle.get());
            sum.set(sum.get() + 2.0 * distance / twiceMiddle.get());
            count.set(count.get() + 1);
        }
    }

    @Override
    public void onBar(Bar bar) {
        say(count.get() > 0 ? sum.get() / count.get() : Double.NaN);
        sum.set(0);
        count.set(0);
    }
}
