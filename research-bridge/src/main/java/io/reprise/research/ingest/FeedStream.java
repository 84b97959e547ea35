package io.reprise.research.ingest;

/** What a recorded feed says. */
public enum FeedStream {
    /** Public prints. */
    TRADES,
    /** Best bid and ask. */
    QUOTES,
    /** Levels or orders. */
    BOOK
}
