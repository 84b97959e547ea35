package io.reprise.engine.strategy;

import io.reprise.engine.domain.Parameter;
import io.reprise.engine.domain.Parameters;
import java.util.List;

/**
 * Found by {@link java.util.ServiceLoader}: a strategy's name, its parameters, and how to make one. The one definition that
 * command line, console, sweeps, agents and the pages in docs/strategies read.
 */
public interface StrategyProvider {
    /** As written after {@code --strategy}: lower case, digits and dashes. */
    String name();

    /** One line for people. */
    String summary();

    List<Parameter> parameters();

    /** Of its signal: another number wherever the same bars may give another signal. */
    default int version() {
        return 1;
    }

    /** What lists and pages say of it beside this. */
    default StrategyNotes notes() {
        return StrategyNotes.NONE;
    }

    /** Makes a fresh strategy; refuses combinations that make no sense, in one sentence. */
    Strategy create(Parameters parameters);
}
