package io.reprise.admin.api;

import io.reprise.admin.http.Answer;
import io.reprise.admin.http.Maybe;
import io.reprise.admin.http.Page;
import io.reprise.admin.http.Param;
import io.reprise.admin.http.Route;
import io.reprise.research.access.Scope;
import io.reprise.research.workspace.MarketCandles;
import io.reprise.research.workspace.MarketData;
import io.reprise.research.workspace.MarketHistory;
import io.reprise.research.workspace.Workspace;
import java.util.List;
import java.util.Map;

/** The data catalogue: the market journals of the workspace. */
final class DataResource implements Resource {
    private static final int CANDLES = 500;

    private final Workspace workspace;
    private final MarketHistory history;

    DataResource(Workspace workspace) {
        this.workspace = workspace;
        history = new MarketHistory(workspace);
    }

    /** A market journal. */
    record JournalView(
            String id,
            String dataset,
            List<String> instruments,
            String kind,
            @Maybe String bar,
            long events,
            @Maybe String from,
            @Maybe String to,
            @Maybe String sha256,
            long rejectedRows,
            List<String> findings) {
        static JournalView of(MarketData data) {
            return new JournalView(
                    data.id(),
                    data.dataset(),
                    data.instruments(),
                    data.kind(),
                    data.bar(),
                    data.events(),
                    data.from(),
                    data.to(),
                    data.sha256(),
                    data.rejectedRows(),
                    data.findings());
        }
    }

    /** A history of an instrument, in the cold store and in market journals together. */
    record HistoryView(
            String instrument,
            String assetClass,
            String kind,
            @Maybe String bar,
            long rows,
            String from,
            String to,
            long storeRows,
            long storeFiles,
            long storeBytes,
            List<String> journals) {
        static HistoryView of(MarketHistory.Held held) {
            return new HistoryView(
                    held.instrument(),
                    held.assetClass(),
                    held.kind(),
                    held.bar(),
                    held.rows(),
                    held.from(),
                    held.to(),
                    held.storeRows(),
                    held.storeFiles(),
                    held.storeBytes(),
                    held.journals());
        }
    }

    /** A candle of an instrument's history; prices and volume are exact decimals. */
    record HistoryCandle(
            String time,
            String open,
            String high,
            String low,
            String close,
            @Maybe String volume) {
        static HistoryCandle of(Map<String, Object> candle) {
            return new HistoryCandle(
                    (String) candle.get("time"),
                    (String) candle.get("open"),
                    (String) candle.get("high"),
                    (String) candle.get("low"),
                    (String) candle.get("close"),
                    (String) candle.get("volume"));
        }
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get("/data/history")
                        .needs(Scope.READ)
                        .says("What there is of each instrument, in the cold store and in market journals together.")
                        .lists(HistoryView.class)
                        .does(call -> Answer.ok(Page.of(
                                history.all().stream().map(HistoryView::of).toList(), call))),
                candles(),
                Route.get("/data/journals")
                        .needs(Scope.READ)
                        .says("The market journals of the workspace.")
                        .lists(JournalView.class)
                        .does(call -> Answer.ok(Page.of(
                                workspace.journals().stream()
                                        .map(JournalView::of)
                                        .toList(),
                                call))),
                Route.get("/data/journals/{id}")
                        .needs(Scope.READ)
                        .says("One market journal.")
                        .with(Param.id("id", "A market journal."))
                        .gives(JournalView.class)
                        .does(call -> Answer.ok(JournalView.of(workspace.journal(call.path("id"))))));
    }

    private Route candles() {
        return Route.get("/data/history/{instrument}/candles")
                .needs(Scope.READ)
                .says("Candles of an instrument's history, oldest first, wherever it lies.")
                .with(
                        Param.id("instrument", "An instrument, such as BTC-USD.COINBASE."),
                        Param.text("timeframe", "^\\d{1,4}[smhd]$", "Such as 1m, 4h or 1d (default: 1h)."),
                        Param.time("from", "The first begins then or later."),
                        Param.time("to", "All begin before."),
                        Param.integer("limit", 1, Page.LIMIT_MAX, "Most candles (default: " + CANDLES + ")."))
                .gives(new Route.PageOf(HistoryCandle.class))
                .does(call -> {
                    MarketCandles.Candles candles = history.candles(
                            call.path("instrument"),
                            call.query("timeframe") == null ? "1h" : call.query("timeframe"),
                            call.time("from", Long.MIN_VALUE),
                            call.time("to", Long.MAX_VALUE),
                            (int) call.number("limit", CANDLES));
                    return Answer.ok(new Page<>(
                            candles.items().stream().map(HistoryCandle::of).toList(), candles.nextFrom()));
                });
    }
}
