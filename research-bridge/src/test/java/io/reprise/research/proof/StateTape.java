package io.reprise.research.proof;

import io.reprise.engine.domain.StateInput;
import io.reprise.engine.domain.StateOutput;
import io.reprise.engine.domain.Stateful;
import java.util.ArrayList;
import java.util.List;

/** State kept in memory: written once, read from the start as often as wanted. */
final class StateTape implements StateOutput {
    private final List<Long> values = new ArrayList<>();

    static StateTape of(Stateful component) {
        StateTape tape = new StateTape();
        component.saveState(tape);
        return tape;
    }

    @Override
    public void putLong(long value) {
        values.add(value);
    }

    /** Gives the state to a component, which must read all of it. */
    void loadInto(Stateful component) {
        int[] at = {0};
        StateInput input = () -> values.get(at[0]++);
        component.loadState(input);
        if (at[0] != values.size()) {
            throw new IllegalStateException("read " + at[0] + " of " + values.size() + " values");
        }
    }
}
