package io.reprise.engine.sim;

import io.reprise.codecs.OrderCommandDecoder;
import io.reprise.codecs.OrderType;
import io.reprise.codecs.Side;
import io.reprise.codecs.TimeInForce;
import io.reprise.engine.domain.Derived;
import io.reprise.engine.domain.HotPath;
import io.reprise.engine.domain.StateInput;
import io.reprise.engine.domain.StateOutput;
import io.reprise.engine.domain.Stateful;

/**
 * One order that works at the venue: a slot, used again and again. Prices and quantities at 1e-8. Owned by the thread
 * that drives the venue.
 */
@HotPath
final class VenueOrder implements Stateful {
    /** Its place in the pool. */
    @Derived
    final int slot;

    long orderId;
    long venueOrderId;
    long causeSeq;
    long arrivalNs;
    int instrumentId;
    int strategyId;
    Side side;
    /** A stop that triggered is a MARKET order from then on. */
    OrderType type;

    TimeInForce timeInForce;
    long leavesQty;
    long limitPx;
    long stopPx;
    /** A limit order that has seen an event in time: it no longer takes. */
    boolean resting;

    @Derived
    VenueOrder previousOfInstrument;

    @Derived
    VenueOrder nextOfInstrument;

    @Derived
    VenueOrder previous;

    /** The next order in order of arrival; of a free slot, the next free slot. */
    @Derived
    VenueOrder next;

    VenueOrder(int slot) {
        this.slot = slot;
    }

    void set(OrderCommandDecoder command, long newVenueOrderId, long newArrivalNs) {
        orderId = command.orderId();
        venueOrderId = newVenueOrderId;
        causeSeq = command.causeSeq();
        arrivalNs = newArrivalNs;
        instrumentId = command.instrumentId();
        strategyId = command.strategyId();
        side = command.side();
        type = command.orderType();
        timeInForce = command.timeInForce();
        leavesQty = command.orderQty();
        limitPx = command.limitPx();
        stopPx = command.stopPx();
        resting = false;
    }

    boolean isBuy() {
        return side == Side.BUY;
    }

    @Override
    public void saveState(StateOutput out) {
        out.putLong(orderId);
        out.putLong(venueOrderId);
        out.putLong(causeSeq);
        out.putLong(arrivalNs);
        out.putInt(instrumentId);
        out.putInt(strategyId);
        out.putInt(side.value());
        out.putInt(type.value());
        out.putInt(timeInForce.value());
        out.putLong(leavesQty);
        out.putLong(limitPx);
        out.putLong(stopPx);
        out.putBoolean(resting);
    }

    @Override
    public void loadState(StateInput in) {
        orderId = in.getLong();
        venueOrderId = in.getLong();
        causeSeq = in.getLong();
        arrivalNs = in.getLong();
        instrumentId = in.getInt();
        strategyId = in.getInt();
        side = Side.get((short) in.getInt());
        type = OrderType.get((short) in.getInt());
        timeInForce = TimeInForce.get((short) in.getInt());
        leavesQty = in.getLong();
        limitPx = in.getLong();
        stopPx = in.getLong();
        resting = in.getBoolean();
    }
}
