package io.reprise.research.history;

/** What went wrong with stored history, in one sentence for the user. */
public final class HistoryException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    public HistoryException(String sentence) {
        super(sentence);
    }

    public HistoryException(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
