package io.reprise.engine.control;

import io.reprise.engine.book.TopOfBook;
import io.reprise.engine.domain.Bar;
import io.reprise.engine.domain.Instrument;
import io.reprise.engine.feature.BarSeries;
import io.reprise.engine.fixed.Fixed;
import io.reprise.engine.order.Orders;
import io.reprise.engine.pipeline.Stages;
import io.reprise.engine.pipeline.StrategyState;
import io.reprise.engine.portfolio.Account;
import io.reprise.engine.risk.PreTrade;
import io.reprise.engine.risk.TradingState;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the state of stages into records. Cold; to be called by the thread that drives the stages. */
final class StateOf {
    private StateOf() {}

    static DeskState stages(long seq, long timeNs, long marketEvents, Stages stages, Names names) {
        Orders orders = stages.orders();
        return new DeskState(
                seq,
                timeNs,
                stages.isHalted(),
                stages.isReduceOnly(),
                stages.isDrawdownTripped(),
                account(stages.account()),
                names.instruments().stream()
                        .map(instrument -> position(instrument, stages.account()))
                        .toList(),
                names.instruments().stream()
                        .map(instrument -> quote(instrument, stages.topOfBook()))
                        .toList(),
                working(orders, names),
                stages.series().stream().map(one -> series(one, names)).toList(),
                stages.strategies().stream().map(one -> strategy(one, names)).toList(),
                new DeskState.Counters(
                        marketEvents,
                        orders.submitted(),
                        stages.ordersSent(),
                        orders.fills(),
                        orders.rejected(),
                        orders.denied(),
                        orders.size()),
                risk(stages, names));
    }

    private static DeskState.Risk risk(Stages stages, Names names) {
        PreTrade risk = stages.risk();
        Map<String, TradingState> strategies = new LinkedHashMap<>();
        for (StrategyState one : stages.strategies()) {
            strategies.put(names.strategy(one.id()), risk.strategyState(one.id()));
        }
        Map<String, TradingState> instruments = new LinkedHashMap<>();
        for (Instrument one : names.instruments()) {
            instruments.put(one.name(), risk.instrumentState(one.id()));
        }
        return new DeskState.Risk(
                risk.isKilled(),
                risk.isDailyLossTripped(),
                risk.accountState(),
                strategies,
                instruments,
                risk.basicLimits(),
                risk.limitTexts());
    }

    private static DeskState.Account account(Account money) {
        return new DeskState.Account(
                money.initialCash(),
                money.cash(),
                money.minCash(),
                money.fees(),
                money.equity(),
                money.peakEquity(),
                money.maxDrawdown(),
                money.currentDrawdown());
    }

    private static DeskState.Position position(Instrument instrument, Account money) {
        long qty = money.position(instrument.id());
        long px = money.lastPx(instrument.id());
        return new DeskState.Position(instrument.name(), qty, px, qty == 0 ? 0 : Fixed.multiply(qty, px));
    }

    private static DeskState.Quote quote(Instrument instrument, TopOfBook top) {
        int id = instrument.id();
        long quotedNs = top.quoteTsEventNs(id);
        return new DeskState.Quote(
                instrument.name(),
                top.bidPx(id),
                top.bidQty(id),
                top.askPx(id),
                top.askQty(id),
                top.lastPx(id),
                top.lastQty(id),
                Math.max(quotedNs, top.lastTsEventNs(id)));
    }

    private static List<OrderRecord> working(Orders orders, Names names) {
        List<OrderRecord> working = new ArrayList<>();
        for (int slot = orders.first(); slot != Orders.NO_SLOT; slot = orders.next(slot)) {
            working.add(new OrderRecord(
                    orders.orderId(slot),
                    orders.strategyId(slot),
                    names.strategy(orders.strategyId(slot)),
                    names.instrument(orders.instrumentId(slot)),
                    orders.side(slot),
                    orders.type(slot),
                    orders.timeInForce(slot),
                    orders.status(slot),
                    orders.orderQty(slot),
                    orders.cumQty(slot),
                    orders.leavesQty(slot),
                    orders.avgPx(slot),
                    orders.limitPx(slot),
                    orders.stopPx(slot),
                    Fixed.NULL_PX,
                    orders.closing(slot),
                    Fixed.NULL_PX,
                    orders.causeSeq(slot),
                    Fixed.NULL_PX,
                    orders.causeSeq(slot),
                    ""));
        }
        return working;
    }

    private static DeskState.Series series(BarSeries one, Names names) {
        List<DeskState.Feature> features = new ArrayList<>();
        for (int i = 0; i < one.featureCount(); i++) {
            features.add(new DeskState.Feature(
                    one.featureSpec(i).name(), one.featureSpec(i).period(), one.value(i)));
        }
        return new DeskState.Series(
                names.instrument(one.instrumentId()),
                one.spec().text(),
                one.barCount(),
                one.barCount() == 0 ? null : candle(one.bar()),
                features);
    }

    private static Candle candle(Bar bar) {
        return new Candle(
                bar.startNs(),
                bar.openPx(),
                bar.highPx(),
                bar.lowPx(),
                bar.closePx(),
                bar.volume() < 0 ? Fixed.NULL_PX : bar.volume(),
                bar.tradeCount());
    }

    private static DeskState.Strategy strategy(StrategyState one, Names names) {
        return new DeskState.Strategy(
                one.id(),
                one.name(),
                names.instrument(one.instrumentId()),
                one.state(),
                one.stopped(),
                one.position(),
                one.expectedPosition(),
                one.parameters().texts());
    }
}
