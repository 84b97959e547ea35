package io.reprise.engine.pipeline;

import io.reprise.codecs.OrderType;
import io.reprise.codecs.Side;
import io.reprise.codecs.TimeInForce;
import io.reprise.engine.domain.Bar;
import io.reprise.engine.domain.Derived;
import io.reprise.engine.domain.HotPath;
import io.reprise.engine.domain.StateInput;
import io.reprise.engine.domain.StateOutput;
import io.reprise.engine.domain.Stateful;
import io.reprise.engine.event.Event;
import io.reprise.engine.feature.BarSeries;
import io.reprise.engine.feature.JoinedSeries;
import io.reprise.engine.fixed.Fixed;
import io.reprise.engine.order.OrderIntent;
import io.reprise.engine.order.OrderTicket;
import io.reprise.engine.order.Orders;
import io.reprise.engine.portfolio.Account;
import io.reprise.engine.strategy.BarsAhead;
import io.reprise.engine.strategy.Context;
import io.reprise.engine.strategy.LooksAhead;
import java.util.Objects;

/** What one strategy sees and does; keeps its state and its own position. Owned by the strategy stage. */
@HotPath
final class StrategyView implements Context, BarsAhead, Stateful {
    private final StrategyStage stage;
    private final StrategyInstance instance;
    private final Account account;
    private final Orders orders;
    private final StrategyLeg[] legs;
    /** Most strategies have but this one. */
    private final StrategyLeg first;

    private final int instrumentId;
    private final int[] featureOfHandle;
    /** Read directly by a delivery in place, where the stages share a thread. */
    private final BarSeries series;
    /** Read instead where it has several legs. */
    private final JoinedSeries joined;

    private final StrategyView nextOfDelivery;
    /** Whether it has neither a size by a rule of its own nor a stop. */
    private final boolean isPlain;
    /** The strategy, null if it does not look ahead, or has rules or legs that must see each bar. */
    private final LooksAhead looksAhead;

    private boolean stopped;
    /** Of the account's equity, 1e-8; changed by events only. */
    private long share;

    /** Filled in anew for each order. */
    @Derived
    private final OrderTicket ticket = new OrderTicket(this::send);

    private Event event;
    private Slot slot;
    private Slot.Delivery delivery;

    /** Bars that are asked about; of no meaning afterwards. */
    @Derived
    private int aheadFrom;

    @Derived
    private int aheadTo;

    /**
     * @param series the bars of its first leg
     * @param nextOfDelivery the next view on the same deliveries, null after the last
     */
    StrategyView(
            StrategyStage stage,
            StrategyInstance instance,
            BarSeries series,
            Account account,
            Orders orders,
            StrategyView nextOfDelivery) {
        this.stage = stage;
        this.instance = instance;
        this.nextOfDelivery = nextOfDelivery;
        this.series = series;
        this.featureOfHandle = instance.features();
        this.joined = instance.joined();
        this.legs = new StrategyLeg[instance.legs().length];
        for (int leg = 0; leg < legs.length; leg++) {
            legs[leg] = new StrategyLeg(instance.legs()[leg]);
        }
        this.first = legs[0];
        this.account = account;
        this.orders = orders;
        this.instrumentId = first.instrumentId;
        this.share = instance.spec().share();
        this.isPlain = instance.spec().sizing().isBasic() && instance.spec().stops() == null;
        boolean isAlone = isPlain && instance.joined() == null;
        this.looksAhead = isAlone && instance.strategy() instanceof LooksAhead ahead ? ahead : null;
        for (int leg = 0; leg < legs.length && !isPlain; leg++) {
            legs[leg].ruled(stage, this, orders, instance.spec());
        }
    }

    boolean isPlain() {
        return isPlain;
    }

    /** Before the strategy is given a bar. */
    void beforeBar() {
        for (int leg = 0; leg < legs.length; leg++) {
            legs[leg].before(event, slot, bar(leg));
        }
    }

    /** After the strategy has seen the bar. */
    void afterBar() {
        for (StrategyLeg leg : legs) {
            leg.after(event, slot);
        }
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
        first.target = first.state;
        for (int leg = 1; leg < legs.length; leg++) {
            legs[leg].target = legs[leg].state;
        }
    }

    StrategyInstance instance() {
        return instance;
    }

    StrategyView nextOfDelivery() {
        return nextOfDelivery;
    }

    /** Whether its orders are taken; bars are seen either way. */
    void setStopped(boolean nowStopped) {
        stopped = nowStopped;
    }

    boolean isStopped() {
        return stopped;
    }

    /** Whether its signals are all that is wanted of it. */
    boolean sendsNothing() {
        return stopped || instance.spec().signalOnly();
    }

    StrategyLeg[] legs() {
        return legs;
    }

    int target() {
        return first.target;
    }

    long share() {
        return share;
    }

    void setShare(long newShare) {
        share = newShare;
    }

    /** What a size from a fraction is taken of. */
    long ownEquity() {
        long equity = account.equity();
        return share == Fixed.ONE || equity <= 0 ? equity : Fixed.mulDivFloor(equity, share, Fixed.ONE);
    }

    /** Its leg in an instrument, null where it has none. */
    StrategyLeg legIn(int ofInstrumentId) {
        if (ofInstrumentId == instrumentId) {
            return first;
        }
        for (StrategyLeg leg : legs) {
            if (leg.instrumentId == ofInstrumentId) {
                return leg;
            }
        }
        return null;
    }

    /** Signed quantity held of an instrument, be it its own or not. */
    long held(int ofInstrumentId) {
        StrategyLeg leg = legIn(ofInstrumentId);
        return leg == null ? 0 : leg.position;
    }

    /** A split leaves another quantity, and prices that the strategy keeps are of another size. */
    void split(int ofInstrumentId, long numerator, long denominator, long splitQty) {
        for (int leg = 0; leg < legs.length; leg++) {
            if (legs[leg].instrumentId == ofInstrumentId) {
                legs[leg].position = splitQty;
                instance.strategy().onSplit(leg, numerator, denominator);
            }
        }
    }

    /** What is held of an instrument has ended. */
    void end(int ofInstrumentId) {
        for (StrategyLeg leg : legs) {
            if (leg.instrumentId == ofInstrumentId) {
                leg.position = 0;
            }
        }
    }

    /** A split, once positions are of their new size: sizes and stops follow. */
    void rescale(Slot ofEvent, int ofInstrumentId, long numerator, long denominator) {
        for (int leg = 0; leg < legs.length && !isPlain; leg++) {
            if (legs[leg].instrumentId == ofInstrumentId) {
                legs[leg].rescale(ofEvent, numerator, denominator);
            }
        }
    }

    void fill(int ofInstrumentId, boolean buy, long qty) {
        StrategyLeg leg = legIn(ofInstrumentId);
        leg.position = Math.addExact(leg.position, buy ? qty : -qty);
    }

    long expectedPosition(StrategyLeg leg) {
        if (leg.guard != null) {
            return positionWithoutStops(leg);
        }
        return Math.addExact(leg.position, orders.workingLeaves(instance.id(), leg.instrumentId));
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
        int index = featureOfHandle[feature];
        if (!delivery.isInPlace()) {
            return delivery.ready(index);
        }
        return joined == null ? series.ready(index) : joined.ready(index);
    }

    @Override
    public double value(int feature) {
        int index = featureOfHandle[feature];
        if (!delivery.isInPlace()) {
            return delivery.value(index);
        }
        return joined == null ? series.value(index) : joined.value(index);
    }

    @Override
    public long raw(int feature) {
        int index = featureOfHandle[feature];
        if (!delivery.isInPlace()) {
            return delivery.raw(index);
        }
        return joined == null ? series.raw(index) : joined.raw(index);
    }

    @Override
    public int state() {
        return first.state;
    }

    @Override
    public void goLong() {
        first.target = 1;
    }

    @Override
    public void goFlat() {
        first.target = 0;
    }

    @Override
    public void goShort() {
        first.target = -1;
    }

    @Override
    public long position() {
        return first.position;
    }

    @Override
    public long expectedPosition() {
        return expectedPosition(first);
    }

    @Override
    public int legCount() {
        return legs.length;
    }

    @Override
    public Bar bar(int leg) {
        Objects.checkIndex(leg, legs.length);
        if (joined == null) {
            return delivery.bar();
        }
        return delivery.isInPlace() ? joined.bar(leg) : delivery.leg(leg);
    }

    @Override
    public int state(int leg) {
        return legs[leg].state;
    }

    @Override
    public void go(int leg, int state) {
        legs[leg].target = Integer.signum(state);
    }

    @Override
    public long position(int leg) {
        return legs[leg].position;
    }

    @Override
    public long expectedPosition(int leg) {
        return expectedPosition(legs[leg]);
    }

    @Override
    public long lastPx(int leg) {
        return account.lastPx(legs[leg].instrumentId);
    }

    @Override
    public long market(int leg, Side side, long qty, TimeInForce timeInForce) {
        return submit(
                legs[leg],
                OrderType.MARKET,
                side,
                qty,
                OrderIntent.NULL_PX,
                OrderIntent.NULL_PX,
                timeInForce,
                lastPx(leg));
    }

    /** As {@link #expectedPosition}, but for stops that work. */
    long positionWithoutStops(StrategyLeg leg) {
        return Math.addExact(leg.position, orders.leavesWithoutStops(instance.id(), leg.instrumentId));
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
        return submit(
                first, OrderType.MARKET, side, qty, OrderIntent.NULL_PX, OrderIntent.NULL_PX, timeInForce, lastPx());
    }

    @Override
    public long limit(Side side, long qty, long limitPx, TimeInForce timeInForce) {
        return submit(first, OrderType.LIMIT, side, qty, limitPx, OrderIntent.NULL_PX, timeInForce, limitPx);
    }

    @Override
    public long stop(Side side, long qty, long stopPx, TimeInForce timeInForce) {
        return submit(first, OrderType.STOP, side, qty, OrderIntent.NULL_PX, stopPx, timeInForce, stopPx);
    }

    /** An order that takes back no more than is expected to be held is a closing one. */
    private long submit(
            StrategyLeg leg,
            OrderType type,
            Side side,
            long qty,
            long limitPx,
            long stopPx,
            TimeInForce timeInForce,
            long px) {
        if (qty <= 0 || sendsNothing()) {
            return -1;
        }
        long expected = expectedPosition(leg);
        boolean buy = side == Side.BUY;
        boolean closing = buy ? expected < 0 && qty <= -expected : expected > 0 && qty <= expected;
        long estimatePx = type == OrderType.LIMIT ? px : stage.takePx(leg.instrument, buy, px);
        return stage.submit(
                event,
                slot,
                instance.id(),
                leg.instrumentId,
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
    public OrderTicket order(Side side, long qty) {
        return ticket.clear(0, side, qty);
    }

    @Override
    public OrderTicket order(int leg, Side side, long qty) {
        return ticket.clear(Objects.checkIndex(leg, legs.length), side, qty);
    }

    private long send(OrderTicket order) {
        if (order.qty() <= 0 || sendsNothing()) {
            return -1;
        }
        StrategyLeg leg = legs[order.leg()];
        return stage.submit(
                event,
                slot,
                instance.id(),
                leg.instrument,
                order,
                expectedPosition(leg),
                account.lastPx(leg.instrumentId));
    }

    @Override
    public void replace(long orderId, long qty, long limitPx, long stopPx) {
        if (!sendsNothing()) {
            stage.replace(slot, instance.id(), orderId, qty, limitPx, stopPx);
        }
    }

    @Override
    public void cancel(long orderId) {
        if (!sendsNothing()) {
            stage.cancel(slot, instance, orderId);
        }
    }

    @Override
    public void saveState(StateOutput out) {
        first.saveState(out);
        out.putBoolean(stopped);
        for (int leg = 1; leg < legs.length; leg++) {
            legs[leg].saveState(out);
        }
        if (instance.spec().isAllocation()) {
            out.putLong(share);
        }
        for (int leg = 0; leg < legs.length && !isPlain; leg++) {
            legs[leg].saveRules(out);
        }
    }

    @Override
    public void loadState(StateInput in) {
        first.loadState(in);
        stopped = in.getBoolean();
        for (int leg = 1; leg < legs.length; leg++) {
            legs[leg].loadState(in);
        }
        if (instance.spec().isAllocation()) {
            share = in.getLong();
        }
        for (int leg = 0; leg < legs.length && !isPlain; leg++) {
            legs[leg].loadRules(in);
        }
    }
}
