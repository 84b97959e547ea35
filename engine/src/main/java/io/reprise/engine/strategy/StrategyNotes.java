package io.reprise.engine.strategy;

import io.reprise.engine.domain.Input;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What people, pages and agents are told of a strategy beside its name and parameters.
 *
 * @param family what it lives on
 * @param rule when exactly it is long, flat or short
 * @param source where the idea comes from
 * @param warmUp bars before the first signal, as a formula of its parameters
 * @param shorts whether it can be short
 * @param inputs what it reads of the data, the features that it asks for included; data without one of them are refused
 */
public record StrategyNotes(
        StrategyFamily family, String rule, String source, String warmUp, boolean shorts, Set<Input> inputs) {
    /** Of a strategy that says nothing of itself. */
    public static final StrategyNotes NONE =
            new StrategyNotes(StrategyFamily.OTHER, "", "", "", true, EnumSet.of(Input.BAR));

    public StrategyNotes {
        inputs = Collections.unmodifiableSet(EnumSet.copyOf(inputs));
    }

    /** Of a strategy that reads nothing but the prices of its bars. */
    public static StrategyNotes onBars(
            StrategyFamily family, String rule, String source, String warmUp, boolean shorts) {
        return new StrategyNotes(family, rule, source, warmUp, shorts, EnumSet.of(Input.BAR));
    }

    /** The same, reading this as well. */
    public StrategyNotes and(Input... more) {
        EnumSet<Input> all = EnumSet.copyOf(inputs);
        all.addAll(List.of(more));
        return new StrategyNotes(family, rule, source, warmUp, shorts, all);
    }
}
