package io.reprise.engine.feature.volatility;

import io.reprise.engine.domain.Bar;
import io.reprise.engine.domain.HotPath;
import io.reprise.engine.feature.Extreme;
import io.reprise.engine.feature.Prices;
import io.reprise.engine.feature.RollingMoments;
import io.reprise.engine.feature.ValueFeature;

/**
 * Ulcer index (P. Martin, 1987): the root of the mean squared drawdown in percent of n bars, each from the highest close of
 * the n bars that end with it. Drawdowns are rounded to a power of two, so that their squares add up exactly.
 */
@HotPath
final class UlcerIndex extends ValueFeature {
    private final double scale;
    private final Extreme highest;
    private final RollingMoments drawdowns;

    UlcerIndex(int period) {
        scale = Prices.scale(period, 128);
        highest = price(Extreme.highest(period));
        drawdowns = free(new RollingMoments(period));
    }

    @Override
    public void onBar(Bar bar) {
        highest.add(bar.closePx());
        if (!highest.isFull()) {
            return;
        }
        double drawdown = bar.closePx() <= 0 ? 100 : 100.0 * (highest.get() - bar.closePx()) / highest.get();
        drawdowns.add((long) Math.rint(drawdown * scale));
        if (drawdowns.isFull()) {
            say(drawdowns.rootMeanSquare() / scale);
        }
    }
}
