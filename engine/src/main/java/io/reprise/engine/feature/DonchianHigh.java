package io.reprise.engine.feature;

import io.reprise.engine.domain.Bar;
import io.reprise.engine.domain.HotPath;
import io.reprise.engine.domain.StateInput;
import io.reprise.engine.domain.StateOutput;

/**
 * Donchian channel, upper bound: the highest high of the last n bars, the current one included, in price units (R.
 * Donchian; SEMANTICS rule 27, whose breakout looks at the value after the bar before). Warm-up n bars. {@link #raw} is
 * the price at 1e-8.
 */
@HotPath
final class DonchianHigh implements Feature {
    private final MonotoneWindow highs;

    DonchianHigh(int period) {
        highs = new MonotoneWindow(period);
    }

    @Override
    public void onBar(Bar bar) {
        highs.add(bar.highPx());
    }

    @Override
    public void rescale(long numerator, long denominator) {
        highs.scale(denominator, numerator);
    }

    @Override
    public boolean isExact() {
        return true;
    }

    @Override
    public boolean ready() {
        return highs.isFull();
    }

    @Override
    public double value() {
        return ready() ? highs.max() / 1e8 : Double.NaN;
    }

    @Override
    public long raw() {
        return ready() ? highs.max() : NULL_RAW;
    }

    @Override
    public void saveState(StateOutput out) {
        highs.saveState(out);
    }

    @Override
    public void loadState(StateInput in) {
        highs.loadState(in);
    }
}
