package io.reprise.research.reference;

import io.reprise.engine.fixed.Decimals;
import io.reprise.research.ingest.CorporateAction;
import io.reprise.research.reference.ReferenceData.Adjusted;
import io.reprise.research.reference.TickerMapper.Resolution;
import io.reprise.research.reference.UniverseBuilder.Universe;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The answers of this package as the maps and lists that command line, API and agents give alike. */
public final class ReferenceViews {
    private ReferenceViews() {}

    /** Date, class, count, members and notes. */
    public static Map<String, Object> universe(Universe universe) {
        Map<String, Object> out = new LinkedHashMap<>();
        out.put("date", universe.date().toString());
        out.put("assetClass", universe.assetClass().name().toLowerCase(Locale.ROOT));
        out.put("count", universe.members().size());
        out.put(
                "members",
                universe.members().stream().map(ReferenceViews::member).toList());
        out.put("notes", universe.notes());
        return out;
    }

    /** Id, ticker and sources. */
    public static Map<String, Object> member(UniverseBuilder.Member one) {
        Map<String, Object> out = new LinkedHashMap<>();
        out.put("id", one.id());
        out.put("ticker", one.ticker());
        out.put("sources", one.sources());
        return out;
    }

    /** Permanent id, the ticker then and now, units, and all its tickers. */
    public static Map<String, Object> resolution(Resolution one, LocalDate date) {
        Map<String, Object> out = new LinkedHashMap<>();
        out.put("id", one.identity().id());
        out.put("name", one.identity().name());
        out.put("assetClass", one.identity().assetClass().name().toLowerCase(Locale.ROOT));
        out.put("date", date.toString());
        out.put("ticker", one.then().ticker());
        out.put("tickerNow", one.tickerNow());
        out.put("unitsForOneNow", one.units().toPlainString());
        out.put(
                "names",
                one.identity().names().stream().map(ReferenceViews::name).toList());
        out.put("note", one.note());
        return out;
    }

    private static Map<String, Object> name(TickerName name) {
        Map<String, Object> out = new LinkedHashMap<>();
        out.put("ticker", name.ticker());
        out.put("from", TickerMapper.text(name.from(), null));
        out.put("to", TickerMapper.text(name.to(), null));
        out.put("units", name.units().toPlainString());
        return out;
    }

    /** Id, settings, actions and how many bars. */
    public static Map<String, Object> adjustment(Adjusted one) {
        Map<String, Object> out = new LinkedHashMap<>();
        AdjustmentEngine.Settings settings = one.settings();
        out.put("id", one.history().identity().id());
        out.put("method", settings.method().word());
        out.put("direction", settings.direction().name().toLowerCase(Locale.ROOT));
        out.put("basis", settings.basis().name().toLowerCase(Locale.ROOT).replace('_', '-'));
        out.put("asOf", settings.asOf() == null ? null : settings.asOf().toString());
        out.put("count", one.series().size());
        out.put(
                "actions",
                AdjustmentEngine.known(one.actions(), settings.asOf()).stream()
                        .map(ReferenceViews::action)
                        .toList());
        return out;
    }

    private static Map<String, Object> action(CorporateAction action) {
        Map<String, Object> out = new LinkedHashMap<>();
        out.put("exDate", action.exDate().toString());
        out.put("knownDate", action.knownDate().toString());
        out.put("type", action.word());
        out.put("value", action.value());
        return out;
    }

    /** Bars from one day to another, both included, with raw prices, factor and adjusted close. */
    public static List<Map<String, Object>> bars(Adjusted one, LocalDate from, LocalDate to) {
        List<Map<String, Object>> out = new ArrayList<>();
        AdjustedSeries series = one.series();
        for (int i = 0; i < series.size(); i++) {
            var bar = series.raw().get(i);
            if (bar.date().isBefore(from) || bar.date().isAfter(to)) {
                continue;
            }
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("date", bar.date().toString());
            row.put("ticker", one.history().tickers().get(i));
            row.put("open", Decimals.plain(bar.open()));
            row.put("high", Decimals.plain(bar.high()));
            row.put("low", Decimals.plain(bar.low()));
            row.put("close", Decimals.plain(bar.close()));
            row.put("volume", bar.volume() < 0 ? null : Decimals.plain(bar.volume()));
            row.put("adjustment_factor", series.adjustmentFactor()[i]);
            row.put("adj_close", series.close(i));
            out.add(row);
        }
        return out;
    }

    /** Days and rolls of a continuous future. */
    public static Map<String, Object> continuous(ContinuousFuture.Series series) {
        Map<String, Object> out = new LinkedHashMap<>();
        out.put("count", series.points().size());
        out.put(
                "rolls",
                series.rolls().stream()
                        .map(roll -> {
                            Map<String, Object> row = new LinkedHashMap<>();
                            row.put("date", roll.date().toString());
                            row.put("from", roll.from());
                            row.put("to", roll.to());
                            row.put("fromClose", Decimals.plain(roll.fromClose()));
                            row.put("toClose", Decimals.plain(roll.toClose()));
                            return row;
                        })
                        .toList());
        out.put("breaks", series.breaks().stream().map(LocalDate::toString).toList());
        out.put(
                "days",
                series.points().stream()
                        .map(point -> {
                            Map<String, Object> row = new LinkedHashMap<>();
                            row.put("date", point.date().toString());
                            row.put("contract", point.contract());
                            row.put("close", Decimals.plain(point.close()));
                            row.put("adjustment_factor", point.factor());
                            row.put("shift", Decimals.plain(point.shift()));
                            row.put("adj_close", point.adjusted());
                            return row;
                        })
                        .toList());
        return out;
    }

    /** Likewise as CSV with a header, for files. */
    public static List<String> csv(Adjusted one) {
        List<Map<String, Object>> rows = bars(one, TickerName.EVER, TickerName.OPEN);
        List<String> out = new ArrayList<>();
        if (!rows.isEmpty()) {
            out.add(String.join(",", rows.getFirst().keySet()));
        }
        for (Map<String, Object> row : rows) {
            out.add(String.join(
                    ",",
                    row.values().stream()
                            .map(cell -> cell == null ? "" : cell.toString())
                            .toList()));
        }
        return out;
    }
}
