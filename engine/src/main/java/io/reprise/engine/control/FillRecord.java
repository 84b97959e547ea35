package io.reprise.engine.control;

import io.reprise.codecs.Liquidity;
import io.reprise.codecs.Side;

/**
 * One execution.
 *
 * @param seq inbound sequence of the report
 * @param strategyId -1 for an operator's own order
 * @param marketEvent 1-based number of the market event that filled it
 * @param tsEventNs when it happened at the venue
 * @param timeNs when we knew it
 * @param fee below 0 for a rebate
 * @param causeSeq inbound sequence of the event that the order was decided on
 */
public record FillRecord(
        long seq,
        long orderId,
        int strategyId,
        String instrument,
        long marketEvent,
        long tsEventNs,
        long timeNs,
        Side side,
        long px,
        long qty,
        long fee,
        Liquidity liquidity,
        long causeSeq) {}
