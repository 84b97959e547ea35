package io.reprise.engine.domain;

/**
 * A component whose state is a function of the sequence. {@link #saveState} writes every field that a later event could
 * depend on and {@link #loadState} reads them in the same order; what can be derived from configuration is not written.
 */
public interface Stateful {
    void saveState(StateOutput out);

    void loadState(StateInput in);
}
