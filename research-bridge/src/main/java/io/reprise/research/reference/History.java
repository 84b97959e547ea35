package io.reprise.research.reference;

import io.reprise.research.ingest.CorporateAction;
import io.reprise.research.ingest.DayBar;
import io.reprise.research.ingest.Weekdays;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The daily bars of one instrument under all its tickers, as traded. Bars that a ticker's file has of others who bore it are
 * left out.
 *
 * @param bars oldest first
 * @param tickers of each bar
 * @param migrations splits that stand for changes of units where a ticker changed
 */
public record History(Identity identity, List<DayBar> bars, List<String> tickers, List<CorporateAction> migrations) {
    private static final int UNIT_PLACES_MAX = 8;

    public History {
        bars = List.copyOf(bars);
        tickers = List.copyOf(tickers);
        migrations = List.copyOf(migrations);
    }

    /**
     * Stitches a history.
     *
     * @param source daily bars of a ticker, whoever bore it; empty where there are none
     */
    public static History of(Identity identity, Function<String, List<DayBar>> source) {
        List<DayBar> bars = new ArrayList<>();
        List<String> tickers = new ArrayList<>();
        List<CorporateAction> migrations = new ArrayList<>();
        for (TickerName name : identity.names()) {
            for (DayBar bar : source.apply(name.ticker())) {
                if (name.isInForce(bar.date())) {
                    bars.add(bar);
                    tickers.add(name.ticker());
                }
            }
            if (name.units().compareTo(BigDecimal.ONE) != 0 && !name.to().equals(TickerName.OPEN)) {
                migrations.add(migration(name));
            }
        }
        return new History(identity, bars, tickers, migrations);
    }

    private static CorporateAction migration(TickerName name) {
        LocalDate day = name.to().plusDays(1);
        BigDecimal old = name.units().stripTrailingZeros();
        int places = Math.max(0, old.scale());
        if (places > UNIT_PLACES_MAX) {
            throw new IllegalArgumentException("units of " + name.ticker() + " have more than " + UNIT_PLACES_MAX
                    + " places: " + name.units().toPlainString());
        }
        return new CorporateAction.Split(
                day,
                day,
                BigDecimal.ONE.movePointRight(places).longValueExact(),
                old.movePointRight(places).longValueExact());
    }

    /** The migrations and other actions, in order of their ex-dates. */
    public List<CorporateAction> with(Collection<CorporateAction> others) {
        return Stream.concat(migrations.stream(), others.stream())
                .sorted(Comparator.comparing(CorporateAction::exDate))
                .toList();
    }

    /**
     * With one bar more, on the weekday after the listing ended, at what a holder got: without trade, so that what is held
     * ends there.
     *
     * @param delisting of this instrument
     * @param lastReturn a fraction
     */
    public History ended(Delisting delisting, double lastReturn) {
        int end = bars.size();
        while (end > 0 && bars.get(end - 1).date().isAfter(delisting.lastDay())) {
            end--;
        }
        if (end == 0) {
            throw new IllegalArgumentException(
                    identity.id() + " has no bar by " + delisting.lastDay() + ", when its listing ended");
        }
        long last = bars.get(end - 1).close();
        long px = BigDecimal.valueOf(last)
                .multiply(BigDecimal.ONE.add(BigDecimal.valueOf(lastReturn)))
                .setScale(0, RoundingMode.HALF_EVEN)
                .longValueExact();
        List<DayBar> all = new ArrayList<>(bars.subList(0, end));
        all.add(new DayBar(Weekdays.after(delisting.lastDay()), px, px, px, px, 0));
        List<String> names = new ArrayList<>(tickers.subList(0, end));
        names.add(names.getLast());
        return new History(identity, all, names, migrations);
    }
}
