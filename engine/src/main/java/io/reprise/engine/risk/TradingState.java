package io.reprise.engine.risk;

/** What the account, a strategy or an instrument may do. */
public enum TradingState {
    ACTIVE,
    /** Only orders that make a position smaller pass. */
    REDUCE_ONLY,
    /** Only closing orders pass. */
    HALTED
}
