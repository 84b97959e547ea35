package io.reprise.engine.feature.momentum;

import io.reprise.engine.domain.Bar;
import io.reprise.engine.domain.HotPath;
import io.reprise.engine.feature.LongCell;
import io.reprise.engine.feature.RollingSum;
import io.reprise.engine.feature.ValueFeature;

/**
 * Chande's momentum oscillator (T. Chande, S. Kroll, The New Technical Trader, 1994): 100 (gains - losses) / (gains +
 * losses) over n changes of the close, 0 without any. Sums are exact; TA-Lib smooths them as Wilder does.
 */
@HotPath
final class Cmo extends ValueFeature {
    private final LongCell close = price(new LongCell());
    private final RollingSum changes;
    private final RollingSum sizes;

    Cmo(int period) {
        changes = price(new RollingSum(period));
        sizes = price(new RollingSum(period));
    }

    @Override
    public void onBar(Bar bar) {
        if (close.isSet()) {
            long change = Math.subtractExact(bar.closePx(), close.get());
            changes.add(change);
            sizes.add(Math.abs(change));
            if (changes.isFull()) {
                say(sizes.sum() == 0 ? 0 : 100.0 * changes.sum() / sizes.sum());
            }
        }
        close.set(bar.closePx());
    }
}
