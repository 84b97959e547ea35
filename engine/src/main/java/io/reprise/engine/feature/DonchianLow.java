package io.reprise.engine.feature;

import io.reprise.engine.domain.Bar;
import io.reprise.engine.domain.HotPath;
import io.reprise.engine.domain.StateInput;
import io.reprise.engine.domain.StateOutput;

/**
 * Donchian channel, lower bound: the lowest low of the last n bars, the current one included, in price units (R.
 * Donchian; SEMANTICS rule 27, whose breakout looks at the value after the bar before). Warm-up n bars. {@link #raw} is
 * the price at 1e-8.
 */
@HotPath
final class DonchianLow implements Feature {
    private final MonotoneWindow lows;

    DonchianLow(int period) {
        lows = new MonotoneWindow(period);
    }

    @Override
    public void onBar(Bar bar) {
        lows.add(~bar.lowPx());
    }

    @Override
    public void rescale(long numerator, long denominator) {
        lows.scaleComplements(denominator, numerator);
    }

    @Override
    public boolean isExact() {
        return true;
    }

    @Override
    public boolean ready() {
        return lows.isFull();
    }

    @Override
    public double value() {
        return ready() ? ~lows.max() / 1e8 : Double.NaN;
    }

    @Override
    public long raw() {
        return ready() ? ~lows.max() : NULL_RAW;
    }

    @Override
    public void saveState(StateOutput out) {
        lows.saveState(out);
    }

    @Override
    public void loadState(StateInput in) {
        lows.loadState(in);
    }
}
