package io.reprise.engine.strategy;

import java.util.Locale;

/** What a strategy lives on; lists and pages are in this order. */
public enum StrategyFamily {
    TREND,
    MEAN_REVERSION,
    BREAKOUT,
    VOLATILITY,
    MICROSTRUCTURE,
    CARRY,
    PAIRS,
    LEAD_LAG,
    /** Decides on what other strategies or conditions say together. */
    COMBINATION,
    /** Of a user, who has not said. */
    OTHER;

    /** The word for people and lists, such as {@code mean-reversion}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
