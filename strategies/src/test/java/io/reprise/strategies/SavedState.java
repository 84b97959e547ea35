package io.reprise.strategies;

import io.reprise.engine.domain.StateInput;
import io.reprise.engine.domain.StateOutput;
import java.util.ArrayList;
import java.util.List;

/** State as numbers in a list, written and read once. */
final class SavedState implements StateOutput, StateInput {
    private final List<Long> values = new ArrayList<>();
    private int at;

    @Override
    public void putLong(long value) {
        values.add(value);
    }

    @Override
    public long getLong() {
        return values.get(at++);
    }

    boolean isRead() {
        return at == values.size();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SavedState that && values.equals(that.values);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    @Override
    public String toString() {
        return values.toString();
    }
}
