package io.reprise.engine.feature;

import io.reprise.engine.domain.Bar;
import io.reprise.engine.domain.HotPath;
import io.reprise.engine.domain.StateInput;
import io.reprise.engine.domain.StateOutput;

/**
 * Exponential moving average of the close, in price units: x += 2 / (n + 1) x (close - x), closes as px / 1e8. It
 * starts with the first close (as ta4j does; TA-Lib starts with the mean of the first n). Warm-up n bars, as ta4j
 * counts them; ta4j 0.22 starts the same recursion only after those, and meets this one as both forget their start.
 */
@HotPath
final class Ema implements Feature {
    private final int period;
    private final double weight;
    /** Bars seen, at most n. */
    private int bars;

    private double average;

    Ema(int period) {
        this.period = period;
        weight = 2.0 / (period + 1);
    }

    @Override
    public void onBar(Bar bar) {
        double close = bar.closePx() / 1e8;
        if (bars == 0) {
            average = close;
        } else {
            average += weight * (close - average);
        }
        bars = Math.min(bars + 1, period);
    }

    @Override
    public void rescale(long numerator, long denominator) {
        average *= (double) denominator / numerator;
    }

    @Override
    public boolean ready() {
        return bars == period;
    }

    @Override
    public double value() {
        return ready() ? average : Double.NaN;
    }

    @Override
    public void saveState(StateOutput out) {
        out.putInt(bars);
        out.putDouble(average);
    }

    @Override
    public void loadState(StateInput in) {
        bars = in.getInt();
        average = in.getDouble();
    }
}
