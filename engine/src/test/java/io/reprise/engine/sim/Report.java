package io.reprise.engine.sim;

import io.reprise.codecs.ExecType;
import io.reprise.codecs.ExecutionReportDecoder;
import io.reprise.codecs.Liquidity;
import io.reprise.codecs.Side;
import java.math.BigDecimal;

/** Every field that the venue says of an order, for tests. {@code lastPx} is null where there is none. */
record Report(
        ExecType execType,
        long tsEventNs,
        int instrumentId,
        int strategyId,
        long orderId,
        long venueOrderId,
        Side side,
        BigDecimal lastPx,
        BigDecimal lastQty,
        BigDecimal leavesQty,
        BigDecimal fee,
        Liquidity liquidity,
        long causeSeq,
        long marketEvent,
        VenueReason reason,
        BigDecimal limitPx) {

    static Report of(ExecutionReportDecoder decoder) {
        return new Report(
                decoder.execType(),
                decoder.tsEventNs(),
                decoder.instrumentId(),
                decoder.strategyId(),
                decoder.orderId(),
                decoder.venueOrderId(),
                decoder.side(),
                decoder.lastPx() == ExecutionReportDecoder.lastPxNullValue() ? null : decimal(decoder.lastPx()),
                decimal(decoder.lastQty()),
                decimal(decoder.leavesQty()),
                decimal(decoder.fee()),
                decoder.liquidity(),
                decoder.causeSeq(),
                decoder.marketEvent(),
                reason(decoder.reason()),
                decoder.limitPx() == ExecutionReportDecoder.limitPxNullValue() ? null : decimal(decoder.limitPx()));
    }

    /** What matters of it, in one line. */
    String text() {
        String event = marketEvent == 0 ? "" : " event " + marketEvent;
        return tsEventNs + " " + execType + " " + orderId
                + switch (execType) {
                    case ACCEPTED -> " leaves " + plain(leavesQty);
                    case TRIGGERED -> prices() + " leaves " + plain(leavesQty) + event;
                    case REPLACED -> prices() + " leaves " + plain(leavesQty) + event;
                    case DECREMENTED ->
                        " by " + plain(lastQty) + " leaves " + plain(leavesQty)
                                + (reason == VenueReason.NONE ? "" : " " + reason) + event;
                    case TRADE ->
                        " " + plain(lastQty) + " @ " + plain(lastPx) + " leaves " + plain(leavesQty) + " fee "
                                + plain(fee) + " " + liquidity + event;
                    default -> " " + reason + event;
                };
    }

    private String prices() {
        return (lastPx == null ? "" : " @ " + plain(lastPx)) + (limitPx == null ? "" : " limit " + plain(limitPx));
    }

    static String plain(BigDecimal value) {
        return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
    }

    private static BigDecimal decimal(long value) {
        return BigDecimal.valueOf(value, 8);
    }

    private static VenueReason reason(int code) {
        for (VenueReason reason : VenueReason.values()) {
            if (reason.code() == code) {
                return reason;
            }
        }
        throw new AssertionError("no reason has code " + code);
    }
}
