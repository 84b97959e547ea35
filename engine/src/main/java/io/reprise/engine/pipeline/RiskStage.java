package io.reprise.engine.pipeline;

import io.reprise.codecs.ActionKind;
import io.reprise.codecs.AllocationShareDecoder;
import io.reprise.codecs.BarDecoder;
import io.reprise.codecs.BookDeltaDecoder;
import io.reprise.codecs.BookSnapshotDecoder;
import io.reprise.codecs.BorrowRateDecoder;
import io.reprise.codecs.CashRateDecoder;
import io.reprise.codecs.CorporateActionDecoder;
import io.reprise.codecs.ExecType;
import io.reprise.codecs.ExecutionReportDecoder;
import io.reprise.codecs.FundingRateDecoder;
import io.reprise.codecs.OperatorCommandDecoder;
import io.reprise.codecs.OrderAction;
import io.reprise.codecs.ParameterValueDecoder;
import io.reprise.codecs.QuoteDecoder;
import io.reprise.codecs.Side;
import io.reprise.codecs.TradeDecoder;
import io.reprise.codecs.VenueStatusDecoder;
import io.reprise.engine.domain.HotPath;
import io.reprise.engine.domain.StateInput;
import io.reprise.engine.domain.StateOutput;
import io.reprise.engine.event.Event;
import io.reprise.engine.feature.BarSeries;
import io.reprise.engine.order.OrderIntent;
import io.reprise.engine.order.Orders;
import io.reprise.engine.portfolio.Account;
import io.reprise.engine.portfolio.AccountMarker;
import io.reprise.engine.risk.PreTrade;
import io.reprise.engine.risk.Reason;
import io.reprise.engine.risk.TradingState;
import java.util.BitSet;

/** Third stage: marks the account and answers each intent, with the numbers that decided. */
@HotPath
final class RiskStage implements Stage {
    private static final int NONE = -1;

    private final AccountMarker marker;
    private final Orders orders;
    private final PreTrade preTrade;
    private final LimitSets limitSets;
    private final boolean[] isFirstOfInstrument;
    private final ExecutionReportDecoder report = new ExecutionReportDecoder();
    private final OperatorCommandDecoder command = new OperatorCommandDecoder();
    private final VenueStatusDecoder status = new VenueStatusDecoder();
    private final CorporateActionDecoder action = new CorporateActionDecoder();
    private final BorrowRateDecoder borrow = new BorrowRateDecoder();

    /** @param series all series, their index being their id: an instrument's first is the one whose bars risk goes by */
    RiskStage(AccountMarker marker, Orders orders, PreTrade preTrade, BarSeries[] series) {
        this.marker = marker;
        this.orders = orders;
        this.preTrade = preTrade;
        limitSets = new LimitSets(preTrade);
        isFirstOfInstrument = new boolean[series.length];
        BitSet seen = new BitSet();
        for (int id = 0; id < series.length; id++) {
            isFirstOfInstrument[id] = !seen.get(series[id].instrumentId());
            seen.set(series[id].instrumentId());
        }
    }

    Account account() {
        return marker.account();
    }

    PreTrade preTrade() {
        return preTrade;
    }

    @Override
    public void onEvent(Event event, Slot slot) {
        switch (event.templateId()) {
            case TradeDecoder.TEMPLATE_ID -> onPrice(event.instrumentId(), event.px());
            case BarDecoder.TEMPLATE_ID -> onPrice(event.instrumentId(), event.barClosePx());
            case ExecutionReportDecoder.TEMPLATE_ID -> onReport(event);
            case OperatorCommandDecoder.TEMPLATE_ID -> onCommand(event, slot);
            case ParameterValueDecoder.TEMPLATE_ID -> limitSets.onEvent(event, slot);
            case VenueStatusDecoder.TEMPLATE_ID -> onStatus(event);
            case CorporateActionDecoder.TEMPLATE_ID -> onAction(event, slot);
            case AllocationShareDecoder.TEMPLATE_ID,
                    QuoteDecoder.TEMPLATE_ID,
                    BookDeltaDecoder.TEMPLATE_ID,
                    BookSnapshotDecoder.TEMPLATE_ID -> marker.onAction();
            case FundingRateDecoder.TEMPLATE_ID, CashRateDecoder.TEMPLATE_ID -> onCarry(slot);
            case BorrowRateDecoder.TEMPLATE_ID -> {
                borrow.wrap(event.buffer(), event.bodyOffset(), event.blockLength(), event.version());
                onCarry(slot);
                preTrade.borrowable(event.instrumentId(), borrow.availableQty());
            }
            default -> {}
        }
        judge(event, slot);
    }

    /** A market event at this price. */
    void onPrice(int instrumentId, long px) {
        marker.onMarketEvent(instrumentId, px);
    }

    /** Narrows a run to what changes neither peak nor drawdown; false when the next trade must be looked at by itself. */
    boolean narrow(TradeRun run, int instrumentId) {
        Account account = marker.account();
        if (account.isUnmarked() || preTrade.watchesDay()) {
            return false;
        }
        run.withinPrices(account.quietLoPx(instrumentId), account.quietHiPx(instrumentId));
        return true;
    }

    void onTrades(TradeRun run) {
        marker.onQuietEvents(run.instrumentId(), run.lastPx(), run.count());
    }

    /**
     * Market events at these prices, on which nobody wants anything; those that change neither peak nor drawdown are taken
     * together.
     *
     * @param pxs prices from one index to another, exclusive
     * @return how many were taken: not those after one on which the breaker trips
     */
    int onPrices(int instrumentId, long[] pxs, int from, int to, Slot slot) {
        Account account = marker.account();
        int at = from;
        while (at < to && slot.riskNotices.count() == 0) {
            int quietTo = account.isUnmarked() || mayTrip() ? at : account.quietTo(instrumentId, pxs, at, to);
            if (quietTo > at) {
                marker.onQuietEvents(instrumentId, pxs[quietTo - 1], quietTo - at);
                at = quietTo;
            }
            if (at < to) {
                onPrice(instrumentId, pxs[at++]);
                if (preTrade.tripsOnDrawdown()) {
                    notice(slot, Reason.DRAWDOWN_TRIPPED, NONE, instrumentId);
                }
            }
        }
        return at - from;
    }

    /** Whether each event must be looked at by itself. */
    boolean watchesEvents() {
        return preTrade.watchesEvents();
    }

    /** Whether {@link #judge} has a breaker to look at, be there intents or not. */
    boolean mayTrip() {
        return preTrade.mayTripOnDrawdown() || preTrade.watchesEvents();
    }

    /** Looks at the breakers and answers the intents on this event. */
    void judge(Event event, Slot slot) {
        if (preTrade.tripsOnDrawdown()) {
            notice(slot, Reason.DRAWDOWN_TRIPPED, NONE, event.instrumentId());
        }
        if (preTrade.watchesEvents()) {
            watch(event, slot);
        }
        for (int i = 0; i < slot.intentCount; i++) {
            judge(event, slot, i);
        }
    }

    private void watch(Event event, Slot slot) {
        for (int d = 0; d < slot.deliveryCount; d++) {
            int seriesId = slot.deliveries[d].seriesId();
            if (seriesId < isFirstOfInstrument.length && isFirstOfInstrument[seriesId]) { // not joined bars
                preTrade.onBar(slot.deliveries[d].bar());
            }
        }
        if (preTrade.tripsOnDailyLoss(event.tsInitNs())) {
            notice(slot, Reason.DAILY_LOSS_TRIPPED, NONE, event.instrumentId());
        }
    }

    private void notice(Slot slot, Reason reason, int strategyId, int instrumentId) {
        slot.riskNotices.add(reason, NONE, strategyId, instrumentId, preTrade.actual(), preTrade.limit());
    }

    private void judge(Event event, Slot slot, int index) {
        OrderIntent intent = slot.intents[index];
        Reason reason = preTrade.check(intent, event.tsInitNs());
        slot.verdictActual[index] = preTrade.actual();
        slot.verdictLimit[index] = preTrade.limit();
        if (reason == Reason.NONE && intent.action == OrderAction.NEW.value()) {
            reason = hold(intent, event.seq());
        }
        slot.verdicts[index] = reason;
    }

    private Reason hold(OrderIntent intent, long causeSeq) {
        if (!intent.held) {
            return Reason.ORDERS_FULL;
        }
        if (orders.add(intent, causeSeq) == Orders.FULL) {
            orders.deny(intent.orderId);
            return Reason.ORDERS_FULL;
        }
        return Reason.NONE;
    }

    private void onReport(Event event) {
        report.wrap(event.buffer(), event.bodyOffset(), event.blockLength(), event.version());
        if (report.execType() == ExecType.TRADE) {
            marker.onFill(
                    event.instrumentId(),
                    report.side() == Side.BUY,
                    report.lastPx(),
                    report.lastQty(),
                    report.fee(),
                    report.marketEvent());
        }
        orders.apply(report);
    }

    private void onCommand(Event event, Slot slot) {
        command.wrap(event.buffer(), event.bodyOffset(), event.blockLength(), event.version());
        switch (command.commandKind()) {
            case HALT -> become(event, slot, TradingState.HALTED);
            case REDUCE_ONLY -> become(event, slot, TradingState.REDUCE_ONLY);
            case RESUME -> become(event, slot, TradingState.ACTIVE);
            case KILL -> {
                preTrade.kill();
                slot.riskNotices.add(Reason.NONE, NONE, NONE, NONE, 0, 0);
            }
            case CLEAR_KILL -> {
                preTrade.clearKill();
                slot.riskNotices.add(Reason.NONE, NONE, NONE, NONE, 0, 0);
            }
            case STOP -> marker.settle();
            default -> {}
        }
    }

    /** Of a strategy, of an instrument, or else of the account, which answers nothing. */
    private void become(Event event, Slot slot, TradingState state) {
        int strategyId = command.strategyId();
        int instrumentId = event.instrumentId();
        if (strategyId == NONE && instrumentId == NONE) {
            switch (state) {
                case HALTED -> preTrade.halt();
                case REDUCE_ONLY -> preTrade.reduceOnly();
                case ACTIVE -> preTrade.resume();
            }
            return;
        }
        boolean isKnown = strategyId != NONE
                ? preTrade.setStrategy(strategyId, state)
                : preTrade.setInstrument(instrumentId, state);
        slot.riskNotices.add(
                isKnown ? Reason.NONE : Reason.COMMAND_REFUSED, NONE, strategyId, instrumentId, state.ordinal(), 0);
    }

    private void onStatus(Event event) {
        status.wrap(event.buffer(), event.bodyOffset(), event.blockLength(), event.version());
        switch (status.statusKind()) {
            case GAP, DISCONNECTED -> preTrade.setWhole(event.instrumentId(), status.sourceId(), false);
            case HALTED -> preTrade.haltInstrument(event.instrumentId());
            case CONNECTED -> preTrade.setWhole(event.instrumentId(), status.sourceId(), true);
            default -> {}
        }
    }

    private void onCarry(Slot slot) {
        marker.onAction();
        account().pay(slot.actionPaid);
    }

    /** Who holds what is known to the strategy stage, so it says what the account gets. */
    private void onAction(Event event, Slot slot) {
        action.wrap(event.buffer(), event.bodyOffset(), event.blockLength(), event.version());
        marker.onAction();
        if (action.actionKind() == ActionKind.SPLIT) {
            account()
                    .split(
                            event.instrumentId(),
                            action.numerator(),
                            action.denominator(),
                            slot.actionPosition,
                            slot.actionPaid);
            preTrade.rescale(event.instrumentId(), action.numerator(), action.denominator());
        } else if (action.actionKind() == ActionKind.DELISTING) {
            account().end(event.instrumentId(), slot.actionPaid);
            preTrade.delist(event.instrumentId());
        } else {
            account().pay(slot.actionPaid);
        }
    }

    @Override
    public void saveState(StateOutput out) {
        marker.saveState(out);
        orders.saveState(out);
        preTrade.saveState(out);
    }

    @Override
    public void loadState(StateInput in) {
        marker.loadState(in);
        orders.loadState(in);
        preTrade.loadState(in);
    }
}
