package io.reprise.engine.strategy;

/** What a strategy asks for before the first event. */
public interface Setup {
    /**
     * Asks for a feature over the strategy's bars; the same name and period asked for twice is one feature.
     *
     * @param name a name that docs/strategies.md lists, such as {@code sma}
     * @param period in bars
     * @return the handle to read it by in {@link Context}
     */
    int feature(String name, int period);
}
