package io.reprise.engine.feature;

import io.reprise.engine.domain.Bar;
import io.reprise.engine.domain.HotPath;
import io.reprise.engine.domain.StateInput;
import io.reprise.engine.domain.StateOutput;

/**
 * Simple moving average: the mean of the last n closes, in price units (SEMANTICS rule 25; ta4j's SMA from bar n on).
 * Warm-up n bars. {@link #raw} is the sum of the n closes at 1e-8, a whole number, so that two averages are compared
 * exactly by cross-multiplying. A sum beyond 64 bits is an {@link ArithmeticException}.
 */
@HotPath
final class Sma implements Feature {
    private final LongRing closes;
    private final double unitsPerSum;
    private long sum;

    Sma(int period) {
        closes = new LongRing(period);
        unitsPerSum = period * 1e8;
    }

    @Override
    public void onBar(Bar bar) {
        long rest = closes.isFull() ? Math.subtractExact(sum, closes.oldest()) : sum;
        sum = Math.addExact(rest, bar.closePx());
        closes.add(bar.closePx());
    }

    /** Closes are rounded half-even to 1e-8, and summed anew. */
    @Override
    public void rescale(long numerator, long denominator) {
        closes.scale(denominator, numerator);
        sum = 0;
        for (int i = 0; i < closes.size(); i++) {
            sum = Math.addExact(sum, closes.get(i));
        }
    }

    @Override
    public boolean isExact() {
        return true;
    }

    @Override
    public boolean ready() {
        return closes.isFull();
    }

    @Override
    public double value() {
        return ready() ? sum / unitsPerSum : Double.NaN;
    }

    @Override
    public long raw() {
        return ready() ? sum : NULL_RAW;
    }

    @Override
    public void saveState(StateOutput out) {
        closes.saveState(out);
        out.putLong(sum);
    }

    @Override
    public void loadState(StateInput in) {
        closes.loadState(in);
        sum = in.getLong();
    }
}
