package io.reprise.research.ingest;

/** Market events in order of their time, one at a time. Owned by the thread that reads. */
interface MarketStream extends AutoCloseable {
    /** Goes to the next event; false at the end. */
    boolean advance();

    /** Time of the current event, ns since 1970 UTC. */
    long tsEventNs();

    /** Writes the current event. */
    void writeTo(FrameWriter writer);

    /** Takes the current event back: it cannot be written. */
    void rejectLast(String reason);

    @Override
    void close();
}
