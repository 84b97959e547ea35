package io.reprise.engine.execution;

import io.reprise.codecs.ExecType;
import io.reprise.codecs.ExecutionReportDecoder;
import io.reprise.engine.order.OrderStatus;
import io.reprise.engine.order.Orders;

/**
 * What a report is to us: venues repeat what they said, and what they said may be lost. Told by what works of the order
 * after the report, which only ever falls.
 */
enum ReportSense {
    /** It follows what we know. */
    NEXT,
    /** We know it. */
    REPEATED,
    /** Something before it was not heard. */
    EARLY,
    /** No rule explains it. */
    WRONG;

    /** @param slot of the order, which works as far as we know */
    static ReportSense of(ExecutionReportDecoder report, Orders orders, int slot) {
        if (report.side() != orders.side(slot)) {
            return WRONG;
        }
        boolean pending = orders.status(slot) == OrderStatus.PENDING;
        return switch (report.execType()) {
            case ACCEPTED -> pending ? NEXT : REPEATED;
            case REJECTED -> pending ? NEXT : WRONG;
            case CANCELED, EXPIRED -> NEXT;
            case TRADE -> ofQty(report, orders.leavesQty(slot));
            case DECREMENTED -> pending ? EARLY : ofQty(report, orders.leavesQty(slot));
            case TRIGGERED -> pending ? EARLY : report.leavesQty() == orders.leavesQty(slot) ? NEXT : REPEATED;
            default -> WRONG;
        };
    }

    /** Whether it ends an order without saying how much of it had been filled. */
    static boolean isBareEnd(ExecType execType) {
        return execType == ExecType.CANCELED || execType == ExecType.EXPIRED;
    }

    private static ReportSense ofQty(ExecutionReportDecoder report, long leaves) {
        long after = report.leavesQty();
        long before = after + report.lastQty();
        if (after < 0 || report.lastQty() <= 0) {
            return WRONG;
        }
        if (before == leaves) {
            return NEXT;
        }
        return after >= leaves ? REPEATED : before < leaves ? EARLY : WRONG;
    }
}
