package io.reprise.engine.feature;

import io.reprise.engine.domain.StateInput;

/** Checks of what is read back. */
public final class FeatureState {
    private FeatureState() {}

    /** Reads a count and refuses one that the reader has no room for: the state is of another feature. */
    public static int size(StateInput in, int capacity) {
        int size = in.getInt();
        if (size < 0 || size > capacity) {
            throw new IllegalStateException("a feature's state holds " + size + " values where at most " + capacity
                    + " fit: it was saved by a feature with another period");
        }
        return size;
    }
}
