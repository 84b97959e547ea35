package io.reprise.engine.feature.trend;

import io.reprise.engine.domain.Bar;
import io.reprise.engine.domain.HotPath;
import io.reprise.engine.feature.LongCell;
import io.reprise.engine.feature.Prices;
import io.reprise.engine.feature.RollingSum;
import io.reprise.engine.feature.ValueFeature;

/**
 * Vortex indicator (E. Botes, D. Siepman, TASC 2010): sum of |high - low before| (plus) or |low - high before| (minus)
 * over n bars by the sum of true ranges. No value while nothing moves. Sums are exact.
 */
@HotPath
final class Vortex extends ValueFeature {
    private final boolean isPlus;
    private final LongCell high = price(new LongCell());
    private final LongCell low = price(new LongCell());
    private final LongCell close = price(new LongCell());
    private final RollingSum moves;
    private final RollingSum ranges;

    Vortex(boolean isPlus, int period) {
        this.isPlus = isPlus;
        moves = price(new RollingSum(period));
        ranges = price(new RollingSum(period));
    }

    @Override
    public void onBar(Bar bar) {
        if (close.isSet()) {
            moves.add(Math.abs(
                    isPlus
                            ? Math.subtractExact(bar.highPx(), low.get())
                            : Math.subtractExact(bar.lowPx(), high.get())));
            ranges.add(Prices.trueRange(bar, close.get()));
            if (moves.isFull() && ranges.sum() != 0) {
                say((double) moves.sum() / ranges.sum());
            } else {
                sayNothing();
            }
        }
        high.set(bar.highPx());
        low.set(bar.lowPx());
        close.set(bar.closePx());
    }
}
