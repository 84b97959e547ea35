package io.reprise.engine.backtest;

import io.reprise.engine.domain.Input;

/** The data of a run lack what its strategy reads; the message says which, in one sentence. */
public final class MissingInput extends IllegalArgumentException {
    private final transient Input input;

    MissingInput(String message, Input input) {
        super(message);
        this.input = input;
    }

    /** The first that is missing. */
    public Input input() {
        return input;
    }
}
