package io.reprise.engine.domain;

import java.util.Arrays;

/** State kept in memory: written once, read back from the start. */
public final class StateTape implements StateOutput, StateInput {
    private long[] values = new long[64];
    private int size;
    private int at;

    /** What the component writes now. */
    public static StateTape of(Stateful component) {
        StateTape tape = new StateTape();
        component.saveState(tape);
        return tape;
    }

    @Override
    public void putLong(long value) {
        if (size == values.length) {
            values = Arrays.copyOf(values, 2 * size);
        }
        values[size++] = value;
    }

    @Override
    public long getLong() {
        if (at == size) {
            throw new IllegalStateException("read beyond the " + size + " values written");
        }
        return values[at++];
    }

    public boolean isReadToTheEnd() {
        return at == size;
    }

    public long[] values() {
        return Arrays.copyOf(values, size);
    }
}
