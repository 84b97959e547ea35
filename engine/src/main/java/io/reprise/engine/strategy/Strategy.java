package io.reprise.engine.strategy;

import io.reprise.engine.domain.Bar;
import io.reprise.engine.domain.Parameters;
import io.reprise.engine.domain.StateInput;
import io.reprise.engine.domain.StateOutput;
import io.reprise.engine.domain.Stateful;

/**
 * What a user writes: a pure function of the closed bars it is given. It allocates nothing after {@link #onStart}, reads
 * no clock and draws no random number; fields that change from bar to bar are written by {@link #saveState} and read back
 * by {@link #loadState}. Called by the thread of the strategy stage only.
 */
public interface Strategy extends Stateful {
    /** Called once before the first event: the strategy asks for the features that it will read. */
    void onStart(Setup setup);

    /** Called for each closed bar; the bar and the context are valid during the call only. */
    void onBar(Bar bar, Context context);

    /**
     * Takes a new full set of parameters, between two events. False refuses it whole: the default, and right for whatever
     * would need other features than those asked for at the start.
     */
    default boolean onParameters(Parameters parameters) {
        return false;
    }

    /**
     * The instrument of a leg was split: so many new units for so many old ones. A strategy that keeps prices or quantities of its own
     * rescales them; features and what it holds are rescaled already.
     */
    default void onSplit(int leg, long numerator, long denominator) {}

    @Override
    default void saveState(StateOutput out) {}

    @Override
    default void loadState(StateInput in) {}
}
