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
    long closePx;
    /** Whether it is the first and the last part of its event; a trade and a bar without a path are both. */
    boolean opens;

    boolean closes;

    private boolean unlimited;
    private long leftQty;
    private long offeredQty;

    void setTrade(long tsEventNs, long px, long newEventNo) {
        set(tsEventNs, tsEventNs + 1, px, px, px, px, newEventNo);
        bar = false;
    }

    void setBar(long newStartNs, long newEndNs, long open, long high, long low, long close, long newEventNo) {
        set(newStartNs, newEndNs, open, high, low, close, newEventNo);
        bar = true;
    }

    /** Makes it the part of its bar in which the price goes straight from one to another. */
    void setLeg(long fromPx, long toPx, boolean isFirst, boolean isLast) {
        openPx = fromPx;
        highPx = Math.max(fromPx, toPx);
        lowPx = Math.min(fromPx, toPx);
        closePx = toPx;
        opens = isFirst;
        closes = isLast;
    }

    /** A time at which something happens to our orders and nothing in the market. */
    Offer setMoment(long ns) {
        startNs = ns;
        eventNo = Reports.NULL_MARKET_EVENT;
        return this;
    }

    private void set(long newStartNs, long newEndNs, long open, long high, long low, long close, long newEventNo) {
        startNs = newStartNs;
        endNs = newEndNs;
        openPx = open;
        highPx = high;
        lowPx = low;
        closePx = close;
        opens = true;
        closes = true;
        eventNo = newEventNo;
    }

    void setUnlimited() {
        unlimited = true;
        leftQty = Long.MAX_VALUE;
        offeredQty = 0;
    }

    /** Offers a quantity's whole lots. */
    void setQty(long qty, long lotQty) {
        unlimited = false;
        leftQty = qty - qty % lotQty;
        offeredQty = leftQty;
    }

    /** What the event offers in all, 0 where that is not known. */
    long offeredQty() {
        return offeredQty;
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
