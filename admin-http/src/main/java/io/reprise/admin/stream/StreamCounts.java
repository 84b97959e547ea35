package io.reprise.admin.stream;

import java.util.concurrent.atomic.LongAdder;

/** What the stream did so far. Safe from any thread. */
public final class StreamCounts {
    private final LongAdder sent = new LongAdder();
    private final LongAdder conflated = new LongAdder();
    private final LongAdder dropped = new LongAdder();

    void sent() {
        sent.increment();
    }

    void conflated() {
        conflated.increment();
    }

    void dropped() {
        dropped.increment();
    }

    /** Messages that clients took. */
    public long messagesSent() {
        return sent.sum();
    }

    /** Messages that a newer one of their topic replaced before they were sent. */
    public long messagesConflated() {
        return conflated.sum();
    }

    /** Clients that were too slow. */
    public long clientsDropped() {
        return dropped.sum();
    }
}
