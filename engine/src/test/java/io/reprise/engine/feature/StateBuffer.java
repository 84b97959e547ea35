package io.reprise.engine.feature;

import io.reprise.engine.domain.StateInput;
import io.reprise.engine.domain.StateOutput;
import io.reprise.engine.domain.Stateful;
import java.util.Arrays;

/** A saved state in memory, for tests. */
final class StateBuffer implements StateOutput, StateInput {
    private long[] values = new long[64];
    private int written;
    private int read;

    static StateBuffer of(Stateful stateful) {
        StateBuffer buffer = new StateBuffer();
        stateful.saveState(buffer);
        return buffer;
    }

    void loadInto(Stateful stateful) {
        read = 0;
        stateful.loadState(this);
        if (read != written) {
            throw new AssertionError(stateful.getClass().getSimpleName() + " read " + read + " of " + written);
        }
    }

    long[] values() {
        return Arrays.copyOf(values, written);
    }

    @Override
    public void putLong(long value) {
        if (written == values.length) {
            values = Arrays.copyOf(values, 2 * written);
        }
        values[written++] = value;
    }

    @Override
    public long getLong() {
        if (read == written) {
            throw new AssertionError("more was read than written");
        }
        return values[read++];
    }
}
