package io.reprise.engine.sim;

/** In which order a bar's prices are taken to have been traded. */
public enum Intrabar {
    /** Unknown: each order has the bar as a whole (rules 14 to 18); of linked orders a stop comes before a target. */
    PESSIMISTIC,
    /** Open, high, low, close. */
    OHLC,
    /** Open, low, high, close. */
    OLHC,
    /** The extreme nearer the open first; both as near, the low of a bar that rises, else the high. */
    ADAPTIVE
}
