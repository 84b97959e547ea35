package io.reprise.engine.feature.trend;

import io.reprise.engine.domain.Bar;
import io.reprise.engine.domain.HotPath;
import io.reprise.engine.feature.DoubleCell;
import io.reprise.engine.feature.FeatureUnit;
import io.reprise.engine.feature.LongCell;
import io.reprise.engine.feature.Prices;
import io.reprise.engine.feature.ValueFeature;

/**
 * Wilder's parabolic stop and reverse (New Concepts in Technical Trading Systems, 1978): the stop moves by a growing
 * fraction of its distance to the trend's extreme, never into the range of the two bars before, and jumps to that extreme
 * when it is touched. Starts on the second bar, up when that close is above the first, with the extreme of both bars.
 */
@HotPath
final class ParabolicSar extends ValueFeature {
    private final double step;
    private final double stepMax;
    private final LongCell close = price(new LongCell());
    private final DoubleCell stop = price(new DoubleCell());
    private final DoubleCell extreme = price(new DoubleCell());
    private final DoubleCell factor = free(new DoubleCell());
    /** 1 up, -1 down, 0 before the second bar. */
    private final LongCell trend = free(new LongCell());
    /** Highs and lows of the last bar and the one before. */
    private final DoubleCell high = price(new DoubleCell());

    private final DoubleCell low = price(new DoubleCell());
    private final DoubleCell highBefore = price(new DoubleCell());
    private final DoubleCell lowBefore = price(new DoubleCell());

    ParabolicSar(double step, double stepMax) {
        super(FeatureUnit.PRICE);
        this.step = step;
        this.stepMax = stepMax;
    }

    @Override
    public void onBar(Bar bar) {
        double barHigh = Prices.plain(bar.highPx());
        double barLow = Prices.plain(bar.lowPx());
        if (trend.get() != 0) {
            follow(barHigh, barLow);
        } else if (close.isSet()) {
            start(bar.closePx() > close.get(), Math.max(high.get(), barHigh), Math.min(low.get(), barLow));
        }
        highBefore.set(high.get());
        lowBefore.set(low.get());
        high.set(barHigh);
        low.set(barLow);
        close.set(bar.closePx());
        if (trend.get() != 0) {
            say(stop.get());
        }
    }

    private void start(boolean isUp, double highest, double lowest) {
        trend.set(isUp ? 1 : -1);
        stop.set(isUp ? lowest : highest);
        extreme.set(isUp ? highest : lowest);
        factor.set(step);
    }

    private void follow(double barHigh, double barLow) {
        boolean isUp = trend.get() > 0;
        double next = stop.get() + factor.get() * (extreme.get() - stop.get());
        next = isUp
                ? Math.min(next, Math.min(low.get(), lowBefore.get()))
                : Math.max(next, Math.max(high.get(), highBefore.get()));
        if (isUp ? barLow <= next : barHigh >= next) {
            stop.set(extreme.get());
            extreme.set(isUp ? barLow : barHigh);
            factor.set(step);
            trend.set(-trend.get());
            return;
        }
        stop.set(next);
        if (isUp ? barHigh > extreme.get() : barLow < extreme.get()) {
            extreme.set(isUp ? barHigh : barLow);
            factor.set(Math.min(factor.get() + step, stepMax));
        }
    }
}
