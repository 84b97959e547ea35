package io.reprise.research.access;

/** A call that is not allowed; the message is one sentence and holds no secret. */
public final class AccessDenied extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** Why, for the audit; a caller without a valid token is told the same whichever it is. */
    public enum Reason {
        NO_TOKEN,
        UNKNOWN,
        EXPIRED,
        REVOKED,
        SCOPE,
        BUDGET,
        OWN_PROPOSAL
    }

    private final Reason reason;

    public AccessDenied(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }

    /** Whether the caller is not known at all (401), rather than not allowed (403). */
    public boolean unauthenticated() {
        return reason.ordinal() <= Reason.REVOKED.ordinal();
    }
}
