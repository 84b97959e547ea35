package io.reprise.engine.order;

import io.reprise.codecs.LinkKind;
import io.reprise.codecs.OrderAction;
import io.reprise.codecs.OrderType;
import io.reprise.codecs.Side;
import io.reprise.codecs.TimeInForce;
import io.reprise.engine.domain.HotPath;

/**
 * An order that a strategy wants, before risk: a preallocated record in the slot's arena, written by the strategy stage and
 * read by risk and orders. Prices and quantities at 1e-8.
 */
@HotPath
public final class OrderIntent {
    /** No list. */
    public static final long NULL_LIST = -1;
    /** No end by time. */
    public static final long NULL_TIME = Long.MIN_VALUE;
    /** No limit or stop price. */
    public static final long NULL_PX = Long.MIN_VALUE;

    public long orderId;
    public int strategyId;
    public int instrumentId;
    /** {@link io.reprise.codecs.OrderAction} value. */
    public byte action;
    /** {@link io.reprise.codecs.Side} value. */
    public byte side;
    /** {@link io.reprise.codecs.OrderType} value. */
    public byte type;
    /** {@link io.reprise.codecs.TimeInForce} value. */
    public byte timeInForce;
    /** Whether it only takes back what is held or still working; such an order is never denied for funds. */
    public boolean closing;

    /** Whether the strategy's replica has room for it; risk denies it otherwise. */
    public boolean held;

    public long orderQty;
    public long limitPx;
    public long stopPx;
    /** When a GTD order ends, ns; {@link #NULL_TIME} of others. */
    public long expireTimeNs = NULL_TIME;
    /** How far a trailing stop stays behind, {@link #NULL_PX} of others. */
    public long trailOffset = NULL_PX;
    /** What an iceberg shows at a time, {@link #NULL_PX} of others. */
    public long displayQty = NULL_PX;
    /** First order of the list that it is linked in, {@link #NULL_LIST} without links. */
    public long listId = NULL_LIST;
    /** {@link io.reprise.codecs.LinkKind} value. */
    public byte linkKind;
    /** {@link ExecFlags}. */
    public byte execFlags;
    /** What a unit is expected to cost: the last price after slippage and tick. */
    public long estimatePx;

    /** Leaves it without what only some orders have. */
    public void clearTerms() {
        expireTimeNs = NULL_TIME;
        trailOffset = NULL_PX;
        displayQty = NULL_PX;
        listId = NULL_LIST;
        linkKind = (byte) LinkKind.NONE.value();
        execFlags = ExecFlags.NONE;
    }

    /** Takes what only some orders have from a ticket. */
    public void setTerms(OrderTicket ticket) {
        expireTimeNs = ticket.expireTimeNs();
        trailOffset = ticket.trailOffset();
        displayQty = ticket.displayQty();
        listId = ticket.listId();
        linkKind = (byte) ticket.linkKind().value();
        execFlags = (byte) ticket.execFlags();
    }

    /** Whether it has anything that version 1 of the frames could not say. */
    public boolean hasTerms() {
        return type > OrderType.STOP.value()
                || timeInForce > TimeInForce.FOK.value()
                || expireTimeNs != NULL_TIME
                || trailOffset != NULL_PX
                || displayQty != NULL_PX
                || linkKind != LinkKind.NONE.value()
                || execFlags != ExecFlags.NONE;
    }

    /** Whether its type, time in force and instructions go together. */
    public boolean combines() {
        return OrderRules.combines(
                OrderType.get(type),
                TimeInForce.get(timeInForce),
                execFlags,
                displayQty != NULL_PX,
                LinkKind.get(linkKind));
    }

    public boolean isReduceOnly() {
        return (execFlags & ExecFlags.REDUCE_ONLY) != 0;
    }

    /** How far its list's first order lies back, 0 without one. */
    public int listBack() {
        return listId == NULL_LIST ? 0 : Math.toIntExact(orderId - listId);
    }

    /** Makes this the wish to cancel a working order. */
    public void toCancel(long workingOrderId, int ownerId, int instrument) {
        orderId = workingOrderId;
        strategyId = ownerId;
        instrumentId = instrument;
        action = (byte) OrderAction.CANCEL.value();
        side = (byte) Side.NONE.value();
        type = (byte) OrderType.MARKET.value();
        timeInForce = (byte) TimeInForce.GTC.value();
        closing = true;
        held = true;
        orderQty = 0;
        limitPx = NULL_PX;
        stopPx = NULL_PX;
        estimatePx = NULL_PX;
        clearTerms();
    }
}
