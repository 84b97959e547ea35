package io.reprise.engine.order;

import io.reprise.engine.domain.HotPath;

/** What has become of an order. <i>Denied</i> is our own risk's word, <i>rejected</i> the venue's. */
@HotPath
public enum OrderStatus {
    /** Submitted; nothing heard from risk or venue. */
    PENDING,
    /** Accepted by the venue, nothing filled. */
    OPEN,
    PARTIALLY_FILLED,
    FILLED,
    /** Ended by request, by its time in force, or by self-trade prevention; it may have fills. */
    CANCELED,
    REJECTED,
    DENIED,
    /** Ended by time or by the end of the data; it may have fills. */
    EXPIRED;

    private static final OrderStatus[] VALUES = values();
    /**
     * By ordinal, a bit for each status that may follow. A venue may fill or end an order without accepting it first.
     */
    private static final int[] NEXT = {
        bits(OPEN, PARTIALLY_FILLED, FILLED, CANCELED, REJECTED, DENIED, EXPIRED), // PENDING
        bits(PARTIALLY_FILLED, FILLED, CANCELED, EXPIRED), // OPEN
        bits(PARTIALLY_FILLED, FILLED, CANCELED, EXPIRED), // PARTIALLY_FILLED
        0, // FILLED
        0, // CANCELED
        0, // REJECTED
        0, // DENIED
        0, // EXPIRED
    };

    /** The status with this ordinal, as state is saved. */
    static OrderStatus of(int ordinal) {
        return VALUES[ordinal];
    }

    public boolean canBecome(OrderStatus next) {
        return (NEXT[ordinal()] & 1 << next.ordinal()) != 0;
    }

    /** Whether nothing follows: the order no longer works. */
    public boolean isClosed() {
        return NEXT[ordinal()] == 0;
    }

    /**
     * Answers the next status.
     *
     * @throws IllegalStateException if it may not follow this one
     */
    public OrderStatus to(OrderStatus next) {
        if (!canBecome(next)) {
            throw new IllegalStateException("an order that is " + this + " cannot become " + next);
        }
        return next;
    }

    private static int bits(OrderStatus... statuses) {
        int bits = 0;
        for (OrderStatus status : statuses) {
            bits |= 1 << status.ordinal();
        }
        return bits;
    }
}
