package io.reprise.engine.feature;

import io.reprise.engine.domain.HotPath;
import io.reprise.engine.domain.StateInput;
import io.reprise.engine.domain.StateOutput;
import io.reprise.engine.fixed.Fixed;

/** The last n values, n fixed. Its state is written oldest first, wherever the ring stands. */
@HotPath
public final class LongRing implements Part {
    private final long[] values;
    private final int capacity;
    private int size;
    private int next;

    public LongRing(int capacity) {
        this.capacity = capacity;
        values = new long[capacity];
    }

    public boolean isFull() {
        return size == capacity;
    }

    public int size() {
        return size;
    }

    /** The value that the next {@link #add} drops; only when full. */
    public long oldest() {
        return values[next];
    }

    public void add(long value) {
        values[next] = value;
        next = next + 1 == capacity ? 0 : next + 1;
        if (size < capacity) {
            size++;
        }
    }

    /** The value at a place, 0 being the oldest; only below {@link #size}. */
    public long get(int place) {
        int index = next - size + place;
        return values[index < 0 ? index + capacity : index];
    }

    @Override
    public void scale(long by, long dividedBy) {
        for (int i = 0; i < capacity; i++) {
            values[i] = Fixed.mulDivHalfEven(values[i], by, dividedBy);
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
