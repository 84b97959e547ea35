package io.reprise.engine.cli;

import io.reprise.codecs.schema.FrameSchema;
import io.reprise.engine.domain.Bar;
import io.reprise.engine.hot.HotState;
import java.io.Writer;

/** The hot state as one JSON object; what is not known is null. */
final class HotJson {
    private static final double MEDIAN = 0.5;
    private static final double P999 = 0.999;
    private static final double NS_PER_MS = 1e6;

    private HotJson() {}

    static void write(Writer writer, HotState state, long nowNs) {
        try (JsonOutput json = new JsonOutput(writer)) {
            session(json, state.session(), nowNs);
            json.object("engine", () -> engine(json, state));
            json.object("account", () -> account(json, state.account()));
            json.array(
                    "instruments",
                    () -> state.instruments().forEach(instrument -> json.element(() -> instrument(json, instrument))));
            json.array(
                    "series", () -> state.series().forEach(series -> json.element(() -> series(json, state, series))));
            json.array("orders", () -> state.orders().forEach(order -> json.element(() -> order(json, state, order))));
            json.array(
                    "strategies",
                    () -> state.strategies().forEach(one -> json.element(() -> strategy(json, state, one))));
            json.object("denialsByReason", () -> state.denials().forEach(json::number));
            json.object("rejectsByReason", () -> state.rejects().forEach(json::number));
        }
    }

    private static void session(JsonOutput json, HotState.Session session, long nowNs) {
        json.flag("running", session.running())
                .flag("diverged", session.diverged())
                .flag("halted", session.halted())
                .flag("reduceOnly", session.reduceOnly())
                .flag("drawdownTripped", session.drawdownTripped())
                .number("pid", session.pid())
                .number("sequence", session.seq())
                .number("tsInitNs", session.tsInitNs())
                .number("publishedNs", session.publishedNs())
                .ratio("ageMs", (nowNs - session.publishedNs()) / NS_PER_MS)
                .number("publications", session.publications())
                .number("marketEvents", session.marketEvents())
                .number("ordersSubmitted", session.ordersSubmitted())
                .number("ordersSent", session.ordersSent())
                .number("fills", session.fills())
                .number("rejects", session.rejects())
                .number("denials", session.denials())
                .number("ordersOpen", session.ordersOpen())
                .number("snapshots", session.snapshots())
                .number("snapshotSequence", session.snapshotSeq())
                .number("gaps", session.gaps())
                .number("disconnects", session.disconnects());
        json.object("events", () -> {
            for (int id = 0; id < session.eventsByTemplate().size(); id++) {
                long count = session.eventsByTemplate().get(id);
                if (count > 0) {
                    json.number(FrameSchema.current().template(id).name(), count);
                }
            }
        });
    }

    private static void engine(JsonOutput json, HotState state) {
        HotState.Engine engine = state.engine();
        json.number("driverSequence", engine.driverSeq())
                .number("ringDepth", engine.ringDepth())
                .number("ringSlots", engine.ringSlots())
                .number("gcCount", engine.gcCount())
                .number("gcMs", engine.gcMs())
                .number("heapBytes", engine.heapBytes())
                .flag("sideCarLost", engine.sideCarLost())
                .number("sideCarLosses", engine.sideCarLosses());
        json.object(
                "latencies",
                () -> state.latencies()
                        .forEach(latency -> json.object(
                                latency.part(),
                                () -> json.number("count", latency.count())
                                        .number("medianNs", latency.atMostNs(MEDIAN))
                                        .number("p999Ns", latency.atMostNs(P999))
                                        .number("maxNs", latency.maxNs()))));
    }

    private static void strategy(JsonOutput json, HotState state, HotState.Strategy one) {
        json.number("id", one.id())
                .text("name", one.name())
                .text("instrument", state.instruments().get(one.instrumentId()).name())
                .number("state", one.state())
                .flag("stopped", one.stopped())
                .fixed("position", one.position())
                .fixed("expectedPosition", one.expectedPosition());
    }

    private static void account(JsonOutput json, HotState.Account account) {
        json.fixed("initialCash", account.initialCash())
                .fixed("cash", account.cash())
                .fixed("minCash", account.minCash())
                .fixed("fees", account.fees())
                .fixed("equity", account.equity())
                .fixed("peakEquity", account.peakEquity())
                .ratio("maxDrawdown", account.maxDrawdown())
                .ratio("currentDrawdown", account.currentDrawdown());
    }

    private static void instrument(JsonOutput json, HotState.Instrument instrument) {
        json.text("name", instrument.name()).text("currency", instrument.currency());
        fixed(json, "lastPx", instrument.lastPx());
        fixed(json, "lastQty", instrument.lastQty());
        number(json, "lastTsEventNs", instrument.lastTsEventNs());
        fixed(json, "bidPx", instrument.bidPx());
        fixed(json, "bidQty", instrument.bidQty());
        fixed(json, "askPx", instrument.askPx());
        fixed(json, "askQty", instrument.askQty());
        number(json, "quoteTsEventNs", instrument.quoteTsEventNs());
        json.fixed("position", instrument.position()).fixed("manualPosition", instrument.manualPosition());
    }

    private static void series(JsonOutput json, HotState state, HotState.Series series) {
        json.text("instrument", state.instruments().get(series.instrumentId()).name())
                .text("bar", series.spec())
                .number("bars", series.bars());
        if (series.bars() > 0) {
            json.object("newest", () -> bar(json, series.bar()));
        } else {
            json.raw("newest", null);
        }
        json.array(
                "features",
                () -> series.features()
                        .forEach(feature -> json.element(() -> json.text("name", feature.name())
                                .number("period", feature.period())
                                .ratio("value", feature.value()))));
    }

    private static void bar(JsonOutput json, Bar bar) {
        json.number("startNs", bar.startNs()).number("endNs", bar.endNs());
        json.fixed("open", bar.openPx())
                .fixed("high", bar.highPx())
                .fixed("low", bar.lowPx())
                .fixed("close", bar.closePx());
        fixed(json, "volume", bar.volume());
        json.number("trades", bar.tradeCount());
    }

    private static void order(JsonOutput json, HotState state, HotState.Order order) {
        json.number("orderId", order.orderId())
                .text(
                        "instrument",
                        state.instruments().get(order.instrumentId()).name())
                .text("side", order.side().name())
                .text("type", order.type().name())
                .text("status", order.status().name())
                .fixed("orderQty", order.orderQty())
                .fixed("leavesQty", order.leavesQty());
        fixed(json, "limitPx", order.limitPx());
        fixed(json, "stopPx", order.stopPx());
        json.number("causeSequence", order.causeSeq());
    }

    private static void fixed(JsonOutput json, String name, long value) {
        if (value == HotState.NULL) {
            json.raw(name, null);
        } else {
            json.fixed(name, value);
        }
    }

    private static void number(JsonOutput json, String name, long value) {
        if (value == HotState.NULL) {
            json.raw(name, null);
        } else {
            json.number(name, value);
        }
    }
}
