package io.reprise.engine.control;

import io.reprise.codecs.OrderType;
import io.reprise.codecs.Side;
import io.reprise.codecs.TimeInForce;
import io.reprise.engine.order.OrderStatus;

/**
 * An order and what has become of it.
 *
 * @param strategyId dense id, -1 for an operator's own
 * @param strategy its name, {@link Desk#MANUAL} for an operator's own
 * @param filledQty filled so far
 * @param leavesQty what still works
 * @param avgPx mean price of the fills, rounded half-even; none before the first
 * @param estimatePx what a unit was expected to cost when it was sized; none where that is not known
 * @param closing whether it only takes back what is held or working
 * @param fee paid so far
 * @param causeSeq inbound sequence of the event that it was decided on
 * @param timeNs when it was decided
 * @param lastSeq inbound sequence of the newest report on it, or of its cause
 * @param reason why it was denied, refused or ended, in words; empty when there is nothing to say
 */
public record OrderRecord(
        long orderId,
        int strategyId,
        String strategy,
        String instrument,
        Side side,
        OrderType type,
        TimeInForce timeInForce,
        OrderStatus status,
        long qty,
        long filledQty,
        long leavesQty,
        long avgPx,
        long limitPx,
        long stopPx,
        long estimatePx,
        boolean closing,
        long fee,
        long causeSeq,
        long timeNs,
        long lastSeq,
        String reason) {}
