package io.reprise.engine.feature.trend;

import io.reprise.engine.domain.Bar;
import io.reprise.engine.domain.HotPath;
import io.reprise.engine.feature.DoubleCell;
import io.reprise.engine.feature.FeatureUnit;
import io.reprise.engine.feature.LongCell;
import io.reprise.engine.feature.Prices;
import io.reprise.engine.feature.TrueRange;
import io.reprise.engine.feature.ValueFeature;
import io.reprise.engine.feature.WilderMean;

/**
 * SuperTrend (O. Seban): bands (high + low) / 2 -+ m ATR that only tighten while the close before stayed inside; the line
 * is the lower band in an up trend and the upper in a down trend, which turns when the close crosses the line. Starts
 * down, as ta4j.
 */
@HotPath
final class SuperTrend extends ValueFeature {
    private final double multiple;
    private final boolean saysDirection;
    private final TrueRange trueRange = price(new TrueRange());
    private final WilderMean range;
    private final DoubleCell upper = price(new DoubleCell());
    private final DoubleCell lower = price(new DoubleCell());
    private final DoubleCell close = price(new DoubleCell());
    private final LongCell trend = free(new LongCell());

    SuperTrend(int period, double multiple, boolean saysDirection) {
        super(saysDirection ? FeatureUnit.NONE : FeatureUnit.PRICE);
        this.multiple = multiple;
        this.saysDirection = saysDirection;
        range = price(new WilderMean(period));
    }

    @Override
    public void onBar(Bar bar) {
        range.add(Prices.plain(trueRange.add(bar)));
        double barClose = Prices.plain(bar.closePx());
        if (range.isFull()) {
            follow((bar.highPx() + bar.lowPx()) / 2e8, multiple * range.mean(), barClose);
        }
        close.set(barClose);
    }

    private void follow(double middle, double width, double barClose) {
        double newUpper = middle + width;
        double newLower = middle - width;
        if (trend.isSet()) {
            newUpper = newUpper < upper.get() || close.get() > upper.get() ? newUpper : upper.get();
            newLower = newLower > lower.get() || close.get() < lower.get() ? newLower : lower.get();
        }
        boolean wasUp = trend.get() > 0;
        boolean isUp = wasUp ? barClose >= newLower : barClose > newUpper;
        upper.set(newUpper);
        lower.set(newLower);
        trend.set(isUp ? 1 : -1);
        say(saysDirection ? trend.get() : isUp ? newLower : newUpper);
    }
}
