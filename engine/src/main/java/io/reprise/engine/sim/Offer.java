package io.reprise.engine.sim;

import io.reprise.engine.domain.HotPath;

/**
 * What the market event at hand offers our orders: scratch of one call. A trade is a bar that covers its one nanosecond
 * and has one price. Owned by the thread that drives the venue.
 */
@HotPath
final class Offer {
    long eventNo;
    long startNs;
    /** Exclusive: an order that arrived before it is in time. For a trade this is the nanosecond after, so "at" is in time. */
    long endNs;

    boolean bar;
    long openPx;
    long highPx;
    long lowPx;
    private boolean unlimited;
    private long leftQty;

    void setTrade(long tsEventNs, long px, long newEventNo) {
        set(tsEventNs, tsEventNs + 1, px, px, px, newEventNo);
        bar = false;
    }

    void setBar(long newStartNs, long newEndNs, long open, long high, long low, long newEventNo) {
        set(newStartNs, newEndNs, open, high, low, newEventNo);
        bar = true;
    }

    private void set(long newStartNs, long newEndNs, long open, long high, long low, long newEventNo) {
        startNs = newStartNs;
        endNs = newEndNs;
        openPx = open;
        highPx = high;
        lowPx = low;
        eventNo = newEventNo;
    }

    void setUnlimited() {
        unlimited = true;
        leftQty = Long.MAX_VALUE;
    }

    /** Offers a quantity's whole lots. */
    void setQty(long qty, long lotQty) {
        unlimited = false;
        leftQty = qty - qty % lotQty;
    }

    /** How much of a quantity is still there. */
    long available(long qty) {
        return Math.min(qty, leftQty);
    }

    void take(long qty) {
        if (!unlimited) {
            leftQty -= qty;
        }
    }
}
