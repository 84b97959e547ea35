package io.reprise.research.ingest;

import java.util.Locale;

/** What a cell of a source row can mean to us; all other cells are passed over. */
enum Column {
    TIME,
    PRICE,
    QTY,
    SIDE,
    ID,
    SYMBOL,
    RECEIVED,
    OPEN,
    HIGH,
    LOW,
    CLOSE,
    VOLUME,
    COUNT;

    static final int SIZE = values().length;
    private static final Column[] ALL = values();

    static Column at(int ordinal) {
        return ALL[ordinal];
    }

    /** A row without this cell can still be an event. */
    boolean isOptional() {
        return this == SIDE || this == ID || this == SYMBOL || this == RECEIVED || this == COUNT;
    }

    /** The word used in format files and in reasons. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
