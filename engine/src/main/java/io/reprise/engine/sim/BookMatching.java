package io.reprise.engine.sim;

import io.reprise.codecs.ExecType;
import io.reprise.codecs.Liquidity;
import io.reprise.codecs.OrderType;
import io.reprise.codecs.Side;
import io.reprise.codecs.TimeInForce;
import io.reprise.engine.book.Book;
import io.reprise.engine.book.BookFeed;
import io.reprise.engine.book.Books;
import io.reprise.engine.book.OrderBook;
import io.reprise.engine.domain.HotPath;
import io.reprise.engine.domain.StateInput;
import io.reprise.engine.domain.StateOutput;
import io.reprise.engine.domain.Stateful;
import io.reprise.engine.gateway.ReportSink;
import io.reprise.engine.order.ExecFlags;

/**
 * Matches our orders with a book: what arrives walks the levels, what rests has a place in the line at its price, and what we
 * took is gone until the book says another quantity there. Owned by the thread that drives the venue.
 */
@HotPath
final class BookMatching implements Stateful {
    /** Levels of a side that we are remembered to have taken from; of more the oldest is forgotten. */
    private static final int TAKEN_MAX = 64;

    private static final long NO_PX = Book.NULL_PX;

    private final Matching matching;
    private final WorkingOrders working;
    private final QueueModel model;
    private Books books;

    /** By instrument, side and place: price, what the book showed there, and what we took of it. */
    private final long[] takenPx;

    private final long[] takenShown;
    private final long[] takenQty;
    private final int[] takenNext;

    BookMatching(int instruments, QueueModel newModel, Matching newMatching, WorkingOrders newWorking) {
        matching = newMatching;
        working = newWorking;
        model = newModel;
        int rows = newModel.isNone() ? 0 : Math.multiplyExact(2 * instruments, TAKEN_MAX);
        takenPx = new long[rows];
        takenShown = new long[rows];
        takenQty = new long[rows];
        takenNext = new int[newModel.isNone() ? 0 : 2 * instruments];
        java.util.Arrays.fill(takenPx, NO_PX);
    }

    void use(Books newBooks) {
        books = newBooks;
    }

    /** The book that an instrument's orders are matched with, null where there is none now. */
    Book book(int instrumentId) {
        if (model.isNone() || books == null) {
            return null;
        }
        BookFeed feed = books.feed(instrumentId);
        return feed != null && feed.isUsable() ? feed.book() : null;
    }

    /** An order that has just arrived, or whose price has come, meets the book. */
    void onArrival(VenueOrder order, Book book, Offer event, ReportSink out) {
        if (!order.isInBook()) {
            return;
        }
        boolean isLimit = order.type == OrderType.LIMIT;
        if (isLimit && (order.execFlags & ExecFlags.POST_ONLY) != 0 && reaches(order, bestPx(order, book))) {
            matching.end(order, ExecType.CANCELED, VenueReason.POST_ONLY, event, out);
            return;
        }
        boolean isShort = order.timeInForce == TimeInForce.FOK && takeable(order, book) < order.leavesQty;
        long lastPx = isShort ? NO_PX : walk(order, book, Liquidity.TAKER, event, out);
        if (order.leavesQty > 0 && !order.stays()) {
            matching.endRest(order, event, out);
        } else if (order.leavesQty > 0 && order.type == OrderType.MARKET_TO_LIMIT && lastPx != NO_PX) {
            order.type = OrderType.LIMIT;
            order.limitPx = lastPx;
            Reports.replaced(out, order, event);
            join(order, book);
        } else if (order.leavesQty > 0 && isLimit) {
            join(order, book);
        }
    }

    /** It stands behind all that the book shows at its price. */
    private static void join(VenueOrder order, Book book) {
        order.resting = true;
        order.levelQty = book.qtyAt(order.side, order.limitPx);
        order.aheadQty = order.levelQty;
        order.priority = book instanceof OrderBook orders ? orders.priorityNext() : 0;
    }

    private static boolean reaches(VenueOrder order, long px) {
        return px != NO_PX
                && (order.type != OrderType.LIMIT || (order.isBuy() ? px <= order.limitPx : px >= order.limitPx));
    }

    private static Side other(VenueOrder order) {
        return order.isBuy() ? Side.SELL : Side.BUY;
    }

    private static long bestPx(VenueOrder order, Book book) {
        return book.bestPx(other(order));
    }

    private long takeable(VenueOrder order, Book book) {
        Side side = other(order);
        long qty = 0;
        for (int level = 0; level < book.levels(side) && qty < order.leavesQty; level++) {
            if (!reaches(order, book.px(side, level))) {
                break;
            }
            qty += available(order.instrumentId, side, book, level);
        }
        return qty;
    }

    /** Takes level by level what is there within the order's price; the last price, {@link #NO_PX} if nothing. */
    private long walk(VenueOrder order, Book book, Liquidity liquidity, Offer event, ReportSink out) {
        Side side = other(order);
        boolean isMaker = liquidity == Liquidity.MAKER;
        long lastPx = NO_PX;
        for (int level = 0; level < book.levels(side) && matching.wantedQty(order) > 0; level++) {
            long px = book.px(side, level);
            if (!reaches(order, px)) {
                break;
            }
            long lotQty = matching.lotQty(order.instrumentId);
            long there = available(order.instrumentId, side, book, level);
            long qty = Math.min(matching.wantedQty(order), there - there % lotQty);
            if (qty > 0) {
                take(order.instrumentId, side, px, book.qty(side, level), qty);
                lastPx = isMaker ? order.limitPx : px;
                VenueReason reason = isMaker ? VenueReason.BOOK_CAME : VenueReason.BOOK_TAKEN;
                matching.fillInBook(order, lastPx, qty, liquidity, isMaker ? order.aheadQty : 0, reason, event, out);
            }
        }
        return lastPx;
    }

    /** An update of the book is whole: places in the line move, and what the book has come to fills. */
    void onBook(int instrumentId, Book book, Offer event, ReportSink out) {
        VenueOrder order = working.first(instrumentId);
        while (order != null) {
            VenueOrder next = order.nextOfInstrument;
            if (order.isInBook() && order.arrivalNs <= event.startNs) {
                if (order.type == OrderType.LIMIT && order.resting && order.isQueued()) {
                    move(order, book);
                    if (reaches(order, bestPx(order, book))) {
                        walk(order, book, Liquidity.MAKER, event, out);
                    }
                } else {
                    onArrival(order, book, event, out);
                }
            }
            order = next;
        }
    }

    private void move(VenueOrder order, Book book) {
        long levelQty = book.qtyAt(order.side, order.limitPx);
        order.aheadQty = book instanceof OrderBook orders
                ? Math.min(order.aheadQty, orders.qtyAhead(order.side, order.limitPx, order.priority))
                : model.aheadAfter(order.aheadQty, Math.max(0, order.levelQty - order.tradedQty), levelQty);
        order.levelQty = levelQty;
        order.tradedQty = 0;
    }

    private long available(int instrumentId, Side side, Book book, int level) {
        long shown = book.qty(side, level);
        int at = find(instrumentId, side, book.px(side, level));
        return at < 0 || takenShown[at] != shown ? shown : Math.max(0, shown - takenQty[at]);
    }

    private void take(int instrumentId, Side side, long px, long shown, long qty) {
        int at = find(instrumentId, side, px);
        if (at < 0) {
            int row = row(instrumentId, side);
            at = row * TAKEN_MAX + takenNext[row];
            takenNext[row] = (takenNext[row] + 1) % TAKEN_MAX;
            takenPx[at] = px;
            takenQty[at] = 0;
        } else if (takenShown[at] != shown) {
            takenQty[at] = 0;
        }
        takenShown[at] = shown;
        takenQty[at] += qty;
    }

    private static int row(int instrumentId, Side side) {
        return 2 * instrumentId + (side == Side.BUY ? 0 : 1);
    }

    private int find(int instrumentId, Side side, long px) {
        int from = row(instrumentId, side) * TAKEN_MAX;
        for (int at = from; at < from + TAKEN_MAX; at++) {
            if (takenPx[at] == px) {
                return at;
            }
        }
        return -1;
    }

    @Override
    public void saveState(StateOutput out) {
        out.putLongs(takenPx, takenPx.length);
        out.putLongs(takenShown, takenShown.length);
        out.putLongs(takenQty, takenQty.length);
        for (int next : takenNext) {
            out.putInt(next);
        }
    }

    @Override
    public void loadState(StateInput in) {
        in.getLongs(takenPx, takenPx.length);
        in.getLongs(takenShown, takenShown.length);
        in.getLongs(takenQty, takenQty.length);
        for (int i = 0; i < takenNext.length; i++) {
            takenNext[i] = in.getInt();
        }
    }
}
