package io.reprise.research.proposal;

/** A decision that comes too late, twice, or for something else than what is proposed. */
public final class ProposalConflict extends RuntimeException {
    private static final long serialVersionUID = 1;

    public ProposalConflict(String message) {
        super(message);
    }
}
