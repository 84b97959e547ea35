package io.reprise.admin.api;

import io.reprise.admin.http.Answer;
import io.reprise.admin.http.Call;
import io.reprise.admin.http.Maybe;
import io.reprise.admin.http.Page;
import io.reprise.admin.http.Param;
import io.reprise.admin.http.Route;
import io.reprise.codecs.AssetClass;
import io.reprise.engine.fixed.Decimals;
import io.reprise.research.access.Scope;
import io.reprise.research.reference.AdjustedSeries;
import io.reprise.research.reference.AdjustmentEngine;
import io.reprise.research.reference.AdjustmentEngine.Basis;
import io.reprise.research.reference.AdjustmentEngine.Direction;
import io.reprise.research.reference.AdjustmentEngine.Method;
import io.reprise.research.reference.ReferenceData.Adjusted;
import io.reprise.research.reference.ReferenceSource;
import io.reprise.research.reference.TickerMapper.Resolution;
import io.reprise.research.reference.TickerName;
import io.reprise.research.reference.UniverseBuilder.Universe;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What is known of instruments beside their prices: who was listed, what a ticker meant, adjusted prices. */
final class ReferenceResource implements Resource {
    private static final String DAY = "^\\d{4}-\\d{2}-\\d{2}$";
    private static final String DATE = "date";

    private final ReferenceSource source;

    ReferenceResource(ReferenceSource source) {
        this.source = source;
    }

    /** Listed on the day. */
    record MemberView(String id, String ticker, List<String> sources) {}

    /** What a universe's sources say otherwise, and how they were mended. */
    record UniverseNotesView(String date, String assetClass, long count, List<String> notes) {}

    /** A ticker while it was in force. */
    record TickerView(
            String ticker, @Maybe String from, @Maybe String to, String units) {}

    /** What a ticker meant. */
    record ResolutionView(
            String id,
            String name,
            String assetClass,
            String date,
            String ticker,
            String tickerNow,
            String unitsForOneNow,
            List<TickerView> names,
            String note) {}

    /** A daily bar as traded and its factor. */
    record AdjustedBarView(
            String date,
            String ticker,
            String open,
            String high,
            String low,
            String close,
            @Maybe String volume,
            double adjustmentFactor,
            double adjustedClose) {}

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get("/reference/universe")
                        .needs(Scope.READ)
                        .says("Who was listed on a day, by permanent id and the ticker in force; the dead are in.")
                        .with(day(DATE, "The day.").needed())
                        .with(assetClass())
                        .with(sourceName())
                        .lists(MemberView.class)
                        .does(call -> Answer.ok(Page.of(
                                universe(call).members().stream()
                                        .map(one -> new MemberView(one.id(), one.ticker(), one.sources()))
                                        .toList(),
                                call))),
                Route.get("/reference/universe/notes")
                        .needs(Scope.READ)
                        .says("How many were listed on a day, what the sources say otherwise, how they were mended.")
                        .with(day(DATE, "The day.").needed())
                        .with(assetClass())
                        .with(sourceName())
                        .gives(UniverseNotesView.class)
                        .does(call -> Answer.ok(notes(universe(call)))),
                Route.get("/reference/tickers/{ticker}")
                        .needs(Scope.READ)
                        .says("What a ticker meant on a day: the permanent id and all its tickers.")
                        .with(Param.id("ticker", "As it was on the day."))
                        .with(day(DATE, "The day.").needed())
                        .gives(ResolutionView.class)
                        .does(call -> Answer.ok(resolution(call))),
                Route.get("/reference/adjustments/{ticker}")
                        .needs(Scope.READ)
                        .says(
                                "Daily bars as traded with the factor that takes corporate actions out, as known on a day.")
                        .with(Param.id("ticker", "As it was on the day."))
                        .with(day("asOf", "No later bar, no later action (default: all)."))
                        .with(Param.oneOf("method", "How a payment becomes a factor (default: CRSP).", Method.class))
                        .with(Param.oneOf(
                                "direction", "Which end keeps its prices (default: BACKWARD).", Direction.class))
                        .with(Param.oneOf("basis", "What is taken out (default: TOTAL_RETURN).", Basis.class))
                        .lists(AdjustedBarView.class)
                        .does(call -> Answer.ok(Page.of(bars(call), call))));
    }

    private static Param day(String name, String says) {
        return Param.text(name, DAY, says);
    }

    private static Param assetClass() {
        return Param.oneOf("class", "Which (default: EQUITY).", "EQUITY", "CRYPTO", "COMMODITY");
    }

    private static Param sourceName() {
        return Param.oneOf("source", "Only what it says (default: all).", "sp500", "spy", "pystock", "coarse");
    }

    private Universe universe(Call call) {
        String word = call.query("class");
        return source.data()
                .universe(
                        ReferenceSource.day(DATE, call.query(DATE)),
                        word == null ? AssetClass.EQUITY : AssetClass.valueOf(word),
                        call.query("source"));
    }

    private static UniverseNotesView notes(Universe universe) {
        return new UniverseNotesView(
                universe.date().toString(),
                universe.assetClass().name(),
                universe.members().size(),
                universe.notes());
    }

    private ResolutionView resolution(Call call) {
        LocalDate date = ReferenceSource.day(DATE, call.query(DATE));
        Resolution one = source.data().resolve(call.path("ticker"), date);
        return new ResolutionView(
                one.identity().id(),
                one.identity().name(),
                one.identity().assetClass().name(),
                date.toString(),
                one.then().ticker(),
                one.tickerNow(),
                one.units().toPlainString(),
                one.identity().names().stream().map(ReferenceResource::ticker).toList(),
                one.note());
    }

    private static TickerView ticker(TickerName name) {
        return new TickerView(
                name.ticker(),
                name.from().equals(TickerName.EVER) ? null : name.from().toString(),
                name.to().equals(TickerName.OPEN) ? null : name.to().toString(),
                name.units().toPlainString());
    }

    private List<AdjustedBarView> bars(Call call) {
        AdjustmentEngine.Settings settings = new AdjustmentEngine.Settings(
                one(call.query("method"), Method.CRSP),
                one(call.query("direction"), Direction.BACKWARD),
                one(call.query("basis"), Basis.TOTAL_RETURN),
                ReferenceSource.day("asOf", call.query("asOf")));
        Adjusted adjusted = source.data().adjusted(call.path("ticker"), null, null, settings);
        AdjustedSeries series = adjusted.series();
        List<AdjustedBarView> out = new ArrayList<>();
        for (int i = 0; i < series.size(); i++) {
            var bar = series.raw().get(i);
            out.add(new AdjustedBarView(
                    bar.date().toString(),
                    adjusted.history().tickers().get(i),
                    Decimals.plain(bar.open()),
                    Decimals.plain(bar.high()),
                    Decimals.plain(bar.low()),
                    Decimals.plain(bar.close()),
                    bar.volume() < 0 ? null : Decimals.plain(bar.volume()),
                    series.adjustmentFactor()[i],
                    series.close(i)));
        }
        return out;
    }

    private static <E extends Enum<E>> E one(String word, E otherwise) {
        return word == null ? otherwise : Enum.valueOf(otherwise.getDeclaringClass(), word.toUpperCase(Locale.ROOT));
    }
}
