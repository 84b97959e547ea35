package io.reprise.engine.feature;

import io.reprise.engine.domain.HotPath;
import io.reprise.engine.domain.StateInput;
import io.reprise.engine.domain.StateOutput;

/** The exact sum of the last n whole numbers; one beyond 64 bits is an {@link ArithmeticException}. */
@HotPath
public final class RollingSum implements Part {
    private final LongRing values;
    private long sum;

    public RollingSum(int period) {
        values = new LongRing(period);
    }

    public void add(long value) {
        long rest = values.isFull() ? Math.subtractExact(sum, values.oldest()) : sum;
        sum = Math.addExact(rest, value);
        values.add(value);
    }

    public boolean isFull() {
        return values.isFull();
    }

    public long sum() {
        return sum;
    }

    /** The values themselves, to be read only. */
    public LongRing values() {
        return values;
    }

    @Override
    public void scale(long by, long dividedBy) {
        values.scale(by, dividedBy);
        sum = 0;
        for (int i = 0; i < values.size(); i++) {
            sum = Math.addExact(sum, values.get(i));
        }
    }

    @Override
    public void saveState(StateOutput out) {
        values.saveState(out);
        out.putLong(sum);
    }

    @Override
    public void loadState(StateInput in) {
        values.loadState(in);
        sum = in.getLong();
    }
}
