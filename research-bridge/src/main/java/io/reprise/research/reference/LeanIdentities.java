package io.reprise.research.reference;

import io.reprise.codecs.AssetClass;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;

/**
 * What LEAN's files say of identity: a map file has the tickers of one company over time (a row holds up to and including
 * its date; 20501231 = still listed); a security id is the first ticker and, in base 36, the first day.
 */
final class LeanIdentities {
    private static final int BASE = 36;
    private static final BigInteger DAYS_PLACE = BigInteger.TEN.pow(14);
    private static final BigInteger DAYS_WIDTH = BigInteger.valueOf(100_000);
    private static final LocalDate DAY_ZERO = LocalDate.of(1899, 12, 30);
    /** LEAN's data begin then: a first day of that date may be any earlier one. */
    private static final LocalDate DATA_BEGIN = LocalDate.of(1998, 1, 2);

    private static final LocalDate STILL_LISTED = LocalDate.of(2050, 12, 31);

    private LeanIdentities() {}

    static Identity mapFile(Path file) {
        List<TickerName> names = new ArrayList<>();
        LocalDate from = null;
        for (String[] row : DataFolder.rows(file)) {
            LocalDate to = LocalDate.parse(row[0].strip(), DateTimeFormatter.BASIC_ISO_DATE);
            String ticker = row[1].strip().toUpperCase(Locale.ROOT);
            if (from == null) {
                from = to;
                continue;
            }
            LocalDate end = to.equals(STILL_LISTED) ? TickerName.OPEN : to;
            TickerName last = names.isEmpty() ? null : names.getLast();
            if (last != null && last.ticker().equals(ticker)) {
                names.removeLast();
                from = last.from();
            }
            names.add(new TickerName(ticker, from, end, BigDecimal.ONE));
            from = to.plusDays(1);
        }
        if (names.isEmpty()) {
            throw new IllegalArgumentException(file + " has no two rows of date and ticker");
        }
        TickerName first = names.getFirst();
        String id = id(first.ticker(), first.from());
        if (first.from().equals(DATA_BEGIN)) {
            names.set(0, new TickerName(first.ticker(), TickerName.EVER, first.to(), BigDecimal.ONE));
        }
        return new Identity(id, AssetClass.EQUITY, names.getLast().ticker(), names);
    }

    private static String id(String ticker, LocalDate from) {
        return ticker + "-" + from.format(DateTimeFormatter.BASIC_ISO_DATE);
    }

    /** A security seen under a ticker on a day. */
    record Sighting(String securityId, String ticker, LocalDate date) {
        String firstTicker() {
            return securityId.substring(0, securityId.indexOf(' '));
        }

        LocalDate firstDay() {
            return LeanIdentities.firstDay(securityId);
        }

        String id() {
            return LeanIdentities.id(firstTicker(), firstDay());
        }
    }

    /**
     * The first day in a security id.
     *
     * @throws IllegalArgumentException when it is none
     */
    static LocalDate firstDay(String securityId) {
        int space = securityId.indexOf(' ');
        try {
            BigInteger number = new BigInteger(securityId.substring(space + 1), BASE);
            return DAY_ZERO.plusDays(number.divide(DAYS_PLACE).mod(DAYS_WIDTH).intValueExact());
        } catch (NumberFormatException notOne) {
            throw new IllegalArgumentException("'" + securityId + "' is no security id of LEAN", notOne);
        }
    }

    /** Securities by ticker, and in order of their first days. */
    static final class Sightings {
        private final TreeMap<String, TreeMap<LocalDate, Sighting>> byTicker = new TreeMap<>();

        void add(Sighting one) {
            byTicker.computeIfAbsent(one.ticker(), ticker -> new TreeMap<>()).putIfAbsent(one.firstDay(), one);
        }

        /**
         * The id of who had a ticker on a day, as far as can be told: seen under it, listed by then. Who had it before the
         * first that is known to is another.
         */
        String idOf(String ticker, LocalDate date) {
            TreeMap<LocalDate, Sighting> all = byTicker.get(ticker);
            if (all == null) {
                return ticker;
            }
            var by = all.floorEntry(date);
            if (by != null) {
                return by.getValue().id();
            }
            LocalDate first = all.firstKey();
            return first.equals(DATA_BEGIN)
                    ? all.firstEntry().getValue().id()
                    : ticker + "-UNTIL-" + first.minusDays(1).format(DateTimeFormatter.BASIC_ISO_DATE);
        }

        boolean has(String ticker) {
            return byTicker.containsKey(ticker);
        }
    }
}
