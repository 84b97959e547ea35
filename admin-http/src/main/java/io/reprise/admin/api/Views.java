package io.reprise.admin.api;

import io.reprise.admin.http.Json.Dec;
import io.reprise.admin.http.Json.Moment;
import io.reprise.engine.control.Candle;
import io.reprise.engine.control.DeskState;
import io.reprise.engine.control.OrderRecord;
import io.reprise.engine.domain.Bar;
import io.reprise.engine.fixed.Fixed;
import io.reprise.engine.hot.HotState;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.Map;

/** The engine's records in the API's words. Without state. */
public final class Views {
    private static final double NS_PER_MS = 1e6;
    private static final double NS_PER_US = 1e3;
    private static final double P50 = 0.5;
    private static final double P99 = 0.99;
    private static final double P999 = 0.999;

    /** Above this, a double does not hold every whole number. */
    private static final BigDecimal SAFE_MAX = BigDecimal.valueOf(1L << 53);

    private Views() {}

    /**
     * A state that was rebuilt.
     *
     * @param hot the newest hot state, null for none: what only it tells
     */
    static State state(DeskState state, boolean running, boolean isNewest, HotState hot, long nowNs) {
        boolean diverged = hot != null && hot.session().diverged();
        return new State(
                state.seq(),
                moment(state.timeNs()),
                running,
                state.halted(),
                state.drawdownTripped(),
                diverged,
                account(state.account()),
                state.positions().stream()
                        .filter(position -> position.qty() != 0)
                        .map(position -> new State.Position(
                                position.instrument(),
                                Dec.of(position.qty()),
                                Dec.of(position.lastPx()),
                                Dec.of(position.value())))
                        .toList(),
                state.quotes().stream().map(Views::quote).toList(),
                state.workingOrders().stream().map(Views::order).toList(),
                state.series().stream().map(Views::series).toList(),
                state.strategies().stream().map(Views::strategy).toList(),
                new State.Counters(
                        state.counters().marketEvents(),
                        state.counters().ordersSubmitted(),
                        state.counters().ordersSent(),
                        state.counters().fills(),
                        state.counters().rejects(),
                        state.counters().denials(),
                        hot == null ? 0 : hot.session().snapshots()),
                running && isNewest && hot != null ? lagMs(hot, nowNs) : null,
                isNewest && hot != null ? latencies(hot) : null);
    }

    /** The newest state as the hot state shows it. */
    public static State hot(HotState hot, boolean running, long nowNs) {
        HotState.Session session = hot.session();
        HotState.Account account = hot.account();
        return new State(
                session.seq(),
                moment(session.tsInitNs()),
                running,
                session.halted(),
                session.drawdownTripped(),
                session.diverged(),
                account(new DeskState.Account(
                        account.initialCash(),
                        account.cash(),
                        account.minCash(),
                        account.fees(),
                        account.equity(),
                        account.peakEquity(),
                        account.maxDrawdown(),
                        account.currentDrawdown())),
                hot.instruments().stream()
                        .filter(instrument -> instrument.position() != 0)
                        .map(Views::position)
                        .toList(),
                hot.instruments().stream().map(Views::quote).toList(),
                hot.orders().stream().map(order -> order(hot, order)).toList(),
                hot.series().stream().map(series -> series(hot, series)).toList(),
                hot.strategies().stream()
                        .map(strategy -> strategy(hot, strategy))
                        .toList(),
                new State.Counters(
                        session.marketEvents(),
                        session.ordersSubmitted(),
                        session.ordersSent(),
                        session.fills(),
                        session.rejects(),
                        session.denials(),
                        session.snapshots()),
                running ? lagMs(hot, nowNs) : null,
                latencies(hot));
    }

    private static State.StrategyStanding strategy(HotState hot, HotState.Strategy strategy) {
        return new State.StrategyStanding(
                strategy.id(),
                strategy.name(),
                hot.instruments().get(strategy.instrumentId()).name(),
                standing(strategy.state()),
                strategy.stopped(),
                Dec.of(strategy.position()),
                Map.of());
    }

    private static String standing(int state) {
        return state > 0 ? "LONG" : state < 0 ? "SHORT" : "FLAT";
    }

    /** Parts of the pipeline by name, microseconds; those that saw no event are left out. */
    private static Map<String, State.Latency> latencies(HotState hot) {
        Map<String, State.Latency> latencies = new LinkedHashMap<>();
        for (HotState.Latency part : hot.latencies()) {
            if (part.count() > 0) {
                latencies.put(
                        part.part(),
                        new State.Latency(
                                part.count(),
                                part.atMostNs(P50) / NS_PER_US,
                                part.atMostNs(P99) / NS_PER_US,
                                part.atMostNs(P999) / NS_PER_US,
                                part.maxNs() / NS_PER_US));
            }
        }
        return latencies;
    }

    static double lagMs(HotState hot, long nowNs) {
        return Math.max(0, nowNs - hot.session().publishedNs()) / NS_PER_MS;
    }

    /**
     * A number as it stands in JSON: whole ones as such where every reader can hold them, all else as exact text.
     *
     * @param text null for none
     */
    static Object number(String text) {
        if (text == null) {
            return null;
        }
        BigDecimal value = new BigDecimal(text);
        boolean isWhole = text.chars().allMatch(c -> c == '-' || c >= '0' && c <= '9');
        return isWhole && value.abs().compareTo(SAFE_MAX) <= 0
                ? Long.valueOf(value.longValueExact())
                : isWhole ? text : value.toPlainString();
    }

    /** A time that there is; the engine's clock has none before the first event. */
    static Moment moment(long ns) {
        return ns <= 0 ? null : new Moment(ns);
    }

    private static State.Account account(DeskState.Account account) {
        return new State.Account(
                Dec.of(account.initialCash()),
                Dec.of(account.cash()),
                Dec.of(account.minCash()),
                Dec.of(account.fees()),
                Dec.of(account.equity()),
                Dec.of(account.peakEquity()),
                account.maxDrawdown(),
                account.currentDrawdown());
    }

    private static State.Quote quote(DeskState.Quote quote) {
        return new State.Quote(
                quote.instrument(),
                Dec.of(quote.bidPx()),
                Dec.of(quote.bidQty()),
                Dec.of(quote.askPx()),
                Dec.of(quote.askQty()),
                Dec.of(quote.lastPx()),
                Dec.of(quote.lastQty()),
                moment(quote.timeNs()));
    }

    private static State.Quote quote(HotState.Instrument instrument) {
        return new State.Quote(
                instrument.name(),
                Dec.of(instrument.bidPx()),
                Dec.of(instrument.bidQty()),
                Dec.of(instrument.askPx()),
                Dec.of(instrument.askQty()),
                Dec.of(instrument.lastPx()),
                Dec.of(instrument.lastQty()),
                moment(Math.max(instrument.lastTsEventNs(), instrument.quoteTsEventNs())));
    }

    private static State.Position position(HotState.Instrument instrument) {
        return new State.Position(
                instrument.name(),
                Dec.of(instrument.position()),
                Dec.of(instrument.lastPx()),
                value(instrument.position(), instrument.lastPx()));
    }

    private static Dec value(long qty, long px) {
        if (px == HotState.NULL) {
            return null;
        }
        BigInteger value =
                BigInteger.valueOf(qty).multiply(BigInteger.valueOf(px)).divide(BigInteger.valueOf(Fixed.ONE));
        return value.bitLength() < Long.SIZE ? new Dec(value.longValue()) : null;
    }

    static State.OrderView order(OrderRecord order) {
        return new State.OrderView(
                order.orderId(),
                order.strategy(),
                order.instrument(),
                order.side().name(),
                order.type().name(),
                order.timeInForce().name(),
                order.status().name(),
                Dec.of(order.qty()),
                Dec.of(order.filledQty()),
                Dec.of(order.leavesQty()),
                Dec.of(order.avgPx()),
                Dec.of(order.limitPx()),
                Dec.of(order.stopPx()),
                Dec.of(order.fee()),
                order.causeSeq(),
                moment(order.timeNs()),
                order.reason().isEmpty() ? null : order.reason());
    }

    private static State.OrderView order(HotState hot, HotState.Order order) {
        return new State.OrderView(
                order.orderId(),
                null,
                hot.instruments().get(order.instrumentId()).name(),
                order.side().name(),
                order.type().name(),
                null,
                order.status().name(),
                Dec.of(order.orderQty()),
                Dec.of(order.orderQty() - order.leavesQty()),
                Dec.of(order.leavesQty()),
                null,
                Dec.of(order.limitPx()),
                Dec.of(order.stopPx()),
                null,
                order.causeSeq(),
                null,
                null);
    }

    private static State.Series series(DeskState.Series series) {
        return new State.Series(
                series.instrument(),
                series.spec(),
                series.bars(),
                series.bar() == null ? null : candle(series.bar()),
                series.features().stream().map(Views::feature).toList());
    }

    static State.Feature feature(DeskState.Feature feature) {
        return new State.Feature(feature.name(), (long) feature.period(), feature.value());
    }

    private static State.Series series(HotState hot, HotState.Series series) {
        Bar bar = series.bar();
        return new State.Series(
                hot.instruments().get(series.instrumentId()).name(),
                series.spec(),
                series.bars(),
                series.bars() == 0
                        ? null
                        : candle(new Candle(
                                bar.startNs(),
                                bar.openPx(),
                                bar.highPx(),
                                bar.lowPx(),
                                bar.closePx(),
                                bar.volume(),
                                bar.tradeCount())),
                series.features().stream()
                        .map(feature -> new State.Feature(feature.name(), (long) feature.period(), feature.value()))
                        .toList());
    }

    static State.CandleView candle(Candle candle) {
        return new State.CandleView(
                moment(candle.timeNs()),
                Dec.of(candle.openPx()),
                Dec.of(candle.highPx()),
                Dec.of(candle.lowPx()),
                Dec.of(candle.closePx()),
                Dec.of(candle.volume()));
    }

    private static State.StrategyStanding strategy(DeskState.Strategy strategy) {
        return new State.StrategyStanding(
                strategy.id(),
                strategy.name(),
                strategy.instrument(),
                standing(strategy.state()),
                strategy.stopped(),
                Dec.of(strategy.position()),
                strategy.parameters());
    }
}
