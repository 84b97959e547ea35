package io.reprise.research.reference;

import io.reprise.codecs.AssetClass;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The project's own tables, in {@code data/reference}: tickers, delistings, mends of a membership file. */
final class OwnTables {
    private static final int TICKER_COLUMNS = 7;
    private static final int DELISTING_COLUMNS = 4;
    private static final int MEND_COLUMNS = 4;

    private OwnTables() {}

    /** @param identity of which a membership file's ticker is from one day (included) to another (not included) */
    record Mend(String ticker, LocalDate from, LocalDate to, String id) {}

    static Path folder() {
        return Path.of(System.getProperty("reprise.home", "."), "data", "reference");
    }

    /**
     * Identities of a table with the columns id, class, ticker, from, to, units, name.
     *
     * @throws IllegalArgumentException in one sentence that names file and row
     */
    static List<Identity> tickers(Path file) {
        Map<String, List<TickerName>> names = new LinkedHashMap<>();
        Map<String, String[]> newest = new LinkedHashMap<>();
        List<String[]> rows = DataFolder.rows(file);
        for (String[] row : rows.subList(1, rows.size())) {
            if (row.length != TICKER_COLUMNS) {
                throw refused(file, row, "it has " + row.length + " columns, not " + TICKER_COLUMNS);
            }
            try {
                BigDecimal units = row[5].isBlank() ? BigDecimal.ONE : new BigDecimal(row[5]);
                TickerName name =
                        new TickerName(row[2], day(row[3], TickerName.EVER), day(row[4], TickerName.OPEN), units);
                names.computeIfAbsent(row[0], id -> new ArrayList<>()).add(name);
                newest.put(row[0], row);
            } catch (IllegalArgumentException | DateTimeException bad) {
                throw refused(file, row, bad.getMessage());
            }
        }
        return newest.values().stream()
                .map(row -> new Identity(row[0], assetClass(row[1]), row[6], names.get(row[0])))
                .toList();
    }

    static Map<String, Delisting> delistings(Path file) {
        Map<String, Delisting> out = new LinkedHashMap<>();
        List<String[]> rows = DataFolder.rows(file);
        for (String[] row : rows.subList(1, rows.size())) {
            if (row.length != DELISTING_COLUMNS) {
                throw refused(file, row, "it has " + row.length + " columns, not " + DELISTING_COLUMNS);
            }
            try {
                Double known = row[2].isBlank() ? null : Double.valueOf(row[2]);
                out.put(row[0], new Delisting(row[0], LocalDate.parse(row[1]), known, row[3]));
            } catch (IllegalArgumentException | DateTimeException bad) {
                throw refused(file, row, bad.getMessage());
            }
        }
        return out;
    }

    static List<Mend> mends(Path file) {
        List<Mend> out = new ArrayList<>();
        List<String[]> rows = DataFolder.rows(file);
        for (String[] row : rows.subList(1, rows.size())) {
            if (row.length != MEND_COLUMNS) {
                throw refused(file, row, "it has " + row.length + " columns, not " + MEND_COLUMNS);
            }
            out.add(new Mend(row[0], day(row[1], TickerName.EVER), day(row[2], TickerName.OPEN), row[3]));
        }
        return out;
    }

    static LocalDate day(String text, LocalDate empty) {
        return text.isBlank() ? empty : LocalDate.parse(text.strip());
    }

    /**
     * The class of a word such as equity.
     *
     * @throws IllegalArgumentException when it is none
     */
    static AssetClass assetClass(String word) {
        try {
            return AssetClass.valueOf(word.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException unknown) {
            throw new IllegalArgumentException(
                    "a class is equity, crypto, commodity, fx or index, not '" + word + "'", unknown);
        }
    }

    private static IllegalArgumentException refused(Path file, String[] row, String why) {
        return new IllegalArgumentException(file + ", row '" + String.join(",", row) + "': " + why);
    }
}
