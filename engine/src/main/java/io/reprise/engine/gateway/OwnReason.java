package io.reprise.engine.gateway;

/** Reasons of reports that our own gateway makes and no venue: codes of the same list as the venue's. */
public final class OwnReason {
    /** REJECTED, CANCEL_REJECTED: the venue is not connected, or owes answers on the instrument; the command did not leave. */
    public static final int NOT_SENT = 14;
    /** REJECTED: the venue does not know the order, and it is too old to be sent again. */
    public static final int ABANDONED = 15;

    private OwnReason() {}
}
