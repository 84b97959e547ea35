package io.reprise.research.proposal;

/** Where a proposal is. */
public enum ProposalState {
    OPEN,
    /** A person approved it; it is being sent. */
    APPROVED,
    REFUSED,
    EXPIRED,
    EXECUTED,
    /** Approved, and the engine did not take it. */
    FAILED
}
