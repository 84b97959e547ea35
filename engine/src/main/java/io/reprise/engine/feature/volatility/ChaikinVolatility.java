package io.reprise.engine.feature.volatility;

import io.reprise.engine.domain.Bar;
import io.reprise.engine.domain.HotPath;
import io.reprise.engine.feature.DoubleRing;
import io.reprise.engine.feature.ExpMean;
import io.reprise.engine.feature.Prices;
import io.reprise.engine.feature.ValueFeature;

/** Chaikin's volatility: change in percent over m bars of the n-bar EMA of high - low; no value while that was 0. */
@HotPath
final class ChaikinVolatility extends ValueFeature {
    private final ExpMean mean;
    private final DoubleRing before;

    ChaikinVolatility(int period, int change) {
        mean = price(new ExpMean(period));
        before = price(new DoubleRing(change + 1));
    }

    @Override
    public void onBar(Bar bar) {
        double now = mean.add(Prices.plain(Math.subtractExact(bar.highPx(), bar.lowPx())));
        if (!mean.isFull()) {
            return;
        }
        before.add(now);
        if (before.isFull()) {
            double then = before.get(0);
            say(then > 0 ? 100 * (now - then) / then : Double.NaN);
        }
    }
}
