package io.reprise.engine.feature.volatility;

import io.reprise.engine.domain.Bar;
import io.reprise.engine.domain.HotPath;
import io.reprise.engine.feature.LongCell;
import io.reprise.engine.feature.Prices;
import io.reprise.engine.feature.RollingMoments;
import io.reprise.engine.feature.ValueFeature;

/**
 * Realized volatility per bar: the root of the mean squared log return of n bars, without a mean taken off (T. Andersen, T.
 * Bollerslev, 1998). Returns become whole multiples of a power of two (see {@link Prices#scale}), so that sums are exact.
 */
@HotPath
final class RealizedVolatility extends ValueFeature {
    private final double scale;
    private final LongCell close = price(new LongCell());
    private final RollingMoments returns;
    private final Undefined undefined;

    RealizedVolatility(int period) {
        scale = Prices.scale(period, Prices.LOG_MAX);
        returns = free(new RollingMoments(period));
        undefined = free(new Undefined(period));
    }

    @Override
    public void onBar(Bar bar) {
        if (close.isSet()) {
            returns.add(undefined.fixed(Prices.logReturn(close.get(), bar.closePx()), scale));
        }
        undefined.endOfBar(close.isSet());
        close.set(bar.closePx());
        say(returns.isFull() && undefined.isClear() ? returns.rootMeanSquare() / scale : Double.NaN);
    }
}
