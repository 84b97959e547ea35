package io.reprise.engine.sim;

/** What becomes of an arriving order and our working ones of the other side. */
public enum SelfTrade {
    /** Rule 15: they cancel out, quantity for quantity and oldest first, whatever their prices. */
    DECREMENT,
    /** Where they would trade with each other, the arriving one ends. */
    CANCEL_NEWEST,
    /** Where they would trade with each other, the working ones end. */
    CANCEL_OLDEST,
    /** Where they would trade with each other, all of them end. */
    CANCEL_BOTH
}
