package io.reprise.research.ingest;

import java.util.List;

/** An ingest that could not be done; the message is one sentence for the person who asked for it. */
public final class IngestException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** As they are; a list of text is no state that could be lost on the way. */
    private final transient List<String> symbols;

    public IngestException(String message) {
        this(message, List.of());
    }

    IngestException(String message, List<String> symbols) {
        super(message);
        this.symbols = symbols;
    }

    public IngestException(String message, Throwable cause) {
        super(message, cause);
        symbols = List.of();
    }

    /** The first symbols of a source that has several, where none was chosen; otherwise none. */
    public List<String> symbols() {
        return symbols;
    }
}
