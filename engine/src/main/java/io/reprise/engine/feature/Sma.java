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
    private final LongRing closes;
    private final int period;
    private final double unitsPerSum;
    private long sum;

    Sma(int period) {
        this.period = period;
        closes = new LongRing(period);
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
        long[] closePx = bars.closePx();
        for (int i = from; i < to; i++) {
            add(closePx[i]);
        }
    }

    @Override
    public void lookAhead(BarColumns bars, int from, long[] raws) {
        long[] closePx = bars.closePx();
        int toFull = period - closes.size();
        long ahead = sum;
        for (int i = from; i < bars.count(); i++) {
            int taken = i - from;
            if (taken >= toFull) {
                long dropped = taken < period ? closes.fromOldest(taken - toFull) : closePx[i - period];
                ahead = Math.subtractExact(ahead, dropped);
            }
            ahead = Math.addExact(ahead, closePx[i]);
            raws[i] = taken >= toFull - 1 ? ahead : NULL_RAW;
        }
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
