package io.reprise.engine.pipeline;

import io.reprise.codecs.BarDecoder;
import io.reprise.codecs.DenialDecoder;
import io.reprise.codecs.ExecType;
import io.reprise.codecs.ExecutionReportDecoder;
import io.reprise.codecs.OperatorCommandDecoder;
import io.reprise.codecs.OperatorOrderDecoder;
import io.reprise.codecs.OrderAction;
import io.reprise.codecs.OrderType;
import io.reprise.codecs.ParameterValueDecoder;
import io.reprise.codecs.Side;
import io.reprise.codecs.TimeInForce;
import io.reprise.codecs.TradeDecoder;
import io.reprise.engine.domain.HotPath;
import io.reprise.engine.domain.Instrument;
import io.reprise.engine.domain.StateInput;
import io.reprise.engine.domain.StateOutput;
import io.reprise.engine.event.Event;
import io.reprise.engine.feature.BarSeries;
import io.reprise.engine.order.OrderIntent;
import io.reprise.engine.order.Orders;
import io.reprise.engine.portfolio.Account;
import io.reprise.engine.portfolio.Costs;
import io.reprise.engine.portfolio.Pricing;
import io.reprise.engine.risk.Reason;
import io.reprise.engine.strategy.Parameters;
import java.util.List;

/**
 * Second stage: hands closed bars to the strategies and turns their states into intents (rules 22 and 23 of
 * docs/semantics.md). Keeps its own replica of account and orders, updated by the same sequenced reports as every other.
 */
@HotPath
final class StrategyStage implements Stage {
    private final StrategyInstance[] strategies;
    private final StrategyView[] views;
    /** By series, the first of its strategies in order of their ids; the views are a chain. */
    private final StrategyView[] firstOfSeries;

    private final Account account;
    private final Orders orders;
    private final Costs costs;
    private final Pricing pricing = new Pricing();
    private final ExecutionReportDecoder report = new ExecutionReportDecoder();
    private final DenialDecoder denial = new DenialDecoder();
    private final OperatorCommandDecoder command = new OperatorCommandDecoder();

    private final ParameterSets parameterSets;
    private final ManualOrders manual;

    private long orderIdNext = 1;

    StrategyStage(
            StrategyInstance[] strategies,
            BarSeries[] series,
            List<Instrument> instruments,
            Account account,
            Orders orders,
            Costs costs) {
        this.strategies = strategies;
        this.account = account;
        this.orders = orders;
        this.costs = costs;
        this.parameterSets = new ParameterSets(strategies);
        this.manual = new ManualOrders(this, instruments.toArray(new Instrument[0]), account, orders);
        this.views = new StrategyView[strategies.length];
        this.firstOfSeries = new StrategyView[series.length];
        for (int i = strategies.length - 1; i >= 0; i--) {
            int seriesId = strategies[i].seriesId();
            views[i] =
                    new StrategyView(this, strategies[i], series[seriesId], account, orders, firstOfSeries[seriesId]);
            firstOfSeries[seriesId] = views[i];
        }
    }

    @Override
    public void onEvent(Event event, Slot slot) {
        switch (event.templateId()) {
            case TradeDecoder.TEMPLATE_ID -> onPrice(event.instrumentId(), event.px());
            case BarDecoder.TEMPLATE_ID -> onPrice(event.instrumentId(), event.barClosePx());
            case ExecutionReportDecoder.TEMPLATE_ID -> onReport(event);
            case DenialDecoder.TEMPLATE_ID -> onDenial(event);
            case OperatorCommandDecoder.TEMPLATE_ID -> onCommand(event, slot);
            case ParameterValueDecoder.TEMPLATE_ID -> parameterSets.onEvent(event, slot);
            case OperatorOrderDecoder.TEMPLATE_ID -> manual.onOrder(event, slot);
            default -> {}
        }
        if (slot.deliveryCount > 0) {
            decide(event, slot);
        }
    }

    Orders orders() {
        return orders;
    }

    /** Where a strategy stands; cold. */
    StrategyState state(int id) {
        StrategyInstance instance = strategies[id];
        StrategyView view = views[id];
        return new StrategyState(
                id,
                instance.name(),
                instance.instrument().id(),
                instance.seriesId(),
                view.state(),
                view.isStopped(),
                view.position(),
                view.expectedPosition(),
                parameterSets.inForce(id));
    }

    boolean tryParameters(int id, Parameters set) {
        return strategies[id].strategy().onParameters(set);
    }

    long manualPosition(int instrumentId) {
        return manual.position(instrumentId);
    }

    int strategyCount() {
        return strategies.length;
    }

    /** A market event at this price. */
    void onPrice(int instrumentId, long px) {
        account.price(instrumentId, px);
    }

    /** Hands the bars that the event closed to their strategies. */
    void decide(Event event, Slot slot) {
        for (int d = 0; d < slot.deliveryCount; d++) {
            decide(event, slot, slot.deliveries[d]);
        }
    }

    /** Hands one of the bars that the event closed to its strategies. */
    void decide(Event event, Slot slot, Slot.Delivery delivery) {
        StrategyView view = firstOfSeries[delivery.seriesId()];
        while (view != null) {
            view.open(event, slot, delivery);
            view.instance().strategy().onBar(delivery.bar(), view);
            if (view.target() != view.state() && !view.isStopped()) {
                follow(event, slot, view.instance(), view);
            }
            view = view.nextOfSeries();
        }
    }

    /** Rule 23: when the state changes, close what is expected to be held, then open unless flat. */
    private void follow(Event event, Slot slot, StrategyInstance instance, StrategyView view) {
        int previous = view.state();
        int state = view.target();
        view.become(state);
        int instrumentId = instance.instrument().id();
        long px = account.lastPx(instrumentId);
        long equity = account.equity();
        long expected = view.expectedPosition();
        signal(slot, instance, previous, state, px, equity, view.position());
        if (expected != 0) {
            closeOut(event, slot, instance, expected, px);
        }
        if (state != 0) {
            open(event, slot, instance, state > 0, px, equity);
        }
    }

    private static void signal(
            Slot slot, StrategyInstance instance, int previous, int state, long px, long equity, long position) {
        Slot.Signal signal = slot.nextSignal();
        if (signal != null) {
            signal.strategyId = instance.id();
            signal.instrumentId = instance.instrument().id();
            signal.previous = previous;
            signal.state = state;
            signal.px = px;
            signal.equity = equity;
            signal.position = position;
        }
    }

    private void closeOut(Event event, Slot slot, StrategyInstance instance, long expected, long px) {
        closeOut(event, slot, instance.id(), instance.instrument(), expected, px);
    }

    void closeOut(Event event, Slot slot, int strategyId, Instrument instrument, long expected, long px) {
        boolean buy = expected < 0;
        submit(
                event,
                slot,
                strategyId,
                instrument.id(),
                OrderType.MARKET,
                side(buy),
                Math.absExact(expected),
                OrderIntent.NULL_PX,
                OrderIntent.NULL_PX,
                TimeInForce.GTC,
                true,
                takePx(instrument, buy, px));
    }

    private void open(Event event, Slot slot, StrategyInstance instance, boolean buy, long px, long equity) {
        long estimatePx = takePx(instance.instrument(), buy, px);
        long qty = instance.sizing().isFixed()
                ? instance.sizing().fixedQty()
                        / instance.instrument().lotQty()
                        * instance.instrument().lotQty()
                : equity <= 0
                        ? 0
                        : pricing.affordableQty(
                                instance.sizing().fraction(),
                                equity,
                                estimatePx,
                                costs.takerFeeE12(),
                                instance.instrument().lotQty());
        if (qty > 0) {
            submit(
                    event,
                    slot,
                    instance.id(),
                    instance.instrument().id(),
                    OrderType.MARKET,
                    side(buy),
                    qty,
                    OrderIntent.NULL_PX,
                    OrderIntent.NULL_PX,
                    TimeInForce.GTC,
                    false,
                    estimatePx);
        }
    }

    long takePx(Instrument instrument, boolean buy, long px) {
        return pricing.takePx(px, buy, instrument.tickPx(), costs.slippageE12());
    }

    private static Side side(boolean buy) {
        return buy ? Side.BUY : Side.SELL;
    }

    /** Puts an intent into the slot and the order, pending, into this stage's replica; -1 when there is no room. */
    long submit(
            Event event,
            Slot slot,
            int strategyId,
            int instrumentId,
            OrderType type,
            Side side,
            long qty,
            long limitPx,
            long stopPx,
            TimeInForce timeInForce,
            boolean closing,
            long estimatePx) {
        OrderIntent intent = slot.nextIntent();
        if (intent == null) {
            return -1;
        }
        intent.orderId = orderIdNext++;
        intent.strategyId = strategyId;
        intent.instrumentId = instrumentId;
        intent.action = (byte) OrderAction.NEW.value();
        intent.side = (byte) side.value();
        intent.type = (byte) type.value();
        intent.timeInForce = (byte) timeInForce.value();
        intent.closing = closing;
        intent.orderQty = qty;
        intent.limitPx = limitPx;
        intent.stopPx = stopPx;
        intent.estimatePx = estimatePx;
        intent.held = orders.add(intent, event.seq()) != Orders.FULL;
        return intent.orderId;
    }

    void cancel(Slot slot, StrategyInstance instance, long orderId) {
        OrderIntent intent = slot.nextIntent();
        if (intent != null) {
            intent.toCancel(orderId, instance.id(), instance.instrument().id());
        }
    }

    private void onReport(Event event) {
        report.wrap(event.buffer(), event.bodyOffset(), event.blockLength(), event.version());
        if (report.execType() == ExecType.TRADE) {
            boolean buy = report.side() == Side.BUY;
            account.fill(event.instrumentId(), buy, report.lastPx(), report.lastQty(), report.fee());
            if (report.strategyId() == ManualOrders.STRATEGY_ID) {
                manual.fill(event.instrumentId(), buy, report.lastQty());
            } else {
                views[report.strategyId()].fill(buy, report.lastQty());
            }
        }
        orders.apply(report);
    }

    private void onDenial(Event event) {
        denial.wrap(event.buffer(), event.bodyOffset(), event.blockLength(), event.version());
        orders.deny(denial.orderId());
    }

    private void onCommand(Event event, Slot slot) {
        command.wrap(event.buffer(), event.bodyOffset(), event.blockLength(), event.version());
        switch (command.commandKind()) {
            case FLATTEN -> flatten(event, slot);
            case STOP_STRATEGY -> setStopped(slot, true);
            case START_STRATEGY -> setStopped(slot, false);
            default -> {}
        }
    }

    private void setStopped(Slot slot, boolean stopped) {
        int id = command.strategyId();
        boolean isKnown = id >= 0 && id < strategies.length;
        if (isKnown) {
            views[id].setStopped(stopped);
        }
        slot.answer(isKnown ? Reason.NONE : Reason.COMMAND_REFUSED, id);
    }

    /**
     * FLATTEN closes what each strategy, stopped or not, and the operator are expected to hold, of one instrument or of
     * all, and puts the strategies' states back to flat.
     */
    private void flatten(Event event, Slot slot) {
        int only = event.instrumentId();
        for (StrategyInstance instance : strategies) {
            int instrumentId = instance.instrument().id();
            if (only < 0 || only == instrumentId) {
                StrategyView view = views[instance.id()];
                long expected = view.expectedPosition();
                view.become(0);
                if (expected != 0) {
                    closeOut(event, slot, instance, expected, account.lastPx(instrumentId));
                }
            }
        }
        manual.flatten(event, slot, only);
    }

    @Override
    public void saveState(StateOutput out) {
        out.putLong(orderIdNext);
        parameterSets.saveState(out);
        manual.saveState(out);
        account.saveState(out);
        orders.saveState(out);
        for (StrategyInstance instance : strategies) {
            views[instance.id()].saveState(out);
            instance.strategy().saveState(out);
        }
    }

    @Override
    public void loadState(StateInput in) {
        orderIdNext = in.getLong();
        parameterSets.loadState(in);
        manual.loadState(in);
        account.loadState(in);
        orders.loadState(in);
        for (StrategyInstance instance : strategies) {
            views[instance.id()].loadState(in);
            instance.strategy().loadState(in);
        }
    }
}
