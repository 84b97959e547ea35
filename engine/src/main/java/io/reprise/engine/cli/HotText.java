package io.reprise.engine.cli;

import io.reprise.codecs.schema.FrameSchema;
import io.reprise.engine.fixed.Decimals;
import io.reprise.engine.hot.HotState;
import io.reprise.engine.time.Times;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The hot state as lines of text. */
final class HotText {
    private static final double NS_PER_MS = 1e6;

    private HotText() {}

    static List<String> lines(Path journal, HotState state, long nowNs) {
        HotState.Session session = state.session();
        HotState.Account account = state.account();
        List<String> lines = new ArrayList<>();
        lines.add("session    " + journal + ", process " + session.pid() + ", " + condition(session));
        lines.add(String.format(
                Locale.ROOT,
                "as of      sequence %,d, %s, written %.0f ms ago",
                session.seq(),
                Times.format(session.tsInitNs()),
                (nowNs - session.publishedNs()) / NS_PER_MS));
        lines.add("account    equity " + money(account.equity()) + ", cash " + money(account.cash()) + " (lowest "
                + money(account.minCash()) + "), fees " + money(account.fees()));
        lines.add(String.format(
                Locale.ROOT,
                "drawdown   %.2f%%, worst %.2f%%",
                100 * account.currentDrawdown(),
                100 * account.maxDrawdown()));
        state.instruments().forEach(instrument -> lines.add(line(instrument)));
        state.series().forEach(series -> lines.add(line(state, series)));
        lines.add(String.format(
                Locale.ROOT,
                "orders     %,d open, %,d sent, %,d fills, %,d rejected, %,d denied",
                session.ordersOpen(),
                session.ordersSent(),
                session.fills(),
                session.rejects(),
                session.denials()));
        state.orders().forEach(order -> lines.add(line(state, order)));
        lines.add("events     " + events(session));
        lines.add(String.format(
                Locale.ROOT,
                "snapshots  %,d%s",
                session.snapshots(),
                session.snapshots() > 0 ? String.format(Locale.ROOT, ", newest at %,d", session.snapshotSeq()) : ""));
        if (state.engine().sideCarLosses() > 0) {
            lines.add("side-car   " + (state.engine().sideCarLost() ? "LOST" : "back") + ", lost "
                    + state.engine().sideCarLosses() + " times");
        }
        return lines;
    }

    private static String condition(HotState.Session session) {
        if (session.diverged()) {
            return "DIVERGED from its journal";
        }
        if (!session.running()) {
            return "over";
        }
        if (session.halted()) {
            return "halted";
        }
        return session.drawdownTripped() ? "stopped by the drawdown breaker" : "running";
    }

    private static String line(HotState.Instrument instrument) {
        String quote = instrument.quoteTsEventNs() == HotState.NULL
                ? ""
                : ", bid " + qtyAtPx(instrument.bidQty(), instrument.bidPx()) + ", ask "
                        + qtyAtPx(instrument.askQty(), instrument.askPx());
        String last = instrument.lastTsEventNs() == HotState.NULL
                ? "no trade yet"
                : "last " + qtyAtPx(instrument.lastQty(), instrument.lastPx()) + " at "
                        + Times.format(instrument.lastTsEventNs());
        return "market     " + instrument.name() + ": " + last + quote + ", position "
                + Decimals.plain(instrument.position());
    }

    private static String line(HotState state, HotState.Series series) {
        StringBuilder line = new StringBuilder("bars       ")
                .append(state.instruments().get(series.instrumentId()).name())
                .append(' ')
                .append(series.spec())
                .append(String.format(Locale.ROOT, ": %,d closed", series.bars()));
        if (series.bars() > 0) {
            line.append(", newest to ")
                    .append(Times.format(series.bar().endNs()))
                    .append(": open ")
                    .append(money(series.bar().openPx()))
                    .append(", high ")
                    .append(money(series.bar().highPx()))
                    .append(", low ")
                    .append(money(series.bar().lowPx()))
                    .append(", close ")
                    .append(money(series.bar().closePx()));
        }
        for (HotState.Feature feature : series.features()) {
            line.append(String.format(Locale.ROOT, ", %s(%d) ", feature.name(), feature.period()))
                    .append(Double.isNaN(feature.value()) ? "-" : String.format(Locale.ROOT, "%.4f", feature.value()));
        }
        return line.toString();
    }

    private static String line(HotState state, HotState.Order order) {
        return "           " + order.orderId() + " "
                + state.instruments().get(order.instrumentId()).name() + " " + order.side() + " " + order.type()
                + (order.limitPx() == HotState.NULL ? "" : " limit " + money(order.limitPx()))
                + (order.stopPx() == HotState.NULL ? "" : " stop " + money(order.stopPx()))
                + ", " + Decimals.plain(order.leavesQty()) + " of " + Decimals.plain(order.orderQty()) + " left, "
                + order.status();
    }

    private static String events(HotState.Session session) {
        StringBuilder text = new StringBuilder();
        for (int id = 0; id < session.eventsByTemplate().size(); id++) {
            long count = session.eventsByTemplate().get(id);
            if (count > 0) {
                text.append(String.format(
                        Locale.ROOT,
                        "%s%s %,d",
                        text.isEmpty() ? "" : ", ",
                        FrameSchema.current().template(id).name(),
                        count));
            }
        }
        return text.toString();
    }

    private static String qtyAtPx(long qty, long px) {
        return px == HotState.NULL ? "none" : Decimals.plain(qty) + " at " + money(px);
    }

    private static String money(long value) {
        return value == HotState.NULL ? "-" : Decimals.plain(value);
    }
}
