package io.reprise.engine.book;

import io.reprise.codecs.Side;
import io.reprise.engine.domain.HotPath;
import io.reprise.engine.domain.Stateful;

/**
 * What is for sale and wanted of one instrument, by price: levels are numbered from 0, the best of a side. Prices and
 * quantities are at 1e-8. {@link LevelBook} knows quantities only, {@link OrderBook} each order. Owned by the thread
 * that drives it; a view of it is for that thread only.
 */
@HotPath
public abstract sealed class Book implements Stateful permits LevelBook, OrderBook {
    public static final long NULL_PX = TopOfBook.NULL_PX;
    public static final long NULL_QTY = TopOfBook.NULL_QTY;
    /** {@link #levelAt} finds nothing. */
    public static final int NO_LEVEL = Ladder.NONE;

    private final int instrumentId;
    private final Ladder bids;
    private final Ladder asks;
    private BookListener listener = BookListener.NONE;

    Book(int instrumentId, int levelsMax) {
        this.instrumentId = instrumentId;
        bids = new Ladder(true, levelsMax);
        asks = new Ladder(false, levelsMax);
    }

    final Ladder ladder(Side side) {
        return side == Side.BUY ? bids : asks;
    }

    final BookListener listener() {
        return listener;
    }

    /** Tells somebody of each change from now on. */
    public final void listen(BookListener newListener) {
        listener = newListener;
    }

    public final int instrumentId() {
        return instrumentId;
    }

    /** Whether it knows each order. */
    public abstract boolean isByOrder();

    /** How many prices a side has. */
    public final int levels(Side side) {
        return ladder(side).size();
    }

    /** Price of a level, 0 being the best, below {@link #levels}. */
    public final long px(Side side, int level) {
        return ladder(side).px(level);
    }

    /** Quantity of a level, 0 being the best, below {@link #levels}. */
    public abstract long qty(Side side, int level);

    /** The level of a price, or {@link #NO_LEVEL}. */
    public final int levelAt(Side side, long px) {
        return ladder(side).find(px);
    }

    /** Quantity at a price, 0 where there is none. */
    public final long qtyAt(Side side, long px) {
        int level = levelAt(side, px);
        return level == NO_LEVEL ? 0 : qty(side, level);
    }

    /** Best price of a side, or {@link #NULL_PX}. */
    public final long bestPx(Side side) {
        Ladder ladder = ladder(side);
        return ladder.size() == 0 ? NULL_PX : ladder.px(0);
    }

    /** Quantity at the best price of a side, or {@link #NULL_QTY}. */
    public final long bestQty(Side side) {
        return levels(side) == 0 ? NULL_QTY : qty(side, 0);
    }

    /** Whether a buyer bids what a seller asks, or more: no market at rest looks so. */
    public final boolean isCrossed() {
        return bids.size() > 0 && asks.size() > 0 && bids.px(0) >= asks.px(0);
    }

    /** Takes out everything of a side, or of both for {@link Side#NONE}. */
    public abstract void clear(Side side);
}
