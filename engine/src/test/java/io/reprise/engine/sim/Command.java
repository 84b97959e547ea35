package io.reprise.engine.sim;

import io.reprise.codecs.LinkKind;
import io.reprise.codecs.MessageHeaderEncoder;
import io.reprise.codecs.OrderAction;
import io.reprise.codecs.OrderCommandEncoder;
import io.reprise.codecs.OrderType;
import io.reprise.codecs.Side;
import io.reprise.codecs.TimeInForce;
import io.reprise.engine.order.ExecFlags;
import io.reprise.engine.order.OrderRules;
import java.math.BigDecimal;
import org.agrona.concurrent.UnsafeBuffer;

/** An order command as tests say it, and its frame. A null price is none. */
record Command(
        long tsInitNs,
        OrderAction action,
        int instrumentId,
        long orderId,
        Side side,
        BigDecimal qty,
        OrderType type,
        TimeInForce timeInForce,
        BigDecimal px,
        Terms terms) {
    Command(
            long tsInitNs,
            OrderAction action,
            int instrumentId,
            long orderId,
            Side side,
            BigDecimal qty,
            OrderType type,
            TimeInForce timeInForce,
            BigDecimal px) {
        this(tsInitNs, action, instrumentId, orderId, side, qty, type, timeInForce, px, Terms.NONE);
    }

    static final int STRATEGY_ID = 7;

    /** A command's causeSeq in tests. */
    static long causeSeq(long orderId, OrderAction action) {
        return orderId * 10 + action.value();
    }

    static Command cancel(long tsInitNs, int instrumentId, long orderId) {
        return new Command(
                tsInitNs,
                OrderAction.CANCEL,
                instrumentId,
                orderId,
                Side.NONE,
                BigDecimal.ZERO,
                OrderType.NULL_VAL,
                TimeInForce.NULL_VAL,
                null);
    }

    /** Writes the frame at an odd place: a venue must not think that frames start at 0. */
    void sendTo(SimulatedVenue venue) {
        int offset = 24;
        UnsafeBuffer buffer = new UnsafeBuffer(new byte[offset + 128]);
        write(buffer, offset);
        venue.send(buffer, offset);
        buffer.setMemory(0, offset + 128, (byte) 0x55);
    }

    /** The price that it waits for, null if it does not. */
    BigDecimal stopPx() {
        return OrderRules.waits(type) ? px : null;
    }

    BigDecimal limitPx() {
        return type == OrderType.LIMIT ? px : terms.limitPx();
    }

    private static long fixed(BigDecimal value) {
        return value == null ? OrderCommandEncoder.limitPxNullValue() : at8(value);
    }

    void write(UnsafeBuffer buffer, int offset) {
        OrderCommandEncoder encoder = new OrderCommandEncoder();
        encoder.wrapAndApplyHeader(buffer, offset, new MessageHeaderEncoder())
                .seq(0)
                .tsEventNs(tsInitNs)
                .tsInitNs(tsInitNs)
                .instrumentId(instrumentId)
                .sourceId(0)
                .orderAction(action)
                .orderId(orderId)
                .orderQty(at8(qty))
                .limitPx(fixed(limitPx()))
                .stopPx(fixed(stopPx()))
                .causeSeq(causeSeq(orderId, action))
                .strategyId(STRATEGY_ID)
                .side(side)
                .orderType(type)
                .timeInForce(timeInForce)
                .closing((short) 0)
                .expireTimeNs(terms.untilNs())
                .trailOffset(fixed(terms.trail()))
                .displayQty(fixed(terms.display()))
                .listBack(terms.link() == LinkKind.NONE ? 0 : (int) (orderId - terms.listId()))
                .linkKind(terms.link());
        ExecFlags.put(encoder.execInst(), terms.flags());
    }

    static long at8(BigDecimal value) {
        return value.movePointRight(8).longValueExact();
    }
}
