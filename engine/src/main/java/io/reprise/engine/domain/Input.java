package io.reprise.engine.domain;

import java.util.Locale;

/** What a feature or a strategy reads; a run whose data lack one is refused. */
public enum Input {
    /** Open, high, low and close of the instrument's bars. */
    BAR,
    /** Traded quantity in the bars. */
    VOLUME,
    /** Single trades. */
    TRADE,
    /** Best bid and ask. */
    QUOTE,
    /** Order book by levels. */
    BOOK,
    /** Funding rates of a perpetual. */
    FUNDING,
    /** Bars of another instrument. */
    OTHER_BAR;

    /** As people and files write it, such as {@code other-bar}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
