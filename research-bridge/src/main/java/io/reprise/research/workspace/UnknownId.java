package io.reprise.research.workspace;

/** An id of nothing, in one sentence. */
public final class UnknownId extends RuntimeException {
    private static final long serialVersionUID = 1;

    public UnknownId(String message) {
        super(message);
    }
}
