package io.reprise.mcp.tools;

import io.reprise.engine.strategy.StrategyProvider;
import io.reprise.engine.time.Times;
import io.reprise.mcp.server.Call;
import io.reprise.mcp.server.Schema;
import io.reprise.mcp.server.Tool;
import io.reprise.research.access.Scope;
import io.reprise.research.library.FeatureSheet;
import io.reprise.research.library.StrategySheet;
import io.reprise.research.store.Json;
import io.reprise.research.workspace.MarketCandles;
import io.reprise.research.workspace.MarketData;
import io.reprise.research.workspace.MarketHistory;
import io.reprise.research.workspace.RunFolder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What there is: data, strategies, runs. */
final class DataTools implements ToolPack {
    private static final String STRATEGY_FIELDS =
            "name, version, signal, family, description, rule, source, inputs, warmUp, shorts, parameters";
    private static final String FEATURE_FIELDS =
            "name, version, text, family, definition, source, inputs, parameters, warmUp, warmUpBars, seeding, staleness, unit";
    private static final int COMPARED_MAX = 10;
    private static final int CANDLES = 100;
    private static final List<String> FIGURES = List.of(
            "dataset",
            "strategy",
            "events",
            "orders",
            "fills",
            "rejects",
            "initialEquity",
            "finalEquity",
            "totalReturn",
            "buyAndHoldReturn",
            "excessReturn",
            "sharpe",
            "maxDrawdown",
            "fees",
            "settled",
            "verdict",
            "stateDigest");

    private final Services services;
    private final MarketHistory history;

    DataTools(Services services) {
        this.services = services;
        history = new MarketHistory(services.workspace());
    }

    @Override
    public List<Tool> tools() {
        return List.of(
                new Tool(
                        "list_journals",
                        "List market data",
                        "Lists the recorded market data (journals): instrument, kind (trades or bars), events, time range, "
                                + "digest, and findings on its quality. Start here to find what a backtest can run on.",
                        List.of(Scope.READ),
                        Tool.Kind.READS,
                        Rows.paged(Schema.input()).map(),
                        Rows.page(
                                        "id, dataset, instruments, kind, bar, events, from, to, sha256, rejectedRows, findings")
                                .map(),
                        call -> Rows.page(
                                services.workspace().journals(),
                                call.text("cursor"),
                                call.number("limit", Rows.LIMIT),
                                DataTools::journal)),
                history(),
                candles(),
                strategies(),
                features(),
                new Tool(
                        "list_runs",
                        "List backtests",
                        "Lists finished backtests, newest first, with their main figures; their ids go to compare_runs, "
                                + "what_if, diverge, orders and state_as_of.",
                        List.of(Scope.READ),
                        Tool.Kind.READS,
                        Rows.paged(Schema.input()).map(),
                        Rows.page("id, ended, and the main figures").map(),
                        call -> Rows.page(
                                services.workspace().runs(),
                                call.text("cursor"),
                                call.number("limit", Rows.LIMIT),
                                DataTools::run)),
                compareRuns(),
                new Tool(
                        "read_more",
                        "Read the rest of an answer",
                        "Pages through the whole of an answer that was cut: give the handle that it came with.",
                        List.of(Scope.READ),
                        Tool.Kind.READS,
                        Schema.input()
                                .text("handle", "The answer's more.handle.")
                                .integer(
                                        "offset",
                                        0,
                                        Integer.MAX_VALUE,
                                        "Where to go on: nextOffset of the page before.")
                                .needs("handle")
                                .map(),
                        Schema.output()
                                .property("text", Map.of("type", "string"))
                                .maybeNumber("nextOffset", "Where to go on; null at the end.")
                                .needs("text", "nextOffset")
                                .map(),
                        call -> services.bounds()
                                .page(call.text("handle"), call.number("offset", 0), call.principal())));
    }

    private static Map<String, Object> journal(MarketData data) {
        return new LinkedHashMap<>(Json.map(Json.text(data)));
    }

    private Tool history() {
        return new Tool(
                "list_history",
                "List history",
                "Lists what there is of each instrument, in the cold store and in market journals together: kind (trades, "
                        + "quotes, books or bars), rows, time range, how much of it the store holds, and the journals.",
                List.of(Scope.READ),
                Tool.Kind.READS,
                Rows.paged(Schema.input()).map(),
                Rows.page(
                                "instrument, assetClass, kind, bar, rows, from, to, storeRows, storeFiles, storeBytes, journals")
                        .map(),
                call -> Rows.page(
                        history.all(),
                        call.text("cursor"),
                        call.number("limit", Rows.LIMIT),
                        held -> new LinkedHashMap<>(Json.map(Json.text(held)))));
    }

    private Tool candles() {
        return new Tool(
                "query_candles",
                "Query candles",
                "Gives open, high, low, close and volume by time frame, oldest first: of a market journal, or of an "
                        + "instrument's whole history wherever it lies; next is the time to ask from for the following page.",
                List.of(Scope.READ),
                Tool.Kind.READS,
                Schema.input()
                        .text("journal", "A market journal's id, from list_journals; this or an instrument.")
                        .text("instrument", "An instrument's name, from list_history.")
                        .text("timeframe", "Such as 1m, 5m, 1h, 1d (default 1h).")
                        .text("from", "The first candle begins then or later, ISO-8601 UTC (default: the beginning).")
                        .text("to", "All candles begin before, ISO-8601 UTC (default: the end).")
                        .integer("limit", 1, MarketCandles.LIMIT_MAX, "Candles of a page (default " + CANDLES + ").")
                        .map(),
                Rows.page("time, open, high, low, close, volume").map(),
                this::candles);
    }

    private Map<String, Object> candles(Call call) {
        if (call.has("journal") == call.has("instrument")) {
            throw new IllegalArgumentException("candles are of a journal or of an instrument: name one of them");
        }
        long fromNs = call.has("from") ? Times.parse(call.text("from")) : Long.MIN_VALUE;
        long toNs = call.has("to") ? Times.parse(call.text("to")) : Long.MAX_VALUE;
        int limit = (int) call.number("limit", CANDLES);
        String timeframe = call.text("timeframe", "1h");
        MarketCandles.Candles candles;
        if (call.has("journal")) {
            MarketData data = services.workspace().journal(call.text("journal"));
            candles = MarketCandles.read(services.workspace().path(data.id()), timeframe, fromNs, toNs, limit);
        } else {
            candles = history.candles(call.text("instrument"), timeframe, fromNs, toNs, limit);
        }
        return Rows.page(candles.items(), candles.nextFrom());
    }

    private Tool strategies() {
        return new Tool(
                "list_strategies",
                "List strategies",
                "Lists the strategies that can run, with each parameter's type, default and range.",
                List.of(Scope.READ),
                Tool.Kind.READS,
                Rows.paged(Schema.input()).map(),
                Rows.page(STRATEGY_FIELDS).map(),
                call -> Rows.page(
                        services.catalog().all(),
                        call.text("cursor"),
                        call.number("limit", Rows.LIMIT),
                        DataTools::strategy));
    }

    private static Tool features() {
        return new Tool(
                "list_features",
                "List features",
                "Lists the streaming features that strategies can ask for: formula, source, inputs, parameters, bars "
                        + "until the first value, and how each starts.",
                List.of(Scope.READ),
                Tool.Kind.READS,
                Rows.paged(Schema.input()).map(),
                Rows.page(FEATURE_FIELDS).map(),
                call -> Rows.page(
                        FeatureSheet.all(), call.text("cursor"), call.number("limit", Rows.LIMIT), DataTools::feature));
    }

    private static Map<String, Object> strategy(StrategyProvider strategy) {
        return new LinkedHashMap<>(Json.map(Json.text(StrategySheet.of(strategy))));
    }

    private static Map<String, Object> feature(FeatureSheet feature) {
        return new LinkedHashMap<>(Json.map(Json.text(feature)));
    }

    private static Map<String, Object> run(RunFolder run) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("id", run.id());
        row.put("ended", Times.format(run.endedNs()));
        row.put("hasJournal", run.hasJournal());
        row.putAll(figures(run.result()));
        return row;
    }

    /** The figures of a result, decimals as text. */
    static Map<String, Object> figures(Map<String, Object> result) {
        Map<String, Object> figures = new LinkedHashMap<>();
        for (String key : FIGURES) {
            figures.put(key, result.get(key));
        }
        figures.put("parameters", result.get("parameters"));
        return figures;
    }

    private Tool compareRuns() {
        return new Tool(
                "compare_runs",
                "Compare backtests",
                "Puts finished backtests side by side: their main figures, and every setting and parameter in which they "
                        + "differ. To learn WHERE two runs part and why, use diverge.",
                List.of(Scope.READ),
                Tool.Kind.READS,
                Schema.input()
                        .property(
                                "runs",
                                Map.of(
                                        "type",
                                        "array",
                                        "minItems",
                                        2,
                                        "maxItems",
                                        COMPARED_MAX,
                                        "items",
                                        Map.of("type", "string", "maxLength", 300),
                                        "description",
                                        "Ids of runs, from list_runs."))
                        .needs("runs")
                        .map(),
                Schema.output()
                        .list("runs", "id and main figures of each")
                        .list("differences", "name, and the value of each run")
                        .needs("runs", "differences")
                        .map(),
                this::compare);
    }

    private Map<String, Object> compare(Call call) {
        List<Map<String, Object>> rows = new ArrayList<>();
        List<Map<String, Object>> settings = new ArrayList<>();
        Set<String> names = new LinkedHashSet<>();
        for (String id : call.texts("runs")) {
            RunFolder run = services.workspace().run(id);
            rows.add(run(run));
            Map<String, Object> flat = new TreeMap<>();
            Map<String, Object> result = run.result();
            for (String part : List.of("settings", "parameters")) {
                if (result.get(part) instanceof Map<?, ?> map) {
                    map.forEach((name, value) -> flat.put(part + "." + name, value));
                }
            }
            flat.put("dataset", result.get("dataset"));
            flat.put("strategy", result.get("strategy"));
            names.addAll(flat.keySet());
            settings.add(flat);
        }
        List<Map<String, Object>> differences = new ArrayList<>();
        for (String name : names) {
            List<String> values = settings.stream()
                    .map(flat -> flat.containsKey(name) ? String.valueOf(flat.get(name)) : "")
                    .toList();
            if (values.stream().distinct().count() > 1) {
                differences.add(Map.of("name", name, "values", values));
            }
        }
        return Map.of("runs", rows, "differences", differences);
    }
}
