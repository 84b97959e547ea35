package io.reprise.engine.strategy;

import io.reprise.engine.domain.Parameter;
import io.reprise.engine.domain.Parameters;
import java.util.List;

/** Found by {@link java.util.ServiceLoader}: a strategy's name, its parameters, and how to make one. */
public interface StrategyProvider {
    /** As written after {@code --strategy}: lower case, digits and dashes. */
    String name();

    /** One line for people. */
    String summary();

    List<Parameter> parameters();

    /** Makes a fresh strategy; refuses combinations that make no sense, in one sentence. */
    Strategy create(Parameters parameters);
}
