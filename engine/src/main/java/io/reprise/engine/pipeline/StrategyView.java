package io.reprise.engine.pipeline;

import io.reprise.codecs.OrderType;
import io.reprise.codecs.Side;
import io.reprise.codecs.TimeInForce;
import io.reprise.engine.domain.Derived;
import io.reprise.engine.domain.HotPath;
import io.reprise.engine.domain.StateInput;
import io.reprise.engine.domain.StateOutput;
import io.reprise.engine.domain.Stateful;
import io.reprise.engine.event.Event;
import io.reprise.engine.feature.BarSeries;
import io.reprise.engine.feature.Feature;
import io.reprise.engine.order.OrderIntent;
import io.reprise.engine.order.Orders;
import io.reprise.engine.portfolio.Account;
import io.reprise.engine.strategy.BarsAhead;
import io.reprise.engine.strategy.Context;
import io.reprise.engine.strategy.LooksAhead;

/** What one strategy sees and does; keeps its state and its own position. Owned by the strategy stage. */
@HotPath
final class StrategyView implements Context, BarsAhead, Stateful {
    private final StrategyStage stage;
    private final StrategyInstance instance;
    private final Account account;
    private final Orders orders;
    private final int instrumentId;
    private final int[] featureOfHandle;
    /** By handle; for a delivery in place, where the stages share a thread. */
    private final Feature[] features;

    private final StrategyView nextOfSeries;
    private final BarSeries series;
    /** The strategy, null if it does not look ahead. */
    private final LooksAhead looksAhead;

    private int state;
    private long position;
    private boolean stopped;

    private Event event;
    private Slot slot;
    private Slot.Delivery delivery;
    private int target;

    /** Bars that are asked about; of no meaning afterwards. */
    @Derived
    private int aheadFrom;

    @Derived
    private int aheadTo;

    /**
     * @param series the bars that it is given
     * @param nextOfSeries the next view on the same bars, null after the last
     */
    StrategyView(
            StrategyStage stage,
            StrategyInstance instance,
            BarSeries series,
            Account account,
            Orders orders,
            StrategyView nextOfSeries) {
        this.stage = stage;
        this.instance = instance;
        this.nextOfSeries = nextOfSeries;
        this.series = series;
        this.looksAhead = instance.strategy() instanceof LooksAhead ahead ? ahead : null;
        this.featureOfHandle = instance.features();
        this.features = new Feature[featureOfHandle.length];
        for (int handle = 0; handle < features.length; handle++) {
            features[handle] = series.feature(featureOfHandle[handle]);
        }
        this.account = account;
        this.orders = orders;
        this.instrumentId = instance.instrument().id();
    }

    void open(Event newEvent, Slot newSlot, Slot.Delivery newDelivery) {
        if (event != newEvent) { // references cost the garbage collector's write barrier, and INLINE they are the same
            event = newEvent;
        }
        if (slot != newSlot) {
            slot = newSlot;
        }
        if (delivery != newDelivery) {
            delivery = newDelivery;
        }
        target = state;
    }

    StrategyInstance instance() {
        return instance;
    }

    StrategyView nextOfSeries() {
        return nextOfSeries;
    }

    /** Whether its orders are taken; bars are seen either way. */
    void setStopped(boolean nowStopped) {
        stopped = nowStopped;
    }

    boolean isStopped() {
        return stopped;
    }

    int target() {
        return target;
    }

    void become(int newState) {
        state = newState;
        target = newState;
    }

    void fill(boolean buy, long qty) {
        position = Math.addExact(position, buy ? qty : -qty);
    }

    /** On how many of the bars with these indexes, from the first on, the strategy lets things be; 0 if it does not look ahead. */
    int quietBars(int from, int to) {
        if (looksAhead == null) {
            return 0;
        }
        aheadFrom = from;
        aheadTo = to;
        return looksAhead.quietBars(this);
    }

    /** Takes bars of which {@link #quietBars} said that they are quiet. */
    void onQuietBars(int from, int to) {
        aheadFrom = from;
        aheadTo = to;
        looksAhead.onQuietBars(this, to - from);
    }

    @Override
    public int from() {
        return aheadFrom;
    }

    @Override
    public int to() {
        return aheadTo;
    }

    @Override
    public long[] raws(int feature) {
        return series.rawsAhead(featureOfHandle[feature]);
    }

    @Override
    public boolean ready(int feature) {
        return delivery.isInPlace() ? features[feature].ready() : delivery.ready(featureOfHandle[feature]);
    }

    @Override
    public double value(int feature) {
        return delivery.isInPlace() ? features[feature].value() : delivery.value(featureOfHandle[feature]);
    }

    @Override
    public long raw(int feature) {
        return delivery.isInPlace() ? features[feature].raw() : delivery.raw(featureOfHandle[feature]);
    }

    @Override
    public int state() {
        return state;
    }

    @Override
    public void goLong() {
        target = 1;
    }

    @Override
    public void goFlat() {
        target = 0;
    }

    @Override
    public void goShort() {
        target = -1;
    }

    @Override
    public long position() {
        return position;
    }

    @Override
    public long expectedPosition() {
        return Math.addExact(position, orders.workingLeaves(instance.id(), instrumentId));
    }

    @Override
    public long equity() {
        return account.equity();
    }

    @Override
    public long cash() {
        return account.cash();
    }

    @Override
    public long lastPx() {
        return account.lastPx(instrumentId);
    }

    @Override
    public long market(Side side, long qty, TimeInForce timeInForce) {
        return submit(OrderType.MARKET, side, qty, OrderIntent.NULL_PX, OrderIntent.NULL_PX, timeInForce, lastPx());
    }

    @Override
    public long limit(Side side, long qty, long limitPx, TimeInForce timeInForce) {
        return submit(OrderType.LIMIT, side, qty, limitPx, OrderIntent.NULL_PX, timeInForce, limitPx);
    }

    @Override
    public long stop(Side side, long qty, long stopPx, TimeInForce timeInForce) {
        return submit(OrderType.STOP, side, qty, OrderIntent.NULL_PX, stopPx, timeInForce, stopPx);
    }

    /** An order that takes back no more than is expected to be held is a closing one. */
    private long submit(
            OrderType type, Side side, long qty, long limitPx, long stopPx, TimeInForce timeInForce, long px) {
        if (qty <= 0 || stopped) {
            return -1;
        }
        long expected = expectedPosition();
        boolean buy = side == Side.BUY;
        boolean closing = buy ? expected < 0 && qty <= -expected : expected > 0 && qty <= expected;
        long estimatePx = type == OrderType.LIMIT ? px : stage.takePx(instance.instrument(), buy, px);
        return stage.submit(
                event,
                slot,
                instance.id(),
                instrumentId,
                type,
                side,
                qty,
                limitPx,
                stopPx,
                timeInForce,
                closing,
                estimatePx);
    }

    @Override
    public void cancel(long orderId) {
        if (!stopped) {
            stage.cancel(slot, instance, orderId);
        }
    }

    @Override
    public void saveState(StateOutput out) {
        out.putInt(state);
        out.putLong(position);
        out.putBoolean(stopped);
    }

    @Override
    public void loadState(StateInput in) {
        state = in.getInt();
        position = in.getLong();
        stopped = in.getBoolean();
    }
}
