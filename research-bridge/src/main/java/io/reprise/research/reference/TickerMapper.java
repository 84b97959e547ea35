package io.reprise.research.reference;

import io.reprise.codecs.AssetClass;
import io.reprise.research.reference.LeanIdentities.Sighting;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Which instrument a ticker meant on a day. Known from the project's own table and, where a collection of market data is
 * given, its map files (which go before the table where both tell of one company) and its security ids. Immutable.
 */
public final class TickerMapper {
    private final Map<String, Identity> identities;
    private final LeanIdentities.Sightings sightings;

    private TickerMapper(Map<String, Identity> identities, LeanIdentities.Sightings sightings) {
        this.identities = identities;
        this.sightings = sightings;
    }

    /**
     * What a ticker meant.
     *
     * @param units so many units then are one now
     * @param note what to know of it, or empty
     */
    public record Resolution(Identity identity, TickerName then, BigDecimal units, String note) {
        /** What it is called since. */
        public String tickerNow() {
            return identity.names().getLast().ticker();
        }
    }

    /** @param data null for the own table alone */
    public static TickerMapper of(DataFolder data) {
        return of(OwnTables.tickers(OwnTables.folder().resolve("tickers.csv")), data);
    }

    static TickerMapper of(List<Identity> own, DataFolder data) {
        Map<String, Identity> all = new LinkedHashMap<>();
        LeanIdentities.Sightings sightings = new LeanIdentities.Sightings();
        if (data != null) {
            List<Identity> mapped =
                    data.mapFiles().stream().map(LeanIdentities::mapFile).toList();
            for (Identity one : mapped) {
                Identity same = own.stream()
                        .filter(mine -> isSame(mine, one))
                        .findFirst()
                        .orElse(null);
                Identity merged = same == null ? one : merged(same, one);
                all.put(merged.id(), merged);
            }
            sight(data, sightings);
        }
        own.forEach(one -> all.putIfAbsent(one.id(), one));
        return new TickerMapper(all, sightings);
    }

    private static boolean isSame(Identity mine, Identity mapped) {
        return mine.assetClass() == mapped.assetClass()
                && mine.names().stream()
                        .anyMatch(name -> mapped.names().stream().anyMatch(name::overlaps));
    }

    /** The map file's names, and those of the table before and after its time. */
    private static Identity merged(Identity mine, Identity mapped) {
        LocalDate from = mapped.names().getFirst().from();
        LocalDate to = mapped.names().getLast().to();
        List<TickerName> names = new ArrayList<>(mapped.names());
        for (TickerName name : mine.names()) {
            if (name.from().isBefore(from)) {
                LocalDate end = name.to().isBefore(from) ? name.to() : from.minusDays(1);
                names.add(new TickerName(name.ticker(), name.from(), end, name.units()));
            } else if (name.from().isAfter(to)) {
                names.add(name);
            }
        }
        names.sort(Comparator.comparing(TickerName::from));
        return new Identity(mine.id(), mine.assetClass(), mine.name(), joined(names));
    }

    /** Neighbors of one ticker become one. */
    private static List<TickerName> joined(List<TickerName> names) {
        List<TickerName> out = new ArrayList<>();
        for (TickerName name : names) {
            TickerName last = out.isEmpty() ? null : out.getLast();
            if (last != null
                    && last.ticker().equals(name.ticker())
                    && last.to().plusDays(1).equals(name.from())) {
                out.removeLast();
                out.add(new TickerName(name.ticker(), last.from(), name.to(), name.units()));
            } else {
                out.add(name);
            }
        }
        return out;
    }

    private static void sight(DataFolder data, LeanIdentities.Sightings sightings) {
        for (Path file : data.coarse()) {
            LocalDate date = dateOf(file);
            DataFolder.rows(file).forEach(row -> sightings.add(new Sighting(row[0], row[1], date)));
        }
        for (Path file : data.etf("spy")) {
            DataFolder.rows(file)
                    .forEach(row -> sightings.add(
                            new Sighting(row[1], row[0], LocalDate.parse(row[2], DateTimeFormatter.BASIC_ISO_DATE))));
        }
    }

    /** The date that a file's name begins with. */
    static LocalDate dateOf(Path file) {
        return LocalDate.parse(file.getFileName().toString().substring(0, 8), DateTimeFormatter.BASIC_ISO_DATE);
    }

    /** All that have a history of their own, in no order that means anything. */
    public List<Identity> identities() {
        return List.copyOf(identities.values());
    }

    /** One by its permanent id. */
    public Optional<Identity> identity(String id) {
        return Optional.ofNullable(identities.get(id));
    }

    /**
     * What a ticker meant on a day.
     *
     * @throws IllegalArgumentException in one sentence, when nobody had it then, or nothing is known of it
     */
    public Resolution resolve(String ticker, LocalDate date) {
        return find(ticker, date).orElseThrow(() -> new IllegalArgumentException(unknown(ticker, date)));
    }

    /** Likewise; empty when nobody had it then, or nothing is known of it. */
    public Optional<Resolution> find(String ticker, LocalDate date) {
        Optional<Resolution> known = identities.values().stream()
                .filter(one -> one.on(date)
                        .filter(name -> name.ticker().equals(ticker))
                        .isPresent())
                .map(one -> resolution(one, date))
                .findFirst();
        boolean isOfOthers = identities.values().stream().anyMatch(one -> one.had(ticker));
        if (known.isPresent() || isOfOthers || !sightings.has(ticker)) {
            return known;
        }
        return Optional.of(derived(ticker, date));
    }

    /** What a ticker meant on a day, for a file that says that it was in force: what nothing is known of keeps its name. */
    Resolution resolveListed(String ticker, LocalDate date) {
        return find(ticker, date).orElseGet(() -> derived(ticker, date));
    }

    private Resolution derived(String ticker, LocalDate date) {
        TickerName name = new TickerName(ticker, TickerName.EVER, TickerName.OPEN, BigDecimal.ONE);
        Identity one = new Identity(sightings.idOf(ticker, date), AssetClass.EQUITY, "", List.of(name));
        return new Resolution(one, name, BigDecimal.ONE, "no change of this ticker is known");
    }

    /** An identity under the ticker that it had on a day on which it was listed. */
    Resolution resolution(Identity one, LocalDate date) {
        TickerName then = one.on(date).orElseThrow();
        BigDecimal units = BigDecimal.ONE;
        for (TickerName name : one.names()) {
            if (!name.from().isBefore(then.from())) {
                units = units.multiply(name.units());
            }
        }
        return new Resolution(one, then, units, note(one, then));
    }

    private String note(Identity one, TickerName then) {
        String others = identities.values().stream()
                .filter(other -> !other.id().equals(one.id()) && other.had(then.ticker()))
                .map(Identity::id)
                .collect(Collectors.joining(", "));
        return others.isEmpty() ? "" : "the ticker was also of " + others;
    }

    private String unknown(String ticker, LocalDate date) {
        String had = identities.values().stream()
                .flatMap(one -> one.names().stream()
                        .filter(name -> name.ticker().equals(ticker))
                        .map(name -> one.id() + " from " + text(name.from(), "the beginning") + " to "
                                + text(name.to(), "now") + ", now "
                                + one.names().getLast().ticker()))
                .collect(Collectors.joining("; "));
        return had.isEmpty()
                ? "nothing is known of a ticker " + ticker
                : "nobody had the ticker " + ticker + " on " + date + "; it was of " + had;
    }

    static String text(LocalDate date, String open) {
        return date.equals(TickerName.EVER) || date.equals(TickerName.OPEN) ? open : date.toString();
    }
}
