package io.reprise.engine.control;

import io.reprise.codecs.DenialDecoder;
import io.reprise.codecs.ExecType;
import io.reprise.codecs.ExecutionReportDecoder;
import io.reprise.codecs.OrderIntentDecoder;
import io.reprise.codecs.OrderType;
import io.reprise.codecs.Side;
import io.reprise.codecs.TimeInForce;
import io.reprise.engine.fixed.Decimals;
import io.reprise.engine.fixed.Fixed;
import io.reprise.engine.order.OrderStatus;
import io.reprise.engine.risk.Reason;
import io.reprise.engine.sim.VenueReason;
import java.util.Locale;

/**
 * An order as the journal's two streams tell of it. They are read one after the other while they grow, so that a report may
 * come before the intent. Owned by the log.
 */
final class OrderEntry {
    private final long orderId;
    private int strategyId;
    private int instrumentId;
    private Side side;
    private OrderType type;
    private TimeInForce timeInForce;
    private OrderStatus status = OrderStatus.PENDING;
    private long qty;
    private long takenQty;
    private long replacedQty;
    private long filledQty;
    private long notional;
    private long limitPx;
    private long stopPx;
    private long estimatePx;
    private long replacedPx = Fixed.NULL_PX;
    private boolean closing;
    private long fee;
    private long causeSeq;
    private long timeNs;
    private long lastSeq;
    private String reason = "";
    private boolean isKnown;

    OrderEntry(long orderId) {
        this.orderId = orderId;
    }

    void onIntent(OrderIntentDecoder intent) {
        isKnown = true;
        strategyId = intent.strategyId();
        instrumentId = intent.instrumentId();
        side = intent.side();
        type = intent.orderType();
        timeInForce = intent.timeInForce();
        qty = intent.orderQty();
        limitPx = intent.limitPx();
        stopPx = intent.stopPx();
        estimatePx = intent.estimatePx();
        closing = intent.closing() != 0;
        causeSeq = intent.causeSeq();
        timeNs = intent.tsInitNs();
        lastSeq = Math.max(lastSeq, causeSeq);
    }

    void onDenial(DenialDecoder denial) {
        status = OrderStatus.DENIED;
        lastSeq = denial.seq();
        Reason why = Reason.of(denial.reason());
        boolean hasNumbers = denial.actualValue() != 0 || denial.limitValue() != 0;
        reason = why + ": " + why.text()
                + (hasNumbers
                        ? " (" + number(why, denial.actualValue()) + " against " + number(why, denial.limitValue())
                                + ")"
                        : "");
    }

    private static String number(Reason why, long value) {
        return why == Reason.ORDER_RATE || why == Reason.INTENTS_FULL ? Long.toString(value) : Decimals.plain(value);
    }

    void onReport(ExecutionReportDecoder report) {
        ExecType kind = report.execType();
        if (kind == ExecType.CANCEL_REJECTED) {
            return;
        }
        lastSeq = report.seq();
        switch (kind) {
            case ACCEPTED -> status = OrderStatus.OPEN;
            case TRADE -> onTrade(report);
            case CANCELED -> end(OrderStatus.CANCELED, report);
            case REJECTED -> end(OrderStatus.REJECTED, report);
            case EXPIRED -> end(OrderStatus.EXPIRED, report);
            case DECREMENTED -> {
                takenQty += report.lastQty();
                if (report.leavesQty() == 0) {
                    end(OrderStatus.CANCELED, report);
                    reason = "it met our own order of the other side";
                }
            }
            case REPLACED -> {
                replacedQty = filledQty + takenQty + report.leavesQty();
                replacedPx = report.lastPx();
            }
            default -> {}
        }
    }

    private void onTrade(ExecutionReportDecoder report) {
        filledQty += report.lastQty();
        notional = Math.addExact(notional, Fixed.multiply(report.lastPx(), report.lastQty()));
        fee = Math.addExact(fee, report.fee());
        status = report.leavesQty() == 0 ? OrderStatus.FILLED : OrderStatus.PARTIALLY_FILLED;
    }

    private void end(OrderStatus last, ExecutionReportDecoder report) {
        status = last;
        for (VenueReason why : VenueReason.values()) {
            if (why.code() == report.reason() && why != VenueReason.NONE) {
                reason = why.name().toLowerCase(Locale.ROOT).replace('_', ' ');
            }
        }
    }

    /** Whether its intent has been read. */
    boolean isKnown() {
        return isKnown;
    }

    OrderRecord record(Names names) {
        long asked = replacedQty > 0 ? replacedQty : qty;
        boolean hasNewPx = replacedPx != Fixed.NULL_PX;
        return new OrderRecord(
                orderId,
                strategyId,
                names.strategy(strategyId),
                names.instrument(instrumentId),
                side,
                type,
                timeInForce,
                status,
                asked,
                filledQty,
                status.isClosed() ? 0 : asked - filledQty - takenQty,
                filledQty == 0 ? Fixed.NULL_PX : Fixed.mulDivHalfEven(notional, Fixed.ONE, filledQty),
                hasNewPx && type == OrderType.LIMIT ? replacedPx : limitPx,
                hasNewPx && type == OrderType.STOP ? replacedPx : stopPx,
                estimatePx,
                closing,
                fee,
                causeSeq,
                timeNs,
                lastSeq,
                reason);
    }
}
