package io.reprise.engine.sim;

import io.reprise.engine.domain.StateInput;
import io.reprise.engine.domain.StateOutput;
import java.util.ArrayList;
import java.util.List;

/** A state as the numbers it is made of. */
final class StateLongs implements StateInput, StateOutput {
    final List<Long> values = new ArrayList<>();
    private int read;

    static StateLongs of(SimulatedVenue venue) {
        StateLongs state = new StateLongs();
        venue.saveState(state);
        return state;
    }

    boolean isReadWhole() {
        return read == values.size();
    }

    @Override
    public void putLong(long value) {
        values.add(value);
    }

    @Override
    public long getLong() {
        return values.get(read++);
    }
}
