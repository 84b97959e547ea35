package io.reprise.engine.order;

import io.reprise.codecs.LinkKind;
import io.reprise.codecs.OrderType;
import io.reprise.codecs.Side;
import io.reprise.codecs.TimeInForce;
import io.reprise.engine.domain.HotPath;

/**
 * An order as one fills it in: {@code order(Side.SELL, qty).stopLimit(stopPx, limitPx).day().reduceOnly().send()}. One ticket
 * serves all orders of its owner; what is not said is a GTC market order. Prices and quantities at 1e-8. Owned by the thread of
 * whoever sends.
 */
@HotPath
public final class OrderTicket {
    /** Who takes a ticket that is filled in. */
    @FunctionalInterface
    public interface Desk {
        /** Sends the order; its id, or -1 when there is no room for more. */
        long send(OrderTicket ticket);
    }

    private final Desk desk;
    private int leg;
    private Side side;
    private long qty;
    private OrderType type;
    private TimeInForce timeInForce;
    private long limitPx;
    private long stopPx;
    private long expireTimeNs;
    private long trailOffset;
    private long displayQty;
    private long listId;
    private LinkKind linkKind;
    private int execFlags;

    public OrderTicket(Desk newDesk) {
        desk = newDesk;
        clear(0, Side.NONE, 0);
    }

    /** A GTC market order in a leg, whatever the ticket said before. */
    public OrderTicket clear(int newLeg, Side newSide, long newQty) {
        leg = newLeg;
        side = newSide;
        qty = newQty;
        type = OrderType.MARKET;
        timeInForce = TimeInForce.GTC;
        limitPx = OrderIntent.NULL_PX;
        stopPx = OrderIntent.NULL_PX;
        expireTimeNs = OrderIntent.NULL_TIME;
        trailOffset = OrderIntent.NULL_PX;
        displayQty = OrderIntent.NULL_PX;
        listId = OrderIntent.NULL_LIST;
        linkKind = LinkKind.NONE;
        execFlags = ExecFlags.NONE;
        return this;
    }

    /** Takes the type, prices and time in force as they are. */
    public OrderTicket of(OrderType newType, long newLimitPx, long newStopPx, TimeInForce newTimeInForce) {
        type = newType;
        limitPx = newLimitPx;
        stopPx = newStopPx;
        timeInForce = newTimeInForce;
        return this;
    }

    public OrderTicket limit(long px) {
        return of(OrderType.LIMIT, px, OrderIntent.NULL_PX, timeInForce);
    }

    /** A market order once the price is at or beyond it, against the order. */
    public OrderTicket stop(long px) {
        return of(OrderType.STOP, OrderIntent.NULL_PX, px, timeInForce);
    }

    /** A limit order once the price is at or beyond the stop. */
    public OrderTicket stopLimit(long newStopPx, long newLimitPx) {
        return of(OrderType.STOP_LIMIT, newLimitPx, newStopPx, timeInForce);
    }

    /** A market order once the price is at or beyond it, in favor of the order. */
    public OrderTicket ifTouched(long px) {
        return of(OrderType.MARKET_IF_TOUCHED, OrderIntent.NULL_PX, px, timeInForce);
    }

    /** A limit order once the touch price is reached. */
    public OrderTicket limitIfTouched(long touchPx, long newLimitPx) {
        return of(OrderType.LIMIT_IF_TOUCHED, newLimitPx, touchPx, timeInForce);
    }

    /** Takes what is offered first; what is left of it rests at the price that it got. */
    public OrderTicket marketToLimit() {
        return of(OrderType.MARKET_TO_LIMIT, OrderIntent.NULL_PX, OrderIntent.NULL_PX, timeInForce);
    }

    /** A stop that follows the best price since it arrived at a distance. */
    public OrderTicket trailingStop(long offset) {
        trailOffset = offset;
        return of(OrderType.TRAILING_STOP, OrderIntent.NULL_PX, OrderIntent.NULL_PX, timeInForce);
    }

    /** As {@link #trailingStop}, at a fraction of the price. */
    public OrderTicket trailingStopPercent(long fraction) {
        execFlags |= ExecFlags.TRAIL_PERCENT;
        return trailingStop(fraction);
    }

    /** A stop-limit order both of whose prices follow the best price: the limit keeps its distance from the stop. */
    public OrderTicket trailingStopLimit(long offset, long newStopPx, long newLimitPx) {
        trailOffset = offset;
        return of(OrderType.TRAILING_STOP_LIMIT, newLimitPx, newStopPx, timeInForce);
    }

    /** Shows no more than this at a time. */
    public OrderTicket iceberg(long newDisplayQty) {
        displayQty = newDisplayQty;
        return this;
    }

    public OrderTicket postOnly() {
        execFlags |= ExecFlags.POST_ONLY;
        return this;
    }

    public OrderTicket reduceOnly() {
        execFlags |= ExecFlags.REDUCE_ONLY;
        return this;
    }

    public OrderTicket timeInForce(TimeInForce newTimeInForce) {
        timeInForce = newTimeInForce;
        return this;
    }

    public OrderTicket ioc() {
        return timeInForce(TimeInForce.IOC);
    }

    public OrderTicket fok() {
        return timeInForce(TimeInForce.FOK);
    }

    /** Until the session ends in which it arrives, or the next one. */
    public OrderTicket day() {
        return timeInForce(TimeInForce.DAY);
    }

    /** Until a time, ns. */
    public OrderTicket goodTill(long ns) {
        expireTimeNs = ns;
        return timeInForce(TimeInForce.GTD);
    }

    public OrderTicket atTheOpen() {
        return timeInForce(TimeInForce.AT_THE_OPEN);
    }

    public OrderTicket atTheClose() {
        return timeInForce(TimeInForce.AT_THE_CLOSE);
    }

    /**
     * Links it into the list that an order began.
     *
     * @param firstOrderId the first order of the list; of {@link LinkKind#OTO} and its kin the parent
     */
    public OrderTicket link(LinkKind kind, long firstOrderId) {
        linkKind = kind;
        listId = firstOrderId;
        return this;
    }

    /** Begins a list of this kind: the first of its orders. */
    public OrderTicket first(LinkKind kind) {
        return link(kind, OrderIntent.NULL_LIST);
    }

    /** Sends it; its id, or -1 when there is no room for more. */
    public long send() {
        return desk.send(this);
    }

    public int leg() {
        return leg;
    }

    public Side side() {
        return side;
    }

    public long qty() {
        return qty;
    }

    public OrderType type() {
        return type;
    }

    public TimeInForce timeInForce() {
        return timeInForce;
    }

    public long limitPx() {
        return limitPx;
    }

    public long stopPx() {
        return stopPx;
    }

    public long expireTimeNs() {
        return expireTimeNs;
    }

    public long trailOffset() {
        return trailOffset;
    }

    public long displayQty() {
        return displayQty;
    }

    public long listId() {
        return listId;
    }

    public LinkKind linkKind() {
        return linkKind;
    }

    public int execFlags() {
        return execFlags;
    }
}
