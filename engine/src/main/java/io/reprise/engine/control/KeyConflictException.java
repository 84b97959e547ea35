package io.reprise.engine.control;

/** An idempotency key was used before, for another command. */
public final class KeyConflictException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    KeyConflictException(String key) {
        super("the idempotency key '" + key + "' was used before, for another command");
    }
}
