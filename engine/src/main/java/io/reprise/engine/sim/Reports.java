package io.reprise.engine.sim;

import io.reprise.codecs.ExecType;
import io.reprise.codecs.ExecutionReportEncoder;
import io.reprise.codecs.Liquidity;
import io.reprise.codecs.OrderCommandDecoder;
import io.reprise.codecs.OrderType;
import io.reprise.engine.domain.HotPath;
import io.reprise.engine.gateway.ReportSink;
import io.reprise.engine.order.OrderRules;

/**
 * Writes the venue's reports. {@code leavesQty} is what still works after the report, so 0 where it ends the order;
 * {@code lastPx} has a value, {@code fee} is not 0 and {@code liquidity} is not NONE only in TRADE; {@code lastQty} is
 * what traded or was decremented, else 0. Stateless.
 */
@HotPath
final class Reports {
    /** The {@code venueOrderId} of an order the venue never accepted. */
    static final long NULL_VENUE_ORDER_ID = -1;
    /** The {@code marketEvent} of a report that no market event caused; those count from 1. */
    static final long NULL_MARKET_EVENT = 0;

    private static final long NULL_PX = ExecutionReportEncoder.lastPxNullValue();

    private Reports() {}

    /** A fill; the order's leaves are already what they are after it. */
    static void trade(
            ReportSink out,
            VenueOrder order,
            Offer event,
            long px,
            long qty,
            long fee,
            Liquidity liquidity,
            long aheadQty,
            VenueReason reason) {
        begin(out, order, eventNs(order, event), ExecType.TRADE)
                .lastPx(px)
                .lastQty(qty)
                .leavesQty(order.leavesQty)
                .fee(fee)
                .liquidity(liquidity)
                .marketEvent(event.eventNo)
                .reason(reason.code())
                .queueAheadQty(aheadQty);
        out.commit();
    }

    /** A change of the order that an event caused without a fill. */
    static void change(
            ReportSink out, VenueOrder order, Offer event, ExecType execType, long leavesQty, VenueReason reason) {
        begin(out, order, eventNs(order, event), execType)
                .lastPx(NULL_PX)
                .lastQty(0)
                .leavesQty(leavesQty)
                .fee(0)
                .liquidity(Liquidity.NONE)
                .marketEvent(event.eventNo)
                .reason(reason.code());
        out.commit();
    }

    /** A change of the order that no market event caused. */
    static void change(
            ReportSink out,
            VenueOrder order,
            long tsEventNs,
            ExecType execType,
            long lastQty,
            long leavesQty,
            VenueReason reason) {
        begin(out, order, tsEventNs, execType)
                .lastPx(NULL_PX)
                .lastQty(lastQty)
                .leavesQty(leavesQty)
                .fee(0)
                .liquidity(Liquidity.NONE)
                .marketEvent(NULL_MARKET_EVENT)
                .reason(reason.code());
        out.commit();
    }

    /** Another order of the list, or the end of the parent, took so much of it. */
    static void decrement(ReportSink out, VenueOrder order, Offer event, long qty, VenueReason reason) {
        begin(out, order, eventNs(order, event), ExecType.DECREMENTED)
                .lastPx(NULL_PX)
                .lastQty(qty)
                .leavesQty(order.leavesQty)
                .fee(0)
                .liquidity(Liquidity.NONE)
                .marketEvent(event.eventNo)
                .reason(reason.code());
        out.commit();
    }

    /** An order that waited for a price is in the market; all but a plain stop say the prices that they had then. */
    static void triggered(ReportSink out, VenueOrder order, Offer event) {
        if (order.type == OrderType.STOP) {
            change(out, order, event, ExecType.TRIGGERED, order.leavesQty, VenueReason.NONE);
        } else {
            prices(out, order, event, ExecType.TRIGGERED);
        }
    }

    /** An order has another quantity or other prices. */
    static void replaced(ReportSink out, VenueOrder order, Offer event) {
        prices(out, order, event, ExecType.REPLACED);
    }

    /** The report of an order's prices: its stop price, or else its limit price, and the limit price beside a stop price. */
    private static void prices(ReportSink out, VenueOrder order, Offer event, ExecType execType) {
        boolean hasStop = OrderRules.waits(order.type);
        begin(out, order, eventNs(order, event), execType)
                .lastPx(hasStop ? order.stopPx : order.limitPx)
                .lastQty(0)
                .leavesQty(order.leavesQty)
                .fee(0)
                .liquidity(Liquidity.NONE)
                .marketEvent(event.eventNo)
                .reason(VenueReason.NONE.code())
                .limitPx(hasStop ? order.limitPx : NULL_PX);
        out.commit();
    }

    /** A split: what is left of a working order and the price that it has now, or its end. */
    static void split(ReportSink out, VenueOrder order, long tsEventNs) {
        boolean ends = order.leavesQty == 0;
        boolean hasStop = OrderRules.waits(order.type);
        long px = hasStop ? order.stopPx : order.limitPx;
        begin(out, order, tsEventNs, ends ? ExecType.CANCELED : ExecType.REPLACED)
                .lastPx(ends ? NULL_PX : px)
                .lastQty(0)
                .leavesQty(order.leavesQty)
                .fee(0)
                .liquidity(Liquidity.NONE)
                .marketEvent(NULL_MARKET_EVENT)
                .reason(VenueReason.SPLIT.code())
                .limitPx(hasStop && !ends ? order.limitPx : NULL_PX);
        out.commit();
    }

    /** A split: what an order on its way asks for now. */
    static void split(
            ReportSink out, OrderCommandDecoder command, long tsEventNs, long px, long limitPx, long leavesQty) {
        int instrumentId = command.instrumentId();
        out.claim(tsEventNs, instrumentId)
                .tsEventNs(tsEventNs)
                .instrumentId(instrumentId)
                .execType(ExecType.REPLACED)
                .orderId(command.orderId())
                .lastPx(px)
                .lastQty(0)
                .leavesQty(leavesQty)
                .fee(0)
                .causeSeq(command.causeSeq())
                .marketEvent(NULL_MARKET_EVENT)
                .venueOrderId(NULL_VENUE_ORDER_ID)
                .strategyId(command.strategyId())
                .side(command.side())
                .liquidity(Liquidity.NONE)
                .queueAheadQty(NULL_PX)
                .limitPx(limitPx)
                .reason(VenueReason.SPLIT.code());
        out.commit();
    }

    /** An answer to a command that has no order at the venue. */
    static void answer(
            ReportSink out, OrderCommandDecoder command, long tsEventNs, ExecType execType, VenueReason reason) {
        int instrumentId = command.instrumentId();
        out.claim(tsEventNs, instrumentId)
                .tsEventNs(tsEventNs)
                .instrumentId(instrumentId)
                .execType(execType)
                .orderId(command.orderId())
                .lastPx(NULL_PX)
                .lastQty(0)
                .leavesQty(0)
                .fee(0)
                .causeSeq(command.causeSeq())
                .marketEvent(NULL_MARKET_EVENT)
                .venueOrderId(NULL_VENUE_ORDER_ID)
                .strategyId(command.strategyId())
                .side(command.side())
                .liquidity(Liquidity.NONE)
                .queueAheadQty(NULL_PX)
                .limitPx(NULL_PX)
                .reason(reason.code());
        out.commit();
    }

    private static ExecutionReportEncoder begin(ReportSink out, VenueOrder order, long tsEventNs, ExecType execType) {
        return out.claim(tsEventNs, order.instrumentId)
                .tsEventNs(tsEventNs)
                .instrumentId(order.instrumentId)
                .execType(execType)
                .orderId(order.orderId)
                .causeSeq(order.causeSeq)
                .venueOrderId(order.venueOrderId)
                .strategyId(order.strategyId)
                .side(order.side)
                .queueAheadQty(NULL_PX)
                .limitPx(NULL_PX);
    }

    /** Rule 13: the trade's time; on bars the later of the bar's start and the arrival, if it has arrived by then. */
    private static long eventNs(VenueOrder order, Offer event) {
        boolean isMoment = event.eventNo == NULL_MARKET_EVENT;
        return isMoment || order.arrivalNs >= event.endNs ? event.startNs : Math.max(event.startNs, order.arrivalNs);
    }
}
