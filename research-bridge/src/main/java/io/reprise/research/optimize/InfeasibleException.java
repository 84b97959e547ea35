package io.reprise.research.optimize;

/** No weights keep to the constraints; the message is one sentence that says which of them. */
public final class InfeasibleException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    InfeasibleException(String message) {
        super(message);
    }
}
