package io.reprise.engine.book;

import io.reprise.codecs.BookAction;
import io.reprise.codecs.BookDeltaDecoder;
import io.reprise.codecs.BookSnapshotDecoder;
import io.reprise.codecs.FlagsDecoder;
import io.reprise.codecs.Side;
import io.reprise.engine.domain.HotPath;
import io.reprise.engine.domain.StateInput;
import io.reprise.engine.domain.StateOutput;
import io.reprise.engine.domain.Stateful;
import io.reprise.engine.event.Event;

/**
 * The book of one instrument, kept by the frames of its feed. A run of frames from FIRST to LAST is one update; only
 * then is the book looked at. What is checked, and what follows from it, is in docs/books.md. Owned by the thread that
 * drives it.
 */
@HotPath
public final class BookFeed implements Stateful {
    /** The {@code orderKey} of a frame that is about a price, not about an order. */
    public static final long NO_KEY = Long.MIN_VALUE;
    /** The {@code updateId} of a frame whose venue numbers no updates. */
    public static final long NO_UPDATE = Long.MIN_VALUE;

    private final BookDeltaDecoder delta = new BookDeltaDecoder();
    private final BookSnapshotDecoder snapshot = new BookSnapshotDecoder();
    private final int instrumentId;
    private final BookCounts counts = new BookCounts();
    private BookListener listener = BookListener.NONE;
    private Book book;
    private boolean isStale;
    private boolean isSnapshotOpen;
    private boolean isWhole;
    private long updateId = NO_UPDATE;
    private long tsEventNs = TopOfBook.NULL_TS;

    /** No book yet: the first frame says whether it is of prices or of orders. */
    public BookFeed(int instrumentId) {
        this.instrumentId = instrumentId;
    }

    /** The book, null before the first frame. */
    public Book book() {
        return book;
    }

    public BookCounts counts() {
        return counts;
    }

    /** After a gap and before the next snapshot: what the book holds is no market. */
    public boolean isStale() {
        return isStale;
    }

    /** Whether the newest frame completed an update. */
    public boolean isWhole() {
        return isWhole;
    }

    /** Whether prices can be taken from it: there is a book, it is not stale and not crossed. */
    public boolean isUsable() {
        return book != null && !isStale && !book.isCrossed();
    }

    /** The venue's number of the newest update, or {@link #NO_UPDATE}. */
    public long updateId() {
        return updateId;
    }

    /** The venue's time of the newest frame, ns. */
    public long tsEventNs() {
        return tsEventNs;
    }

    /** Tells somebody of each change from now on. */
    public void listen(BookListener newListener) {
        listener = newListener;
        if (book != null) {
            book.listen(newListener);
        }
    }

    /**
     * Takes a BookDelta or BookSnapshot frame.
     *
     * @return whether it completes an update
     */
    public boolean onFrame(Event event) {
        counts.frames++;
        isWhole = event.templateId() == BookSnapshotDecoder.TEMPLATE_ID ? onSnapshot(event) : onDelta(event);
        return isWhole;
    }

    private boolean onSnapshot(Event event) {
        snapshot.wrap(event.buffer(), event.bodyOffset(), event.blockLength(), event.version());
        FlagsDecoder flags = snapshot.flags();
        boolean isLast = flags.last();
        long key = snapshot.orderKey();
        requireBook(key);
        if (flags.first()) {
            book.clear(Side.NONE);
            isSnapshotOpen = true;
            isStale = false;
        } else if (!isSnapshotOpen) {
            counts.unusable++; // its beginning is missing
            return false;
        }
        tsEventNs = event.tsEventNs();
        updateId = snapshot.updateId();
        Side side = snapshot.side();
        if (side != Side.NONE) { // NONE is the one frame of a book without anything
            put(key, side, snapshot.px(), snapshot.qty());
        }
        if (!isLast) {
            return false;
        }
        isSnapshotOpen = false;
        counts.snapshots++;
        return complete();
    }

    private boolean onDelta(Event event) {
        delta.wrap(event.buffer(), event.bodyOffset(), event.blockLength(), event.version());
        boolean isLast = delta.flags().last();
        requireBook(delta.orderKey());
        if (isSnapshotOpen || isStale) {
            counts.unusable++;
            isStale = true; // a snapshot that breaks off is none
            isSnapshotOpen = false;
            return false;
        }
        long id = delta.updateId();
        if (id != NO_UPDATE && updateId != NO_UPDATE && id < updateId) {
            counts.old++;
            return false;
        }
        updateId = id;
        tsEventNs = event.tsEventNs();
        if (delta.action() == BookAction.CLEAR && delta.flags().correction()) {
            onGap();
            return true;
        }
        if (delta.action() == BookAction.CLEAR) {
            book.clear(delta.side());
        } else if (delta.side() == Side.NONE || delta.qty() < 0 || !isFor(delta.orderKey(), delta.px())) {
            counts.unusable++;
        } else if (book instanceof OrderBook orders) {
            onOrder(orders);
        } else {
            onLevel((LevelBook) book);
        }
        return isLast && complete();
    }

    private boolean complete() {
        counts.updates++;
        if (book.isCrossed()) {
            counts.crossed++;
        }
        return true;
    }

    private void requireBook(long key) {
        if (book == null) {
            book = key == NO_KEY ? new LevelBook(instrumentId) : new OrderBook(instrumentId);
            book.listen(listener);
        }
    }

    /** A book of prices takes no orders, nor the other way round, and neither takes what has no price. */
    private boolean isFor(long key, long px) {
        return book.isByOrder() == (key != NO_KEY) && px != Book.NULL_PX;
    }

    private void put(long key, Side side, long px, long qty) {
        if (qty <= 0 || !isFor(key, px)) {
            counts.unusable++;
        } else if (book instanceof OrderBook orders) {
            add(orders, key, side, px, qty);
        } else if (!((LevelBook) book).set(side, px, qty)) {
            counts.dropped++;
        }
    }

    private void onLevel(LevelBook levels) {
        Side side = delta.side();
        long px = delta.px();
        BookAction action = delta.action();
        boolean mustBeThere = action == BookAction.CHANGE || action == BookAction.DELETE;
        if (mustBeThere && levels.levelAt(side, px) == Book.NO_LEVEL) {
            counts.ghosts++;
        }
        if (!levels.set(side, px, action == BookAction.DELETE ? 0 : delta.qty())) {
            counts.dropped++;
        }
    }

    private void onOrder(OrderBook orders) {
        long key = delta.orderKey();
        long qty = delta.qty();
        BookAction action = delta.action();
        int slot = orders.slot(key);
        if (action == BookAction.ADD || action == BookAction.SET && slot == OrderBook.NO_ORDER) {
            if (qty > 0) {
                add(orders, key, delta.side(), delta.px(), qty);
            }
        } else if (slot == OrderBook.NO_ORDER) {
            counts.ghosts++;
            if (action == BookAction.CHANGE && qty > 0) {
                add(orders, key, delta.side(), delta.px(), qty);
            }
        } else if (action == BookAction.DELETE) {
            orders.remove(slot);
        } else if (qty > 0 && orders.side(slot) != delta.side()) {
            orders.remove(slot);
            add(orders, key, delta.side(), delta.px(), qty);
        } else {
            orders.change(slot, delta.px(), qty);
        }
    }

    /** The newest word on an order counts. */
    private void add(OrderBook orders, long key, Side side, long px, long qty) {
        int old = orders.slot(key);
        if (old != OrderBook.NO_ORDER) {
            counts.duplicates++;
            orders.remove(old);
        }
        if (orders.add(key, side, px, qty) == OrderBook.NO_ORDER) {
            counts.dropped++;
        }
    }

    /** Updates are missing: what is in the book is no market until the next snapshot. */
    public void onGap() {
        counts.gaps++;
        if (book != null) {
            book.clear(Side.NONE);
        }
        isStale = true;
        isSnapshotOpen = false;
        updateId = NO_UPDATE;
    }

    @Override
    public void saveState(StateOutput out) {
        out.putInt(book == null ? 0 : book.isByOrder() ? 2 : 1);
        out.putBoolean(isStale);
        out.putBoolean(isSnapshotOpen);
        out.putBoolean(isWhole);
        out.putLong(updateId);
        out.putLong(tsEventNs);
        counts.saveState(out);
        if (book != null) {
            book.saveState(out);
        }
    }

    @Override
    public void loadState(StateInput in) {
        int kind = in.getInt();
        book = switch (kind) {
            case 0 -> null;
            case 1 -> new LevelBook(instrumentId);
            case 2 -> new OrderBook(instrumentId);
            default -> throw new IllegalArgumentException("no kind of book is " + kind);
        };
        isStale = in.getBoolean();
        isSnapshotOpen = in.getBoolean();
        isWhole = in.getBoolean();
        updateId = in.getLong();
        tsEventNs = in.getLong();
        counts.loadState(in);
        if (book != null) {
            book.loadState(in);
            book.listen(listener);
        }
    }
}
