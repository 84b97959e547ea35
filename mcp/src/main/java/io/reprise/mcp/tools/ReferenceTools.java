package io.reprise.mcp.tools;

import io.reprise.codecs.AssetClass;
import io.reprise.mcp.server.Call;
import io.reprise.mcp.server.Schema;
import io.reprise.mcp.server.Tool;
import io.reprise.research.access.Scope;
import io.reprise.research.reference.AdjustmentEngine;
import io.reprise.research.reference.ReferenceData.Adjusted;
import io.reprise.research.reference.ReferenceSource;
import io.reprise.research.reference.ReferenceViews;
import io.reprise.research.reference.TickerName;
import io.reprise.research.reference.UniverseBuilder.Universe;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/** What is known of instruments beside their prices: universes, tickers, adjusted prices. */
final class ReferenceTools implements ToolPack {
    private static final String DATE = "date";
    private static final String TICKER = "ticker";

    private final ReferenceSource source;

    ReferenceTools(ReferenceSource source) {
        this.source = source;
    }

    @Override
    public List<Tool> tools() {
        return List.of(universe(), ticker(), adjustments());
    }

    private Tool universe() {
        return new Tool(
                "universe",
                "Who was listed",
                "Lists who was listed on a day, by permanent id and the ticker in force then; those who died since are in, "
                        + "those who came since are not. notes say where sources differ and how they were mended.",
                List.of(Scope.READ),
                Tool.Kind.READS,
                Rows.paged(Schema.input())
                        .text(DATE, "The day, such as 2008-09-15.")
                        .choice("class", "Which (default equity).", "equity", "crypto", "commodity")
                        .choice("source", "Only what it says (default all).", "sp500", "spy", "pystock", "coarse")
                        .needs(DATE)
                        .map(),
                Rows.page("id, ticker, sources")
                        .list("notes", "what sources say otherwise")
                        .integer("count", 0, Integer.MAX_VALUE, "listed that day")
                        .needs("notes", "count")
                        .map(),
                this::universe);
    }

    private Map<String, Object> universe(Call call) {
        Universe universe = source.data()
                .universe(
                        ReferenceSource.day(DATE, call.text(DATE)),
                        AssetClass.valueOf(call.text("class", "equity").toUpperCase(Locale.ROOT)),
                        call.text("source"));
        Map<String, Object> page = new LinkedHashMap<>(Rows.page(
                universe.members(), call.text("cursor"), call.number("limit", Rows.LIMIT), ReferenceViews::member));
        page.put("notes", universe.notes());
        page.put("count", universe.members().size());
        return page;
    }

    private Tool ticker() {
        return new Tool(
                "resolve_ticker",
                "What a ticker meant",
                "Says which permanent id a ticker meant on a day, what it is called now, how many units then are one now, and "
                        + "all its tickers with their days. Tickers are reused: WM was Washington Mutual before Waste Management.",
                List.of(Scope.READ),
                Tool.Kind.READS,
                Schema.input()
                        .text(TICKER, "As it was on the day.")
                        .text(DATE, "The day, such as 2008-09-15.")
                        .needs(TICKER, DATE)
                        .map(),
                Schema.output()
                        .text("id", "permanent")
                        .text("name", "of company or coin")
                        .text("assetClass", "equity, crypto, ...")
                        .text(DATE, "as asked")
                        .text(TICKER, "then")
                        .text("tickerNow", "newest")
                        .text("unitsForOneNow", "a decimal")
                        .list("names", "ticker, from, to, units")
                        .text("note", "who else bore the ticker")
                        .needs("id", TICKER, "tickerNow", "unitsForOneNow", "names")
                        .map(),
                call -> {
                    LocalDate date = ReferenceSource.day(DATE, call.text(DATE));
                    return ReferenceViews.resolution(source.data().resolve(call.text(TICKER), date), date);
                });
    }

    private Tool adjustments() {
        return new Tool(
                "adjustments",
                "Adjusted prices",
                "Gives daily bars of a stock as traded and the factor that takes splits, dividends and spin-offs out, as known on "
                        + "a day: no later action leaks in. actions are those that count.",
                List.of(Scope.READ),
                Tool.Kind.READS,
                Rows.paged(Schema.input())
                        .text(TICKER, "As it was on the day.")
                        .text("asOf", "The day (default: all that is known).")
                        .text("from", "The first day of the answer (default: the first there is).")
                        .choice("method", "How a payment becomes a factor (default crsp).", "crsp", "wiki")
                        .choice("direction", "Which end keeps its prices (default backward).", "backward", "forward")
                        .choice("basis", "What is taken out (default total-return).", "total-return", "ratio")
                        .needs(TICKER)
                        .map(),
                Rows.page("date, ticker, open, high, low, close, volume, adjustment_factor, adj_close")
                        .text("id", "permanent")
                        .list("actions", "exDate, knownDate, type, value")
                        .needs("id", "actions")
                        .map(),
                this::adjustments);
    }

    private Map<String, Object> adjustments(Call call) {
        AdjustmentEngine.Settings settings = new AdjustmentEngine.Settings(
                one(call.text("method"), AdjustmentEngine.Method.CRSP),
                one(call.text("direction"), AdjustmentEngine.Direction.BACKWARD),
                one(call.text("basis"), AdjustmentEngine.Basis.TOTAL_RETURN),
                ReferenceSource.day("asOf", call.text("asOf")));
        Adjusted adjusted = source.data().adjusted(call.text(TICKER), null, null, settings);
        LocalDate from = call.has("from") ? ReferenceSource.day("from", call.text("from")) : TickerName.EVER;
        Map<String, Object> page = new LinkedHashMap<>(Rows.page(
                ReferenceViews.bars(adjusted, from, TickerName.OPEN),
                call.text("cursor"),
                call.number("limit", Rows.LIMIT),
                Function.identity()));
        Map<String, Object> facts = ReferenceViews.adjustment(adjusted);
        page.put("id", facts.get("id"));
        page.put("actions", facts.get("actions"));
        return page;
    }

    private static <E extends Enum<E>> E one(String word, E otherwise) {
        return word == null
                ? otherwise
                : Enum.valueOf(
                        otherwise.getDeclaringClass(),
                        word.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
