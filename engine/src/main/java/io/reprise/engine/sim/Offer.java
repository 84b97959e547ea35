package io.reprise.engine.sim;

import io.reprise.codecs.Side;
import io.reprise.engine.book.Book;
import io.reprise.engine.domain.HotPath;
import io.reprise.engine.fixed.Fixed;

/**
 * What the market event at hand offers our orders: scratch of one call. A trade is a bar that covers its one nanosecond
 * and has one price. A quote, or a book level by level, is a trade with those of our orders that stand opposite. Owned by the thread that drives the venue.
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

    /** Of a quote or a book, the side of our orders that it is offered to; null of what has no sides. */
    Side side;

    private Book book;
    private int level;
    private long lotQty;
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

    /** A quote's price for our orders of one side. */
    void setQuote(long tsEventNs, Side ofOrders, long px, long newEventNo) {
        setTrade(tsEventNs, px, newEventNo);
        side = ofOrders;
    }

    /** A book's levels for our orders of one side, from the best on; there must be one. */
    void setBook(long tsEventNs, Side ofOrders, Book newBook, long newEventNo) {
        setQuote(tsEventNs, ofOrders, newBook.bestPx(opposite(ofOrders)), newEventNo);
        book = newBook;
        level = 0;
    }

    private static Side opposite(Side one) {
        return one == Side.BUY ? Side.SELL : Side.BUY;
    }

    /** Goes on to the book's next level, when this one is taken and the next is not beyond a limit, if there is one. */
    boolean nextLevel(long limitPx) {
        Side from = side == null ? null : opposite(side);
        if (book == null || unlimited || leftQty > 0 || level + 1 >= book.levels(from)) {
            return false;
        }
        long px = book.px(from, level + 1);
        if (isWorse(px, limitPx)) {
            return false;
        }
        level++;
        openPx = px;
        highPx = px;
        lowPx = px;
        closePx = px;
        setQty(book.qty(from, level), lotQty);
        return true;
    }

    private boolean isWorse(long px, long limitPx) {
        return limitPx != Fixed.NULL_PX && (side == Side.BUY ? px > limitPx : px < limitPx);
    }

    /** How much of a quantity could be taken now, at this level and those behind it that a limit allows. */
    long reachable(long qty, long limitPx) {
        long reach = available(qty);
        if (book == null || unlimited) {
            return reach;
        }
        Side from = opposite(side);
        for (int next = level + 1; reach < qty && next < book.levels(from); next++) {
            if (isWorse(book.px(from, next), limitPx)) {
                return reach;
            }
            long levelQty = book.qty(from, next);
            reach = Math.min(qty, reach + levelQty - levelQty % lotQty);
        }
        return reach;
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
        side = null;
        book = null;
        eventNo = newEventNo;
    }

    void setUnlimited() {
        unlimited = true;
        leftQty = Long.MAX_VALUE;
        offeredQty = 0;
    }

    /** Offers a quantity's whole lots. */
    void setQty(long qty, long newLotQty) {
        unlimited = false;
        lotQty = newLotQty;
        leftQty = qty - qty % newLotQty;
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
