package io.reprise.engine.gateway;

import org.agrona.concurrent.UnsafeBuffer;

/** Where a feed's frames enter the sequence. Owned by the thread that drives the sequence; buffers stay the caller's. */
public interface FeedSink {
    /** Sequences one market frame, with the tsInit it carries, as an event of an instrument of this run. */
    void market(UnsafeBuffer buffer, int offset, int instrumentId);

    /** Sequences one {@code VenueStatus} frame at the tsInit it carries. */
    void status(UnsafeBuffer buffer, int offset);
}
