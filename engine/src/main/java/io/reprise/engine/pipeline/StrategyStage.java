package io.reprise.engine.pipeline;

import io.reprise.codecs.AllocationShareDecoder;
import io.reprise.codecs.BarDecoder;
import io.reprise.codecs.BorrowRateDecoder;
import io.reprise.codecs.CashRateDecoder;
import io.reprise.codecs.CorporateActionDecoder;
import io.reprise.codecs.DenialDecoder;
import io.reprise.codecs.ExecType;
import io.reprise.codecs.ExecutionReportDecoder;
import io.reprise.codecs.FundingRateDecoder;
import io.reprise.codecs.LinkKind;
import io.reprise.codecs.ModelOutputDecoder;
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
import io.reprise.engine.domain.Parameters;
import io.reprise.engine.domain.StateInput;
import io.reprise.engine.domain.StateOutput;
import io.reprise.engine.event.Event;
import io.reprise.engine.feature.BarSeries;
import io.reprise.engine.fixed.Fixed;
import io.reprise.engine.order.OrderIntent;
import io.reprise.engine.order.OrderRules;
import io.reprise.engine.order.OrderTicket;
import io.reprise.engine.order.Orders;
import io.reprise.engine.portfolio.Account;
import io.reprise.engine.portfolio.Costs;
import io.reprise.engine.portfolio.Pricing;
import io.reprise.engine.risk.Reason;
import io.reprise.engine.risk.Sizer;
import io.reprise.engine.risk.Sizing;
import java.util.List;

/**
 * Second stage: hands closed bars to the strategies and turns their states into intents (rules 22 and 23 of
 * docs/semantics.md). Keeps its own replica of account and orders, updated by the same sequenced reports as every other.
 */
@HotPath
final class StrategyStage implements Stage {
    private static final long NO_ORDER = -1;

    private final StrategyInstance[] strategies;
    private final StrategyView[] views;
    /** By delivery, the first of its strategies in order of their ids; the views are a chain. */
    private final StrategyView[] firstOfDelivery;

    private final Account account;
    private final Orders orders;
    private final Costs costs;
    private final Pricing pricing = new Pricing();
    private final ExecutionReportDecoder report = new ExecutionReportDecoder();
    private final AllocationShareDecoder share = new AllocationShareDecoder();
    private final DenialDecoder denial = new DenialDecoder();
    private final OperatorCommandDecoder command = new OperatorCommandDecoder();

    private final ModelOutputDecoder modelOutput = new ModelOutputDecoder();

    private final ParameterSets parameterSets;
    private final ManualOrders manual;
    private final HolderActions actions;

    private final boolean killFlattens;

    private long orderIdNext = 1;

    /** @param killFlattens whether the kill switch closes all positions */
    StrategyStage(
            StrategyInstance[] strategies,
            BarSeries[] series,
            int deliveries,
            List<Instrument> instruments,
            Account account,
            Orders orders,
            Costs costs,
            boolean killFlattens) {
        this.strategies = strategies;
        this.killFlattens = killFlattens;
        this.account = account;
        this.orders = orders;
        this.costs = costs;
        this.parameterSets = new ParameterSets(strategies);
        Instrument[] byId = instruments.toArray(new Instrument[0]);
        this.manual = new ManualOrders(this, byId, account, orders);
        this.views = new StrategyView[strategies.length];
        this.firstOfDelivery = new StrategyView[deliveries];
        for (int i = strategies.length - 1; i >= 0; i--) {
            int deliveryId = strategies[i].deliveryId();
            BarSeries bars = series[strategies[i].seriesId()];
            views[i] = new StrategyView(this, strategies[i], bars, account, orders, firstOfDelivery[deliveryId]);
            firstOfDelivery[deliveryId] = views[i];
        }
        this.actions = new HolderActions(views, manual, byId, account);
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
            case ModelOutputDecoder.TEMPLATE_ID -> onModelOutput(event);
            case AllocationShareDecoder.TEMPLATE_ID -> onShare(event, slot);
            case CorporateActionDecoder.TEMPLATE_ID -> actions.onAction(event, slot);
            case FundingRateDecoder.TEMPLATE_ID -> actions.onFunding(event, slot);
            case BorrowRateDecoder.TEMPLATE_ID -> actions.onBorrow(event, slot);
            case CashRateDecoder.TEMPLATE_ID -> actions.onInterest(event, slot);
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
                instance.spec().name(),
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

    long lastPx(int instrumentId) {
        return account.lastPx(instrumentId);
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
        StrategyView view = firstOfDelivery[delivery.seriesId()];
        while (view != null) {
            view.open(event, slot, delivery);
            if (!view.isPlain()) {
                view.beforeBar();
            }
            view.instance().strategy().onBar(delivery.bar(), view);
            if (!view.isStopped()) {
                follow(event, slot, view);
            }
            if (!view.isPlain()) {
                view.afterBar();
            }
            view = view.nextOfDelivery();
        }
    }

    private void follow(Event event, Slot slot, StrategyView view) {
        if (view.target() != view.state()) {
            follow(event, slot, view, view.legs()[0]);
        }
        for (int leg = 1; leg < view.legs().length; leg++) {
            if (view.legs()[leg].target != view.legs()[leg].state) {
                follow(event, slot, view, view.legs()[leg]);
            }
        }
    }

    /** On how many of the bars with these indexes, from the first on, the strategies of a series let things be. */
    int quietBars(int seriesId, int from, int to) {
        int end = to;
        for (StrategyView view = firstOfDelivery[seriesId]; view != null && end > from; view = view.nextOfDelivery()) {
            end = from + view.quietBars(from, end);
        }
        return end - from;
    }

    /** Takes bars of which {@link #quietBars} said that they are quiet. */
    void onQuietBars(int seriesId, int from, int to) {
        for (StrategyView view = firstOfDelivery[seriesId]; view != null; view = view.nextOfDelivery()) {
            view.onQuietBars(from, to);
        }
    }

    /** Rule 23: when the state changes, close what is expected to be held, then open unless flat. */
    private void follow(Event event, Slot slot, StrategyView view, StrategyLeg leg) {
        int previous = leg.state;
        leg.become(leg.target);
        long px = account.lastPx(leg.instrumentId);
        long expected = view.expectedPosition(leg);
        signal(slot, view, leg, previous, px);
        if (view.sendsNothing()) {
            return;
        }
        if (leg.guard != null) {
            leg.guard.release(slot);
            leg.guard.opens();
        }
        if (expected != 0) {
            closeOut(event, slot, view.instance().id(), leg.instrument, expected, px);
        }
        if (leg.state != 0) {
            open(event, slot, view, leg, px);
        }
    }

    private void signal(Slot slot, StrategyView view, StrategyLeg leg, int previous, long px) {
        Slot.Signal signal = slot.nextSignal();
        if (signal != null) {
            signal.strategyId = view.instance().id();
            signal.instrumentId = leg.instrumentId;
            signal.previous = previous;
            signal.state = leg.state;
            signal.px = px;
            signal.equity = account.equity();
            signal.position = leg.position;
        }
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

    private void open(Event event, Slot slot, StrategyView view, StrategyLeg leg, long px) {
        boolean buy = leg.state > 0;
        long estimatePx = takePx(leg.instrument, buy, px);
        long distance = leg.guard == null ? Sizer.NO_STOP : leg.guard.levels().plan(buy, estimatePx);
        long qty = leg.sizer == null ? openingQty(view, leg, estimatePx) : sized(slot, view, leg, estimatePx, distance);
        if (qty > 0) {
            send(event, slot, view, leg, buy, qty, false, estimatePx);
        }
    }

    /** Rule 22: a fixed quantity, or what a fraction of the strategy's equity affords. */
    private long openingQty(StrategyView view, StrategyLeg leg, long estimatePx) {
        Sizing sizing = view.instance().spec().sizing();
        long lotQty = leg.instrument.lotQty();
        if (sizing.isFixed()) {
            return sizing.fixedQty() / lotQty * lotQty;
        }
        long equity = view.ownEquity();
        return equity <= 0
                ? 0
                : pricing.affordableQty(sizing.fraction(), equity, estimatePx, costs.takerFeeE12(), lotQty);
    }

    private void send(
            Event event,
            Slot slot,
            StrategyView view,
            StrategyLeg leg,
            boolean buy,
            long qty,
            boolean closing,
            long estimatePx) {
        submit(
                event,
                slot,
                view.instance().id(),
                leg.instrumentId,
                OrderType.MARKET,
                side(buy),
                qty,
                OrderIntent.NULL_PX,
                OrderIntent.NULL_PX,
                TimeInForce.GTC,
                closing,
                estimatePx);
    }

    /** An allocation has another share: what it is to hold by its state and its new size is bought or sold now. */
    private void onShare(Event event, Slot slot) {
        share.wrap(event.buffer(), event.bodyOffset(), event.blockLength(), event.version());
        StrategyView view = viewOf(share.name());
        if (view == null || share.share() < 0 || share.share() > Fixed.ONE) {
            slot.answer(Reason.COMMAND_REFUSED, ManualOrders.STRATEGY_ID);
            return;
        }
        view.setShare(share.share());
        if (view.sendsNothing() || view.instance().spec().sizing().kind() != Sizing.Kind.FRACTION) {
            return; // a size by a rule of its own takes the share when it next opens
        }
        for (StrategyLeg leg : view.legs()) {
            if (leg.state != 0 && account.lastPx(leg.instrumentId) != Fixed.NULL_PX) {
                resize(event, slot, view, leg);
            }
        }
    }

    private StrategyView viewOf(String name) {
        for (StrategyView view : views) {
            if (view.instance().spec().isAllocation()
                    && view.instance().spec().name().equals(name)) {
                return view;
            }
        }
        return null;
    }

    private void resize(Event event, Slot slot, StrategyView view, StrategyLeg leg) {
        long px = account.lastPx(leg.instrumentId);
        long expected = view.expectedPosition(leg);
        long openPx = takePx(leg.instrument, leg.state > 0, px);
        long wanted = leg.state * openingQty(view, leg, openPx);
        long change = Math.subtractExact(wanted, expected);
        if (change != 0) {
            boolean buy = change > 0;
            boolean closing = buy ? expected < 0 && wanted <= 0 : expected > 0 && wanted >= 0;
            send(event, slot, view, leg, buy, Math.abs(change), closing, takePx(leg.instrument, buy, px));
        }
    }

    /** A size by a rule of its own; where there is none, the reason is told. */
    private long sized(Slot slot, StrategyView view, StrategyLeg leg, long estimatePx, long distance) {
        Sizer sizer = leg.sizer;
        long qty = sizer.qty(view.ownEquity(), estimatePx, distance, costs.takerFeeE12(), leg.instrument.lotQty());
        if (qty == 0) {
            slot.strategyNotices.add(
                    sizer.reason(), NO_ORDER, view.instance().id(), leg.instrumentId, sizer.actual(), sizer.limit());
        }
        return qty;
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
        intent.clearTerms();
        intent.held = orders.add(intent, event.seq()) != Orders.FULL;
        return intent.orderId;
    }

    /** Wants what a ticket says; an order that takes back no more than is expected to be held is a closing one. */
    long submit(
            Event event, Slot slot, int strategyId, Instrument instrument, OrderTicket ticket, long expected, long px) {
        OrderIntent intent = slot.nextIntent();
        if (intent == null) {
            return -1;
        }
        boolean buy = ticket.side() == Side.BUY;
        intent.orderId = orderIdNext++;
        intent.strategyId = strategyId;
        intent.instrumentId = instrument.id();
        intent.action = (byte) OrderAction.NEW.value();
        intent.side = (byte) ticket.side().value();
        intent.type = (byte) ticket.type().value();
        intent.timeInForce = (byte) ticket.timeInForce().value();
        intent.closing = buy ? expected < 0 && ticket.qty() <= -expected : expected > 0 && ticket.qty() <= expected;
        intent.orderQty = ticket.qty();
        intent.limitPx = ticket.limitPx();
        intent.stopPx = ticket.stopPx();
        intent.setTerms(ticket);
        if (ticket.linkKind() != LinkKind.NONE && ticket.listId() == OrderIntent.NULL_LIST) {
            intent.listId = intent.orderId;
        }
        intent.estimatePx = estimatePx(instrument, ticket, px);
        intent.held = orders.add(intent, event.seq()) != Orders.FULL;
        return intent.orderId;
    }

    /** The worst that a unit is expected to cost: a limit, else the price that it waits for or is at now, as rule 14 takes it. */
    private long estimatePx(Instrument instrument, OrderTicket ticket, long px) {
        if (OrderRules.hasLimit(ticket.type())) {
            return ticket.limitPx();
        }
        boolean buy = ticket.side() == Side.BUY;
        long base = ticket.stopPx() != OrderIntent.NULL_PX ? ticket.stopPx() : px;
        return base == Fixed.NULL_PX ? Fixed.NULL_PX : takePx(instrument, buy, base);
    }

    /** Asks for another quantity or other prices of a working order, {@link OrderIntent#NULL_PX} and 0 leaving what is. */
    void replace(Slot slot, int strategyId, long orderId, long qty, long limitPx, long stopPx) {
        int working = orders.slotOf(orderId);
        OrderIntent intent = working == Orders.NO_SLOT ? null : slot.nextIntent();
        if (intent == null) {
            return;
        }
        intent.toCancel(orderId, strategyId, orders.instrumentId(working));
        intent.action = (byte) OrderAction.REPLACE.value();
        intent.side = (byte) orders.side(working).value();
        intent.type = (byte) orders.type(working).value();
        intent.timeInForce = (byte) orders.timeInForce(working).value();
        intent.closing = orders.closing(working);
        intent.orderQty = qty;
        intent.limitPx = limitPx;
        intent.stopPx = stopPx;
        intent.estimatePx = limitPx != OrderIntent.NULL_PX ? limitPx : stopPx;
    }

    void cancel(Slot slot, StrategyInstance instance, long orderId) {
        cancel(slot, instance.id(), instance.instrument().id(), orderId);
    }

    void cancel(Slot slot, int strategyId, int instrumentId, long orderId) {
        OrderIntent intent = slot.nextIntent();
        if (intent != null) {
            intent.toCancel(orderId, strategyId, instrumentId);
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
                StrategyView view = views[report.strategyId()];
                if (view.isPlain()) {
                    view.fill(event.instrumentId(), buy, report.lastQty());
                } else {
                    StrategyLeg leg = view.legIn(event.instrumentId());
                    leg.fill(buy, report.lastQty(), report.lastPx(), report.fee(), event.tsEventNs());
                }
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
            case FLATTEN -> flatten(event, slot, false);
            case KILL -> kill(event, slot);
            case STOP_STRATEGY -> setStopped(slot, true);
            case START_STRATEGY -> setStopped(slot, false);
            default -> {}
        }
    }

    /** A model that is a regime tightens or widens stops, which are moved when their next bar closes. */
    private void onModelOutput(Event event) {
        modelOutput.wrap(event.buffer(), event.bodyOffset(), event.blockLength(), event.version());
        for (StrategyView view : views) {
            for (StrategyLeg leg : view.legs()) {
                if (leg.guard != null) {
                    leg.guard.levels().onRegime(modelOutput.modelId(), modelOutput.value());
                }
            }
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
    private void flatten(Event event, Slot slot, boolean withoutStops) {
        int only = event.instrumentId();
        for (StrategyView view : views) {
            for (StrategyLeg leg : view.legs()) {
                if (only < 0 || only == leg.instrumentId) {
                    long expected = withoutStops ? view.positionWithoutStops(leg) : view.expectedPosition(leg);
                    leg.become(0);
                    if (leg.guard != null) {
                        leg.guard.release(slot);
                    }
                    if (expected != 0) {
                        long px = account.lastPx(leg.instrumentId);
                        closeOut(event, slot, view.instance().id(), leg.instrument, expected, px);
                    }
                }
            }
        }
        manual.flatten(event, slot, only, withoutStops);
    }

    /** The kill switch: what works is canceled by the orders stage, behind what closes here, so stops must not be counted on. */
    private void kill(Event event, Slot slot) {
        if (killFlattens) {
            flatten(event, slot, true);
        }
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
