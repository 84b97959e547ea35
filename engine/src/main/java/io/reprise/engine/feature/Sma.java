package io.reprise.engine.feature;

import io.reprise.engine.domain.Bar;
import io.reprise.engine.domain.BarColumns;
import io.reprise.engine.domain.HotPath;
import io.reprise.engine.domain.StateInput;
import io.reprise.engine.domain.StateOutput;

/**
 * Simple moving average: the mean of the last n closes, in price units (SEMANTICS rule 25; ta4j's SMA from bar n on).
 * Warm-up n bars. {@link #raw} is the sum of the n closes at 1e-8, a whole number, so that two averages are compared
 * exactly by cross-multiplying. A sum beyond 64 bits is an {@link ArithmeticException}.
 */
@HotPath
final class Sma implements LooksAhead {
    private final LongTail closes;
    private final int period;
    private final double unitsPerSum;
    private long sum;

    Sma(int period) {
        this.period = period;
        closes = new LongTail(period);
        unitsPerSum = period * 1e8;
    }

    @Override
    public void onBar(Bar bar) {
        add(bar.closePx());
    }

    private void add(long closePx) {
        long rest = closes.isFull() ? Math.subtractExact(sum, closes.oldest()) : sum;
        sum = Math.addExact(rest, closePx);
        closes.add(closePx);
    }

    @Override
    public void onBars(BarColumns bars, int from, int to) {
        int count = to - from;
        int toFull = Math.min(count, period - closes.size());
        closes.lay(bars.closePx(), from, count);
        long[] values = closes.values();
        int end = closes.end();
        long after = sum;
        for (int i = 0; i < toFull; i++) {
            after = Math.addExact(after, values[end + i]);
        }
        for (int i = toFull; i < count; i++) {
            after = Math.addExact(Math.subtractExact(after, values[end + i - period]), values[end + i]);
        }
        sum = after;
        closes.take(count);
    }

    @Override
    public void lookAhead(BarColumns bars, int from, long[] raws) {
        int count = bars.count() - from;
        int toFull = Math.min(count, period - closes.size());
        closes.lay(bars.closePx(), from, count);
        long[] values = closes.values();
        int end = closes.end();
        long ahead = sum;
        for (int i = 0; i < toFull; i++) {
            ahead = Math.addExact(ahead, values[end + i]);
            raws[from + i] = closes.size() + i + 1 == period ? ahead : NULL_RAW;
        }
        for (int i = toFull; i < count; i++) {
            ahead = Math.addExact(Math.subtractExact(ahead, values[end + i - period]), values[end + i]);
            raws[from + i] = ahead;
        }
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
