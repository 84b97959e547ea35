package io.reprise.engine.pipeline;

import io.reprise.codecs.OperatorOrderDecoder;
import io.reprise.codecs.OrderType;
import io.reprise.codecs.Side;
import io.reprise.codecs.TimeInForce;
import io.reprise.engine.domain.HotPath;
import io.reprise.engine.domain.Instrument;
import io.reprise.engine.domain.StateInput;
import io.reprise.engine.domain.StateOutput;
import io.reprise.engine.domain.Stateful;
import io.reprise.engine.event.Event;
import io.reprise.engine.fixed.Fixed;
import io.reprise.engine.order.OrderIntent;
import io.reprise.engine.order.Orders;
import io.reprise.engine.portfolio.Account;
import io.reprise.engine.risk.Reason;

/**
 * Orders that an operator gives by hand: they belong to no strategy, are judged by risk like any other, and what they hold
 * is kept by itself. Owned by the strategy stage.
 */
@HotPath
final class ManualOrders implements Stateful {
    /** Stands where a strategy's id would. */
    static final int STRATEGY_ID = -1;

    /** Far from what arithmetic can hold, so that no order of a slip of the hand can overflow what the stages add up. */
    private static final long NUMBER_MAX = Long.MAX_VALUE / 8;

    private final StrategyStage stage;
    private final Instrument[] instruments;
    private final Account account;
    private final Orders orders;
    private final long[] positions;
    private final OperatorOrderDecoder order = new OperatorOrderDecoder();

    ManualOrders(StrategyStage stage, Instrument[] instruments, Account account, Orders orders) {
        this.stage = stage;
        this.instruments = instruments;
        this.account = account;
        this.orders = orders;
        this.positions = new long[instruments.length];
    }

    /** Wants the order, unless it cannot be one. */
    void onOrder(Event event, Slot slot) {
        order.wrap(event.buffer(), event.bodyOffset(), event.blockLength(), event.version());
        int id = event.instrumentId();
        if (id < 0 || id >= instruments.length || !isSound(instruments[id])) {
            slot.answer(Reason.COMMAND_REFUSED, STRATEGY_ID);
            return;
        }
        boolean buy = order.side() == Side.BUY;
        stage.submit(
                event,
                slot,
                STRATEGY_ID,
                id,
                order.orderType(),
                order.side(),
                order.orderQty(),
                order.orderType() == OrderType.LIMIT ? order.limitPx() : OrderIntent.NULL_PX,
                order.orderType() == OrderType.STOP ? order.stopPx() : OrderIntent.NULL_PX,
                order.timeInForce(),
                closes(id, buy),
                estimatePx(instruments[id], buy));
    }

    private boolean isSound(Instrument instrument) {
        OrderType type = order.orderType();
        return (order.side() == Side.BUY || order.side() == Side.SELL)
                && order.timeInForce() != TimeInForce.NULL_VAL
                && order.orderQty() > 0
                && order.orderQty() <= NUMBER_MAX
                && order.orderQty() % instrument.lotQty() == 0
                && (type == OrderType.MARKET
                        || type == OrderType.LIMIT && isPx(order.limitPx(), instrument)
                        || type == OrderType.STOP && isPx(order.stopPx(), instrument));
    }

    private static boolean isPx(long px, Instrument instrument) {
        return Math.abs(px) <= NUMBER_MAX
                && px != Fixed.NULL_PX
                && (px > 0 || instrument.nonPositivePx())
                && px % instrument.tickPx() == 0;
    }

    /** Whether it takes back no more than the account, whosever it is, is expected to hold of the instrument. */
    private boolean closes(int instrumentId, boolean buy) {
        long expected = Math.addExact(account.position(instrumentId), orders.workingLeaves(instrumentId));
        return buy ? expected < 0 && order.orderQty() <= -expected : expected > 0 && order.orderQty() <= expected;
    }

    /** What it is expected to cost; none before the instrument has a price, for which risk denies it. */
    private long estimatePx(Instrument instrument, boolean buy) {
        if (order.orderType() == OrderType.LIMIT) {
            return order.limitPx();
        }
        long px = order.orderType() == OrderType.STOP ? order.stopPx() : account.lastPx(instrument.id());
        return px == Fixed.NULL_PX ? Fixed.NULL_PX : stage.takePx(instrument, buy, px);
    }

    void fill(int instrumentId, boolean buy, long qty) {
        positions[instrumentId] = Math.addExact(positions[instrumentId], buy ? qty : -qty);
    }

    /**
     * Closes what is expected to be held.
     *
     * @param only of this instrument, a negative number for all
     * @param withoutStops whether stops that work are about to be canceled
     */
    void flatten(Event event, Slot slot, int only, boolean withoutStops) {
        for (int id = 0; id < positions.length; id++) {
            long working =
                    withoutStops ? orders.leavesWithoutStops(STRATEGY_ID, id) : orders.workingLeaves(STRATEGY_ID, id);
            long expected = Math.addExact(positions[id], working);
            if (expected != 0 && (only < 0 || only == id)) {
                stage.closeOut(event, slot, STRATEGY_ID, instruments[id], expected, account.lastPx(id));
            }
        }
    }

    /** A split leaves another quantity. */
    void split(int instrumentId, long splitQty) {
        positions[instrumentId] = splitQty;
    }

    /** Signed quantity that these orders hold. */
    long position(int instrumentId) {
        return positions[instrumentId];
    }

    @Override
    public void saveState(StateOutput out) {
        out.putLongs(positions, positions.length);
    }

    @Override
    public void loadState(StateInput in) {
        in.getLongs(positions, positions.length);
    }
}
