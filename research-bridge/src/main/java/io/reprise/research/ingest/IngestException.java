package io.reprise.research.ingest;

/** An ingest that could not be done; the message is one sentence for the person who asked for it. */
public final class IngestException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public IngestException(String message) {
        super(message);
    }

    public IngestException(String message, Throwable cause) {
        super(message, cause);
    }
}
