package io.reprise.admin.api;

import io.reprise.admin.http.Json.Dec;
import io.reprise.admin.http.Json.Moment;
import io.reprise.engine.backtest.JournalHeader;
import io.reprise.engine.domain.Bar;
import io.reprise.engine.domain.Instrument;
import io.reprise.engine.fixed.Fixed;
import io.reprise.engine.hot.HotReader;
import io.reprise.engine.hot.HotState;
import io.reprise.engine.journal.JournalException;
import io.reprise.research.workspace.SessionFolder;
import io.reprise.research.workspace.Workspace;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;

/** Reads sessions for the API and for the stream. Without state of its own. */
public final class Sessions {
    private static final double NS_PER_MS = 1e6;

    private final Workspace workspace;

    public Sessions(Workspace workspace) {
        this.workspace = workspace;
    }

    public SessionFolder folder(String id) {
        return workspace.session(id);
    }

    List<SessionFolder> all() {
        return workspace.sessions();
    }

    static JournalHeader header(SessionFolder session) {
        return JournalHeader.read(session.journal());
    }

    /** What the session's hot state shows; empty where there is none. */
    static Optional<HotState> hot(SessionFolder session) {
        try (HotReader reader = HotReader.open(session.journal())) {
            return Optional.of(reader.read());
        } catch (JournalException none) {
            return Optional.empty();
        }
    }

    /** The hot state in the API's words. */
    public static State state(HotState hot, boolean running, long nowNs) {
        HotState.Session session = hot.session();
        HotState.Account account = hot.account();
        return new State(
                session.seq(),
                Moment.of(session.tsInitNs()),
                running,
                session.halted(),
                session.drawdownTripped(),
                session.diverged(),
                new State.Account(
                        Dec.of(account.initialCash()),
                        Dec.of(account.cash()),
                        Dec.of(account.minCash()),
                        Dec.of(account.fees()),
                        Dec.of(account.equity()),
                        Dec.of(account.peakEquity()),
                        account.maxDrawdown(),
                        account.currentDrawdown()),
                hot.instruments().stream()
                        .filter(instrument -> instrument.position() != 0)
                        .map(Sessions::position)
                        .toList(),
                hot.instruments().stream().map(Sessions::quote).toList(),
                hot.orders().stream().map(order -> order(hot, order)).toList(),
                hot.series().stream().map(series -> series(hot, series)).toList(),
                new State.Counters(
                        session.marketEvents(),
                        session.ordersSubmitted(),
                        session.ordersSent(),
                        session.fills(),
                        session.rejects(),
                        session.denials(),
                        session.snapshots()),
                running ? Math.max(0, nowNs - session.publishedNs()) / NS_PER_MS : null);
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

    private static State.Quote quote(HotState.Instrument instrument) {
        return new State.Quote(
                instrument.name(),
                Dec.of(instrument.bidPx()),
                Dec.of(instrument.bidQty()),
                Dec.of(instrument.askPx()),
                Dec.of(instrument.askQty()),
                Dec.of(instrument.lastPx()),
                Dec.of(instrument.lastQty()),
                Moment.of(Math.max(instrument.lastTsEventNs(), instrument.quoteTsEventNs())));
    }

    private static State.WorkingOrder order(HotState hot, HotState.Order order) {
        return new State.WorkingOrder(
                order.orderId(),
                hot.instruments().get(order.instrumentId()).name(),
                order.side().name(),
                order.type().name(),
                order.status().name(),
                Dec.of(order.orderQty()),
                Dec.of(order.leavesQty()),
                Dec.of(order.limitPx()),
                Dec.of(order.stopPx()),
                order.causeSeq());
    }

    private static State.Series series(HotState hot, HotState.Series series) {
        Bar bar = series.bar();
        return new State.Series(
                hot.instruments().get(series.instrumentId()).name(),
                series.spec(),
                series.bars(),
                series.bars() == 0
                        ? null
                        : new State.Bar(
                                Moment.of(bar.startNs()),
                                Dec.of(bar.openPx()),
                                Dec.of(bar.highPx()),
                                Dec.of(bar.lowPx()),
                                Dec.of(bar.closePx()),
                                Dec.of(bar.volume())),
                series.features().stream()
                        .map(feature -> new State.Feature(feature.name(), feature.period(), feature.value()))
                        .toList());
    }

    static List<String> names(JournalHeader header) {
        return header.instruments().stream().map(Instrument::name).toList();
    }
}
