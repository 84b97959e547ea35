package io.reprise.engine.feature;

import io.reprise.engine.domain.HotPath;
import io.reprise.engine.domain.StateInput;
import io.reprise.engine.domain.StateOutput;
import io.reprise.engine.domain.Stateful;

/** The last n values, n fixed. Its state is written oldest first, wherever the ring stands. */
@HotPath
final class LongRing implements Stateful {
    private final long[] values;
    private final int capacity;
    private int size;
    private int next;

    LongRing(int capacity) {
        this.capacity = capacity;
        values = new long[capacity];
    }

    boolean isFull() {
        return size == capacity;
    }

    int size() {
        return size;
    }

    /** The value that the next {@link #add} drops; only when full. */
    long oldest() {
        return values[next];
    }

    void add(long value) {
        values[next] = value;
        next = next + 1 == capacity ? 0 : next + 1;
        if (size < capacity) {
            size++;
        }
    }

    @Override
    public void saveState(StateOutput out) {
        out.putInt(size);
        int index = next - size;
        if (index < 0) {
            index += values.length;
        }
        for (int i = 0; i < size; i++) {
            out.putLong(values[index]);
            index = index + 1 == values.length ? 0 : index + 1;
        }
    }

    @Override
    public void loadState(StateInput in) {
        size = FeatureState.size(in, values.length);
        in.getLongs(values, size);
        next = size == values.length ? 0 : size;
    }
}
