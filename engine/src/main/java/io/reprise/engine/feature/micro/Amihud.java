package io.reprise.engine.feature.micro;

import io.reprise.engine.domain.Bar;
import io.reprise.engine.domain.HotPath;
import io.reprise.engine.feature.DoubleRing;
import io.reprise.engine.feature.LongCell;
import io.reprise.engine.feature.Prices;
import io.reprise.engine.feature.ValueFeature;

/**
 * Amihud's illiquidity (Y. Amihud, Illiquidity and Stock Returns, 2002): mean over n bars of |relative change of the close| /
 * (close x volume), taken anew at each bar, n steps, since a rolling sum of quotients would drift. No value while a bar of
 * the window had no volume.
 */
@HotPath
final class Amihud extends ValueFeature {
    private final LongCell close = price(new LongCell());
    private final DoubleRing ratios;

    Amihud(int period) {
        ratios = free(new DoubleRing(period));
    }

    @Override
    public void onBar(Bar bar) {
        if (close.isSet()) {
            double money = Prices.plain(bar.closePx()) * Prices.plain(Prices.volume(bar));
            boolean isDefined = close.get() > 0 && money > 0;
            double change = isDefined ? (double) (bar.closePx() - close.get()) / close.get() : 0;
            ratios.add(isDefined ? Math.abs(change) / money : Double.NaN);
            if (ratios.isFull()) {
                say(ratios.mean());
            }
        }
        close.set(bar.closePx());
    }
}
