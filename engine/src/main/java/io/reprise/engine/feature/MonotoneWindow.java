package io.reprise.engine.feature;

import io.reprise.engine.domain.HotPath;
import io.reprise.engine.domain.StateInput;
import io.reprise.engine.domain.StateOutput;
import io.reprise.engine.domain.Stateful;

/**
 * The largest of the last n values in amortised constant time: a deque that holds, newest last, only values larger than
 * all that follow (D. Lemire, Streaming maximum-minimum filter, 2006). For the smallest, add and read complements (~x).
 */
@HotPath
final class MonotoneWindow implements Stateful {
    private final long[] values;
    private final long[] indexes;
    private int head;
    private int size;
    private long count;

    MonotoneWindow(int period) {
        values = new long[period];
        indexes = new long[period];
    }

    void add(long value) {
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

    boolean isFull() {
        return count >= values.length;
    }

    /** The largest value; only after a value was added. */
    long max() {
        return values[head];
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
