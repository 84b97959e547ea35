package io.reprise.mcp.tools;

import io.reprise.engine.backtest.Explanation;
import io.reprise.engine.control.Candle;
import io.reprise.engine.control.DeskState;
import io.reprise.engine.control.FillRecord;
import io.reprise.engine.control.FrameRecord;
import io.reprise.engine.control.OrderRecord;
import io.reprise.engine.control.RiskView;
import io.reprise.engine.control.SessionSummary;
import io.reprise.engine.control.Statement;
import io.reprise.engine.fixed.Decimals;
import io.reprise.engine.risk.RiskLimits;
import io.reprise.engine.risk.TradingState;
import io.reprise.engine.time.Times;
import io.reprise.research.store.Json;
import io.reprise.research.workspace.SessionFolder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The desk's records in the API's words: decimals as exact text, times as ISO-8601. Without state. */
final class DeskRows {
    private static final long NONE = Long.MIN_VALUE;
    private static final double E8 = 1e8;

    private DeskRows() {}

    static String decimal(long value) {
        return value == NONE ? null : Decimals.plain(value);
    }

    static String time(long ns) {
        return ns == NONE ? null : Times.format(ns);
    }

    private static Double ratio(double value) {
        return Double.isFinite(value) ? value : null;
    }

    static Map<String, Object> session(SessionFolder folder, SessionSummary summary) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("id", folder.id());
        row.put("kind", summary.kind());
        row.put("running", summary.running());
        row.put("strategy", summary.strategy());
        row.put("parameters", summary.parameters());
        row.put("instruments", summary.instruments());
        row.put("lastSeq", summary.lastSeq());
        row.put("time", time(summary.timeNs()));
        row.put("marketEvents", summary.marketEvents());
        row.put("orders", summary.orders());
        row.put("fills", summary.fills());
        row.put("rejects", summary.rejects());
        row.put("denials", summary.denials());
        row.put("halted", summary.halted());
        row.put("drawdownTripped", summary.drawdownTripped());
        row.put("diverged", summary.diverged());
        row.put("ended", summary.ended());
        row.put("equity", decimal(summary.equity()));
        row.put("initialCash", decimal(summary.initialCash()));
        return row;
    }

    static Map<String, Object> state(DeskState state) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("seq", state.seq());
        row.put("time", time(state.timeNs()));
        row.put("halted", state.halted());
        row.put("drawdownTripped", state.drawdownTripped());
        row.put("account", account(state.account()));
        row.put("positions", state.positions().stream().map(DeskRows::position).toList());
        row.put("quotes", state.quotes().stream().map(DeskRows::quote).toList());
        row.put(
                "workingOrders",
                state.workingOrders().stream().map(DeskRows::order).toList());
        row.put("series", state.series().stream().map(DeskRows::series).toList());
        row.put(
                "strategies",
                state.strategies().stream().map(DeskRows::strategy).toList());
        row.put("counters", counters(state.counters()));
        return row;
    }

    static Map<String, Object> account(DeskState.Account account) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("initialCash", decimal(account.initialCash()));
        row.put("cash", decimal(account.cash()));
        row.put("minCash", decimal(account.minCash()));
        row.put("fees", decimal(account.fees()));
        row.put("equity", decimal(account.equity()));
        row.put("peakEquity", decimal(account.peakEquity()));
        row.put("maxDrawdown", ratio(account.maxDrawdown()));
        row.put("currentDrawdown", ratio(account.currentDrawdown()));
        return row;
    }

    static Map<String, Object> position(DeskState.Position position) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("instrument", position.instrument());
        row.put("qty", decimal(position.qty()));
        row.put("lastPx", decimal(position.lastPx()));
        row.put("value", decimal(position.value()));
        return row;
    }

    private static Map<String, Object> quote(DeskState.Quote quote) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("instrument", quote.instrument());
        row.put("bidPx", decimal(quote.bidPx()));
        row.put("bidQty", decimal(quote.bidQty()));
        row.put("askPx", decimal(quote.askPx()));
        row.put("askQty", decimal(quote.askQty()));
        row.put("lastPx", decimal(quote.lastPx()));
        row.put("lastQty", decimal(quote.lastQty()));
        row.put("time", time(quote.timeNs()));
        return row;
    }

    static Map<String, Object> order(OrderRecord order) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("orderId", order.orderId());
        row.put("strategy", order.strategy());
        row.put("instrument", order.instrument());
        row.put("side", order.side().name());
        row.put("type", order.type().name());
        row.put("timeInForce", order.timeInForce().name());
        row.put("status", order.status().name());
        row.put("qty", decimal(order.qty()));
        row.put("filledQty", decimal(order.filledQty()));
        row.put("leavesQty", decimal(order.leavesQty()));
        row.put("avgPx", decimal(order.avgPx()));
        row.put("limitPx", decimal(order.limitPx()));
        row.put("stopPx", decimal(order.stopPx()));
        row.put("closing", order.closing());
        row.put("fee", decimal(order.fee()));
        row.put("causeSeq", order.causeSeq());
        row.put("time", time(order.timeNs()));
        row.put("reason", order.reason());
        return row;
    }

    static Map<String, Object> fill(FillRecord fill) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("seq", fill.seq());
        row.put("orderId", fill.orderId());
        row.put("event", fill.marketEvent());
        row.put("time", time(fill.timeNs()));
        row.put("instrument", fill.instrument());
        row.put("side", fill.side().name());
        row.put("px", decimal(fill.px()));
        row.put("qty", decimal(fill.qty()));
        row.put("fee", decimal(fill.fee()));
        row.put("causeSeq", fill.causeSeq());
        return row;
    }

    static Map<String, Object> candle(Candle candle) {
        if (candle == null) {
            return null;
        }
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("time", time(candle.timeNs()));
        row.put("open", decimal(candle.openPx()));
        row.put("high", decimal(candle.highPx()));
        row.put("low", decimal(candle.lowPx()));
        row.put("close", decimal(candle.closePx()));
        row.put("volume", decimal(candle.volume()));
        return row;
    }

    private static Map<String, Object> series(DeskState.Series series) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("instrument", series.instrument());
        row.put("spec", series.spec());
        row.put("bars", series.bars());
        row.put("bar", candle(series.bar()));
        row.put("features", series.features().stream().map(DeskRows::feature).toList());
        return row;
    }

    static Map<String, Object> feature(DeskState.Feature feature) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("name", feature.name());
        row.put("period", feature.period());
        row.put("value", ratio(feature.value()));
        return row;
    }

    private static Map<String, Object> strategy(DeskState.Strategy strategy) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("id", strategy.id());
        row.put("name", strategy.name());
        row.put("instrument", strategy.instrument());
        row.put("state", strategy.state());
        row.put("stopped", strategy.stopped());
        row.put("position", decimal(strategy.position()));
        row.put("parameters", strategy.parameters());
        return row;
    }

    private static Map<String, Object> counters(DeskState.Counters counters) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("marketEvents", counters.marketEvents());
        row.put("ordersSubmitted", counters.ordersSubmitted());
        row.put("ordersSent", counters.ordersSent());
        row.put("fills", counters.fills());
        row.put("rejects", counters.rejects());
        row.put("denials", counters.denials());
        row.put("ordersWorking", counters.ordersWorking());
        return row;
    }

    static Map<String, Object> limits(RiskLimits limits) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("maxOrderQty", limit(limits.orderQtyMax()));
        row.put("maxOrderNotional", limit(limits.orderNotionalMax()));
        row.put("maxPosition", limit(limits.positionQtyMax()));
        row.put("priceCollar", limits.collarE8() == RiskLimits.NO_LIMIT ? null : limits.collarE8() / E8);
        row.put(
                "maxOrdersPerSecond",
                limits.ordersPerWindowMax() == Integer.MAX_VALUE ? null : limits.ordersPerWindowMax());
        row.put("maxDrawdown", limits.drawdownMax() >= 1 ? null : limits.drawdownMax());
        return row;
    }

    /** The portfolio's limits and who may trade. */
    static Map<String, Object> portfolio(RiskView risk) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("profile", risk.profile());
        row.put("limits", risk.standing().limits());
        row.put("killed", risk.standing().killed());
        row.put("dailyLossTripped", risk.standing().dailyLossTripped());
        row.put("account", risk.standing().account().name());
        row.put("strategies", names(risk.standing().strategies()));
        row.put("instruments", names(risk.standing().instruments()));
        return row;
    }

    private static Map<String, Object> names(Map<String, TradingState> states) {
        Map<String, Object> names = new LinkedHashMap<>();
        states.forEach((name, state) -> names.put(name, state.name()));
        return names;
    }

    private static String limit(long value) {
        return value == RiskLimits.NO_LIMIT ? null : decimal(value);
    }

    static Map<String, Object> frame(FrameRecord frame) {
        Map<String, Object> fields = new LinkedHashMap<>();
        for (FrameRecord.Field field : frame.fields()) {
            fields.put(field.name(), field.text());
        }
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("stream", frame.stream());
        row.put("seq", frame.seq());
        row.put("time", time(frame.timeNs()));
        row.put("type", frame.type());
        row.put("fields", fields);
        return row;
    }

    static Map<String, Object> chain(Explanation chain) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("causeSeq", chain.causeSeq());
        row.put("cause", words(chain.cause()));
        row.put("bar", chain.bar());
        row.put(
                "features",
                chain.features().stream()
                        .map(feature -> {
                            Map<String, Object> shown = new LinkedHashMap<>();
                            shown.put("name", feature.name());
                            shown.put("value", ratio(feature.value()));
                            return shown;
                        })
                        .toList());
        row.put("decisions", chain.decisions().stream().map(DeskRows::words).toList());
        row.put("reports", chain.reports().stream().map(DeskRows::words).toList());
        return row;
    }

    private static Map<String, Object> words(Explanation.FrameText text) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("text", text.line().strip().replaceAll(" {2,}", "  "));
        row.put("frame", Json.map(text.json()));
        return row;
    }

    static Map<String, Object> statement(Statement day) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("day", day.day().toString());
        row.put("fromSeq", day.fromSeq());
        row.put("toSeq", day.toSeq());
        row.put("complete", day.complete());
        row.put("openingEquity", decimal(day.openingEquity()));
        row.put("pnl", decimal(day.pnl()));
        row.put("fees", decimal(day.fees()));
        row.put("closingEquity", decimal(day.closingEquity()));
        row.put("fills", day.fills());
        row.put("reconciles", day.reconciles());
        row.put("difference", decimal(day.difference()));
        row.put("cashDifference", decimal(day.cashDifference()));
        row.put(
                "lines",
                day.lines().stream()
                        .map(line -> {
                            Map<String, Object> shown = new LinkedHashMap<>();
                            shown.put("instrument", line.instrument());
                            shown.put("openingQty", decimal(line.openingQty()));
                            shown.put("boughtQty", decimal(line.boughtQty()));
                            shown.put("soldQty", decimal(line.soldQty()));
                            shown.put("closingQty", decimal(line.closingQty()));
                            shown.put("fees", decimal(line.fees()));
                            shown.put("pnl", decimal(line.pnl()));
                            return shown;
                        })
                        .toList());
        return row;
    }

    static List<Map<String, Object>> features(List<DeskState.Feature> features) {
        return features.stream().map(DeskRows::feature).toList();
    }
}
