package io.reprise.engine.feature;

import io.reprise.engine.domain.BarColumns;
import io.reprise.engine.domain.Derived;
import io.reprise.engine.domain.HotPath;
import io.reprise.engine.domain.StateInput;
import io.reprise.engine.domain.StateOutput;
import io.reprise.engine.domain.Stateful;
import io.reprise.engine.fixed.Fixed;

/**
 * The last n values, n fixed, as {@link LongRing} has them, but one behind the other in memory with room for those that come
 * next, so that a loop over many need not ask where the ring ends. State as of a {@link LongRing}.
 */
@HotPath
final class LongTail implements Stateful {
    private final int capacity;
    private final long[] values;
    private int size;

    /** Where the next value goes. */
    @Derived
    private int end;

    LongTail(int capacity) {
        this.capacity = capacity;
        values = new long[2 * (capacity + BarColumns.BARS_MAX)];
    }

    boolean isFull() {
        return size == capacity;
    }

    int size() {
        return size;
    }

    /** The value that the next {@link #add} drops; only when full. */
    long oldest() {
        return values[end - capacity];
    }

    /** A value by its age, the oldest being 0. */
    long get(int index) {
        return values[end - size + index];
    }

    /** Multiplies all values by a ratio, each rounded half-even. */
    void scale(long factor, long divisor) {
        for (int i = end - size; i < end; i++) {
            values[i] = Fixed.mulDivHalfEven(values[i], factor, divisor);
        }
    }

    void add(long value) {
        makeRoom(1);
        values[end] = value;
        take(1);
    }

    /**
     * Puts values behind the last without adding them.
     *
     * @param count at most {@link BarColumns#BARS_MAX}
     */
    void lay(long[] from, int at, int count) {
        makeRoom(count);
        System.arraycopy(from, at, values, end, count);
    }

    /** Adds so many of the values that were laid. */
    void take(int count) {
        end += count;
        size = Math.min(capacity, size + count);
    }

    /** Index of the first value that was laid; the last one added is before it. */
    int end() {
        return end;
    }

    /** Added and laid values by index, to be read only. */
    long[] values() {
        return values;
    }

    private void makeRoom(int count) {
        if (end + count > values.length) {
            System.arraycopy(values, end - size, values, 0, size);
            end = size;
        }
    }

    @Override
    public void saveState(StateOutput out) {
        out.putInt(size);
        for (int i = end - size; i < end; i++) {
            out.putLong(values[i]);
        }
    }

    @Override
    public void loadState(StateInput in) {
        size = FeatureState.size(in, capacity);
        in.getLongs(values, size);
        end = size;
    }
}
