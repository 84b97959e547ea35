package io.reprise.engine.sim;

import io.reprise.codecs.LinkKind;
import io.reprise.codecs.OrderCommandDecoder;
import io.reprise.codecs.OrderType;
import io.reprise.codecs.Side;
import io.reprise.codecs.TimeInForce;
import io.reprise.engine.domain.Derived;
import io.reprise.engine.domain.HotPath;
import io.reprise.engine.domain.StateInput;
import io.reprise.engine.domain.StateOutput;
import io.reprise.engine.domain.Stateful;
import io.reprise.engine.order.ExecFlags;
import io.reprise.engine.order.OrderRules;

/**
 * One order that works at the venue: a slot, used again and again. Prices and quantities at 1e-8. Owned by the thread
 * that drives the venue.
 */
@HotPath
final class VenueOrder implements Stateful {
    /** It does not end by time. */
    static final long NEVER = Long.MAX_VALUE;
    /** It has no place in a book. */
    static final long NOT_QUEUED = -1;

    private static final long NULL_PX = OrderCommandDecoder.limitPxNullValue();
    /** Beside the time in force in the state: more of the order follows. */
    private static final int HAS_TERMS = 0x100;

    /** Its place in the pool. */
    @Derived
    final int slot;

    long orderId;
    long venueOrderId;
    long causeSeq;
    long arrivalNs;
    int instrumentId;
    int strategyId;
    Side side;
    /** What waited for a price and was triggered is a MARKET or LIMIT order from then on. */
    OrderType type;

    TimeInForce timeInForce;
    long leavesQty;
    long limitPx;
    long stopPx;
    /** A limit order that has seen an event in time: it no longer takes. */
    boolean resting;

    long orderQty;
    /** Traded, of it. */
    long cumQty;
    /** Of what has traded, kept for fees by the order. */
    long cumNotional;
    /** When a GTD or DAY order ends, {@link #NEVER} of others; of an order for the open or the close when that is. */
    long dueNs;

    long trailOffset;
    /** What an iceberg shows at a time, 0 of others. */
    long displayQty;
    /** What is left of what it shows. */
    long shownQty;

    int execFlags;
    LinkKind linkKind;
    /** The first order of its list; of an order without a list its own id. */
    long listId;
    /** Of a child, as much as its parent has filled. */
    long releasedQty;

    /** In the line at its price, by a queue model: what stands ahead, {@link #NOT_QUEUED} where there is no line. */
    long aheadQty;
    /** What the book showed at its price at the last update, and what has traded there since. */
    long levelQty;

    long tradedQty;
    /** Its place in a book that knows each order. */
    long priority;

    /** The last part of an event that it took part in, so that none takes part twice. */
    @Derived
    long passSeen;

    /** The part of an event in which its parent's fill released it, and whether that was at the opening price. */
    @Derived
    long passReleased;

    @Derived
    boolean releasedAtOpen;

    @Derived
    VenueOrder previousOfInstrument;

    @Derived
    VenueOrder nextOfInstrument;

    @Derived
    VenueOrder previous;

    /** The next order in order of arrival; of a free slot, the next free slot. */
    @Derived
    VenueOrder next;

    VenueOrder(int slot) {
        this.slot = slot;
    }

    void set(OrderCommandDecoder command, long newVenueOrderId, long newArrivalNs) {
        orderId = command.orderId();
        venueOrderId = newVenueOrderId;
        causeSeq = command.causeSeq();
        arrivalNs = newArrivalNs;
        instrumentId = command.instrumentId();
        strategyId = command.strategyId();
        side = command.side();
        type = command.orderType();
        timeInForce = command.timeInForce();
        leavesQty = command.orderQty();
        limitPx = command.limitPx();
        stopPx = command.stopPx();
        resting = false;
        orderQty = leavesQty;
        cumQty = 0;
        cumNotional = 0;
        dueNs = NEVER;
        trailOffset = command.trailOffset();
        displayQty = command.displayQty() == NULL_PX ? 0 : command.displayQty();
        shownQty = displayQty;
        execFlags = ExecFlags.of(command.execInst());
        LinkKind kind = command.linkKind();
        linkKind = kind == LinkKind.NULL_VAL ? LinkKind.NONE : kind;
        listId = linkKind == LinkKind.NONE ? orderId : orderId - command.listBack();
        releasedQty = 0;
        aheadQty = NOT_QUEUED;
        levelQty = 0;
        tradedQty = 0;
        priority = 0;
        passSeen = 0;
        passReleased = 0;
        releasedAtOpen = false;
    }

    boolean isQueued() {
        return aheadQty != NOT_QUEUED;
    }

    boolean isReduceOnly() {
        return (execFlags & ExecFlags.REDUCE_ONLY) != 0;
    }

    boolean isChild() {
        return OrderRules.isChild(linkKind);
    }

    boolean isLinked() {
        return linkKind != LinkKind.NONE;
    }

    /** What of it may trade: all, but of a child only what its parent has released. */
    long openQty() {
        return isChild() ? Math.min(leavesQty, releasedQty - (orderQty - leavesQty)) : leavesQty;
    }

    /** Whether another of our orders could meet it: not before its trigger, its parent's fill, or its auction. */
    boolean isInBook() {
        return !OrderRules.waits(type)
                && timeInForce != TimeInForce.AT_THE_OPEN
                && timeInForce != TimeInForce.AT_THE_CLOSE
                && openQty() > 0;
    }

    /** Whether it is good until it is filled, canceled or its time is up. */
    boolean stays() {
        return timeInForce == TimeInForce.GTC || timeInForce == TimeInForce.GTD || timeInForce == TimeInForce.DAY;
    }

    /** Whether it has anything that is not in the state of the plainest orders. */
    private boolean hasTerms() {
        return isLinked()
                || execFlags != 0
                || displayQty != 0
                || dueNs != NEVER
                || trailOffset != NULL_PX
                || isQueued()
                || orderQty != leavesQty;
    }

    boolean isBuy() {
        return side == Side.BUY;
    }

    @Override
    public void saveState(StateOutput out) {
        out.putLong(orderId);
        out.putLong(venueOrderId);
        out.putLong(causeSeq);
        out.putLong(arrivalNs);
        out.putInt(instrumentId);
        out.putInt(strategyId);
        out.putInt(side.value());
        out.putInt(type.value());
        out.putInt(timeInForce.value() | (hasTerms() ? HAS_TERMS : 0));
        out.putLong(leavesQty);
        out.putLong(limitPx);
        out.putLong(stopPx);
        out.putBoolean(resting);
        if (hasTerms()) {
            out.putLong(orderQty);
            out.putLong(cumQty);
            out.putLong(cumNotional);
            out.putLong(dueNs);
            out.putLong(trailOffset);
            out.putLong(displayQty);
            out.putLong(shownQty);
            out.putInt(execFlags);
            out.putInt(linkKind.value());
            out.putLong(listId);
            out.putLong(releasedQty);
            out.putLong(aheadQty);
            out.putLong(levelQty);
            out.putLong(tradedQty);
            out.putLong(priority);
        }
    }

    @Override
    public void loadState(StateInput in) {
        orderId = in.getLong();
        venueOrderId = in.getLong();
        causeSeq = in.getLong();
        arrivalNs = in.getLong();
        instrumentId = in.getInt();
        strategyId = in.getInt();
        side = Side.get((short) in.getInt());
        type = OrderType.get((short) in.getInt());
        int word = in.getInt();
        timeInForce = TimeInForce.get((short) (word & ~HAS_TERMS));
        leavesQty = in.getLong();
        limitPx = in.getLong();
        stopPx = in.getLong();
        resting = in.getBoolean();
        boolean hasTerms = (word & HAS_TERMS) != 0;
        orderQty = hasTerms ? in.getLong() : leavesQty;
        cumQty = hasTerms ? in.getLong() : 0;
        cumNotional = hasTerms ? in.getLong() : 0;
        dueNs = hasTerms ? in.getLong() : NEVER;
        trailOffset = hasTerms ? in.getLong() : NULL_PX;
        displayQty = hasTerms ? in.getLong() : 0;
        shownQty = hasTerms ? in.getLong() : 0;
        execFlags = hasTerms ? in.getInt() : 0;
        linkKind = hasTerms ? LinkKind.get((short) in.getInt()) : LinkKind.NONE;
        listId = hasTerms ? in.getLong() : orderId;
        releasedQty = hasTerms ? in.getLong() : 0;
        aheadQty = hasTerms ? in.getLong() : NOT_QUEUED;
        levelQty = hasTerms ? in.getLong() : 0;
        tradedQty = hasTerms ? in.getLong() : 0;
        priority = hasTerms ? in.getLong() : 0;
        passSeen = 0;
        passReleased = 0;
        releasedAtOpen = false;
    }
}
