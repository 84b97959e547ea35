package io.reprise.engine.gateway;

import io.reprise.engine.domain.HotPath;

/**
 * What became of a feed's messages: received is sequenced and duplicates and outOfOrder and malformed, together; what the
 * venue sent and never came is missing. Written by the thread that drives the feed.
 */
@HotPath
public final class FeedCounts {
    long received;
    long sequenced;
    long duplicates;
    long outOfOrder;
    long malformed;
    long gaps;
    long missing;
    long clockJumps;
    long ownClockBack;
    long disconnects;
    long statuses;

    FeedCounts() {}

    /** Messages that came. */
    public long received() {
        return received;
    }

    /** Messages that became events. */
    public long sequenced() {
        return sequenced;
    }

    /** Dropped: their number had been seen. */
    public long duplicates() {
        return duplicates;
    }

    /** Dropped: they came after a later one. */
    public long outOfOrder() {
        return outOfOrder;
    }

    /** Dropped: not understood, of no known instrument, outside a connection, or with a time that cannot be. */
    public long malformed() {
        return malformed;
    }

    /** Times that numbers were left out. */
    public long gaps() {
        return gaps;
    }

    /** Numbers left out; those that came late after all are counted in outOfOrder too. */
    public long missing() {
        return missing;
    }

    /** Of the malformed: their time was too far from ours. */
    public long clockJumps() {
        return clockJumps;
    }

    /** Messages at which our own clock had gone back; they were known at the time of the one before. */
    public long ownClockBack() {
        return ownClockBack;
    }

    /** Connections that were lost. */
    public long disconnects() {
        return disconnects;
    }

    /** Status frames sequenced. */
    public long statuses() {
        return statuses;
    }
}
