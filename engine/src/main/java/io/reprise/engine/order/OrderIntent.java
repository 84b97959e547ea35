package io.reprise.engine.order;

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
    /** What a unit is expected to cost: the last price after slippage and tick. */
    public long estimatePx;

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
    }
}
