package io.reprise.engine.feature;

import io.reprise.engine.domain.HotPath;
import io.reprise.engine.domain.StateInput;
import io.reprise.engine.domain.StateOutput;
import io.reprise.engine.fixed.Fixed;

/**
 * The largest of the last n values in amortised constant time: a deque that holds, newest last, only values larger than
 * all that follow (D. Lemire, Streaming maximum-minimum filter, 2006). For the smallest,
 * add and read negatives or
 * complements.
 */
@HotPath
public final class MonotoneWindow implements Part {
    private final long[] values;
    private final long[] indexes;
    private int head;
    private int size;
    private long count;

    public MonotoneWindow(int period) {
        values = new long[period];
        indexes = new long[period];
    }

    public void add(long value) {
        if (size > 0 && indexes[head] == count - values.length) {
            head = head + 1 == values.length ? 0 : head + 1;
            size--;
        }
        while (size > 0 && values[slot(size - 1)] <= value) {
            size--;
        }
        int slot = slot(size);
        values[slot] = value;
        indexes[slot] = count;
        size++;
        count++;
    }

    public boolean isFull() {
        return count >= values.length;
    }

    /** The largest value; only after a value was added. */
    public long max() {
        return values[head];
    }

    /** How many values came after the largest one, the newest of equal ones; only after a value was added. */
    public int age() {
        return (int) (count - 1 - indexes[head]);
    }

    /** Of equal values after rounding all stay, which changes no maximum. */
    @Override
    public void scale(long by, long dividedBy) {
        for (int i = 0; i < size; i++) {
            int slot = slot(i);
            values[slot] = Fixed.mulDivHalfEven(values[slot], by, dividedBy);
        }
    }

    /** As {@link #scale}, of a window that holds complements (~x). */
    public void scaleComplements(long by, long dividedBy) {
        for (int i = 0; i < size; i++) {
            int slot = slot(i);
            values[slot] = ~Fixed.mulDivHalfEven(~values[slot], by, dividedBy);
        }
    }

    private int slot(int position) {
        int slot = head + position;
        return slot < values.length ? slot : slot - values.length;
    }

    @Override
    public void saveState(StateOutput out) {
        out.putLong(count);
        out.putInt(size);
        for (int i = 0; i < size; i++) {
            int slot = slot(i);
            out.putLong(values[slot]);
            out.putLong(indexes[slot]);
        }
    }

    @Override
    public void loadState(StateInput in) {
        count = in.getLong();
        size = FeatureState.size(in, values.length);
        head = 0;
        for (int i = 0; i < size; i++) {
            values[i] = in.getLong();
            indexes[i] = in.getLong();
        }
    }
}
