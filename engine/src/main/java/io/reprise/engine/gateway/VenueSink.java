package io.reprise.engine.gateway;

import org.agrona.concurrent.UnsafeBuffer;

/** Where what a venue said enters the sequence. Owned by the thread that drives the sequence; buffers stay the caller's. */
public interface VenueSink {
    /** Sequences one {@code ExecutionReport} frame at the tsInit it carries. */
    void report(UnsafeBuffer buffer, int offset);

    /** Sequences one {@code VenueStatus} frame at the tsInit it carries. */
    void status(UnsafeBuffer buffer, int offset);
}
