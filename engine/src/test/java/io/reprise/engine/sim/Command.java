package io.reprise.engine.sim;

import io.reprise.codecs.MessageHeaderEncoder;
import io.reprise.codecs.OrderAction;
import io.reprise.codecs.OrderCommandEncoder;
import io.reprise.codecs.OrderType;
import io.reprise.codecs.Side;
import io.reprise.codecs.TimeInForce;
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
        BigDecimal px) {
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
        UnsafeBuffer buffer = new UnsafeBuffer(new byte[128]);
        write(buffer, offset);
        venue.send(buffer, offset);
        buffer.setMemory(0, 128, (byte) 0x55);
    }

    void write(UnsafeBuffer buffer, int offset) {
        new OrderCommandEncoder()
                .wrapAndApplyHeader(buffer, offset, new MessageHeaderEncoder())
                .seq(0)
                .tsEventNs(tsInitNs)
                .tsInitNs(tsInitNs)
                .instrumentId(instrumentId)
                .sourceId(0)
                .orderAction(action)
                .orderId(orderId)
                .orderQty(at8(qty))
                .limitPx(type == OrderType.LIMIT && px != null ? at8(px) : OrderCommandEncoder.limitPxNullValue())
                .stopPx(type == OrderType.STOP && px != null ? at8(px) : OrderCommandEncoder.stopPxNullValue())
                .causeSeq(causeSeq(orderId, action))
                .strategyId(STRATEGY_ID)
                .side(side)
                .orderType(type)
                .timeInForce(timeInForce)
                .closing((short) 0);
    }

    static long at8(BigDecimal value) {
        return value.movePointRight(8).longValueExact();
    }
}
