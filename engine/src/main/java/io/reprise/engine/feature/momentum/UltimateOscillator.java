package io.reprise.engine.feature.momentum;

import io.reprise.engine.domain.Bar;
import io.reprise.engine.domain.HotPath;
import io.reprise.engine.feature.LongCell;
import io.reprise.engine.feature.Prices;
import io.reprise.engine.feature.RollingSum;
import io.reprise.engine.feature.ValueFeature;

/**
 * Ultimate oscillator (L. Williams, 1985): 100 (4 a + 2 b + c) / 7, each the buying pressure (close - lowest of low and
 * close before) by the true range, summed over the short, middle and long window. No value while a window has no range.
 */
@HotPath
final class UltimateOscillator extends ValueFeature {
    private final LongCell close = price(new LongCell());
    private final RollingSum[] pressures = new RollingSum[3];
    private final RollingSum[] ranges = new RollingSum[3];

    UltimateOscillator(int shortest, int middle, int longest) {
        int[] periods = {shortest, middle, longest};
        for (int i = 0; i < periods.length; i++) {
            pressures[i] = price(new RollingSum(periods[i]));
            ranges[i] = price(new RollingSum(periods[i]));
        }
    }

    @Override
    public void onBar(Bar bar) {
        if (close.isSet()) {
            long pressure = Math.subtractExact(bar.closePx(), Math.min(bar.lowPx(), close.get()));
            long range = Prices.trueRange(bar, close.get());
            boolean isFull = true;
            for (int i = 0; i < pressures.length; i++) {
                pressures[i].add(pressure);
                ranges[i].add(range);
                isFull &= ranges[i].isFull() && ranges[i].sum() > 0;
            }
            if (isFull) {
                say(100 * (4 * part(0) + 2 * part(1) + part(2)) / 7);
            } else {
                sayNothing();
            }
        }
        close.set(bar.closePx());
    }

    private double part(int window) {
        return (double) pressures[window].sum() / ranges[window].sum();
    }
}
