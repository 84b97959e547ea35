package io.reprise.engine.feature.volume;

import io.reprise.engine.domain.Bar;
import io.reprise.engine.domain.HotPath;
import io.reprise.engine.feature.ExpMean;
import io.reprise.engine.feature.FeatureUnit;
import io.reprise.engine.feature.LongCell;
import io.reprise.engine.feature.Prices;
import io.reprise.engine.feature.ValueFeature;

/** Force index (A. Elder, 1993): EMA of change of close x volume, in money; starts with the first change. */
@HotPath
final class ForceIndex extends ValueFeature {
    private final LongCell close = price(new LongCell());
    private final ExpMean force;

    ForceIndex(int period) {
        super(FeatureUnit.MONEY);
        force = free(new ExpMean(period));
    }

    @Override
    public void onBar(Bar bar) {
        if (close.isSet()) {
            double change = Prices.plain(Math.subtractExact(bar.closePx(), close.get()));
            double mean = force.add(change * Prices.plain(Prices.volume(bar)));
            if (force.isFull()) {
                say(mean);
            }
        }
        close.set(bar.closePx());
    }
}
