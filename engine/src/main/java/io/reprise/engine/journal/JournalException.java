package io.reprise.engine.journal;

/** Something a journal refuses or cannot do; the message is one sentence that a person can act on. */
public final class JournalException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    public JournalException(String sentence) {
        super(sentence);
    }

    public JournalException(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
