package io.reprise.research.ingest;

import com.fasterxml.jackson.core.JsonFactory;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Reads a calendar of corporate actions. Four layouts, told by their beginning: a LEAN factor file; a CSV with the header
 * {@code ex_date,type,value} and, if wanted, {@code symbol} and {@code known_date}; Quandl WIKI's daily file; the JSON of
 * Polygon's reference endpoints for splits and dividends ({@code results}).
 */
public final class ActionFile {
    private static final int SPLIT_UNITS_MAX = 1_000;
    private static final BigDecimal SPLIT_ERROR = new BigDecimal("0.00005");
    private static final int DIVIDEND_PLACES_MIN = 2;
    private static final int DIVIDEND_PLACES_MAX = 6;
    private static final int AMOUNT_PLACES = 8;
    private static final BigDecimal FACTOR_ERROR = new BigDecimal("0.00000011");
    private static final int FACTOR_COLUMNS = 4;
    private static final int JSON_BYTES_MAX = 1 << 26;

    private ActionFile() {}

    /**
     * All actions of a file, in order of their ex-dates.
     *
     * @param path plain or packed, or an entry as {@code zip!entry}
     * @param symbol which one of a file with several; null takes a file that names no more than one
     * @throws IngestException in one sentence, when the file is none of the layouts
     */
    public static List<CorporateAction> read(String path, String symbol) {
        return read(SourceFile.parse(path), symbol);
    }

    /** The lines of a calendar that {@link #read} reads: a header, then an action each. */
    public static List<String> lines(List<CorporateAction> actions) {
        List<String> lines = new ArrayList<>();
        lines.add("ex_date,known_date,type,value");
        actions.forEach(action ->
                lines.add(action.exDate() + "," + action.knownDate() + "," + action.word() + "," + action.value()));
        return lines;
    }

    static List<CorporateAction> read(SourceFile file, String symbol) {
        if (isJson(file)) {
            return polygon(file, symbol);
        }
        List<String[]> rows = EventFile.rows(file);
        List<String> header = Arrays.stream(rows.getFirst())
                .map(name -> name.strip().toLowerCase(Locale.ROOT))
                .toList();
        if (header.contains("ex-dividend") && header.contains("split ratio")) {
            return wiki(file, rows, header);
        }
        return header.contains("ex_date") ? calendar(file, rows, header, symbol) : factors(file, rows);
    }

    private static boolean isJson(SourceFile file) {
        try (SourceFile.Text text = file.open()) {
            int first = text.stream().read();
            while (Character.isWhitespace(first)) {
                first = text.stream().read();
            }
            return first == '{';
        } catch (IOException failed) {
            throw unreadable(file, failed);
        }
    }

    private static IngestException unreadable(SourceFile file, IOException failed) {
        return new IngestException(
                file.displayName() + " cannot be read: " + Rejects.printable("" + failed.getMessage()), failed);
    }

    /**
     * A LEAN factor file: date, price factor, split factor, last close before the change; a row holds up to and including its
     * date, so what changes with the next row happens on the weekday after it. A dividend is the shortest amount that gives
     * the file's factor, per unit before a split of the same day.
     */
    private static List<CorporateAction> factors(SourceFile file, List<String[]> rows) {
        List<CorporateAction> out = new ArrayList<>();
        for (int i = 0; i + 1 < rows.size(); i++) {
            String[] row = rows.get(i);
            String[] next = rows.get(i + 1);
            if (row.length < FACTOR_COLUMNS || next.length < FACTOR_COLUMNS) {
                throw EventFile.refused(file, i + 1, "a row is date, price factor, split factor and close");
            }
            BigDecimal price = EventFile.number(file, i, row[1]);
            BigDecimal nextPrice = EventFile.number(file, i + 1, next[1]);
            BigDecimal units = EventFile.number(file, i, row[2]);
            BigDecimal nextUnits = EventFile.number(file, i + 1, next[2]);
            if (price.signum() <= 0 || nextPrice.signum() <= 0 || units.signum() <= 0 || nextUnits.signum() <= 0) {
                throw EventFile.refused(file, i + 1, "factors must be above 0");
            }
            LocalDate exDate = weekdayAfter(file, i, row[0]);
            if (price.compareTo(nextPrice) != 0) {
                BigDecimal amount = dividend(price, nextPrice, EventFile.number(file, i, row[3]));
                if (amount.signum() <= 0) {
                    throw EventFile.refused(file, i + 1, "a price factor falls, which no dividend explains");
                }
                out.add(new CorporateAction.Dividend(exDate, exDate, amount));
            }
            if (units.compareTo(nextUnits) != 0) {
                out.add(split(file, i, exDate, exDate, nextUnits.divide(units, MathContext.DECIMAL64)));
            }
        }
        return out;
    }

    private static LocalDate weekdayAfter(SourceFile file, int row, String text) {
        try {
            return Weekdays.after(LocalDate.parse(text.strip(), DateTimeFormatter.BASIC_ISO_DATE));
        } catch (DateTimeException e) {
            throw EventFile.refused(file, row + 1, "'" + Rejects.printable(text) + "' is no date such as 20140606");
        }
    }

    private static BigDecimal dividend(BigDecimal factor, BigDecimal nextFactor, BigDecimal close) {
        BigDecimal exact = close.multiply(
                BigDecimal.ONE.subtract(factor.divide(nextFactor, MathContext.DECIMAL64)), MathContext.DECIMAL64);
        for (int places = DIVIDEND_PLACES_MIN; places < DIVIDEND_PLACES_MAX; places++) {
            BigDecimal amount = exact.setScale(places, RoundingMode.HALF_EVEN);
            BigDecimal again =
                    nextFactor.multiply(BigDecimal.ONE.subtract(amount.divide(close, MathContext.DECIMAL64)));
            if (again.subtract(factor).abs().compareTo(FACTOR_ERROR) <= 0) {
                return amount;
            }
        }
        return exact.setScale(AMOUNT_PLACES, RoundingMode.HALF_EVEN);
    }

    private static CorporateAction split(
            SourceFile file, int row, LocalDate exDate, LocalDate knownDate, BigDecimal ratio) {
        for (int old = 1; old <= SPLIT_UNITS_MAX && ratio.signum() > 0; old++) {
            BigDecimal scaled = ratio.multiply(BigDecimal.valueOf(old));
            BigDecimal whole = scaled.setScale(0, RoundingMode.HALF_EVEN);
            if (whole.signum() > 0 && whole.subtract(scaled).abs().compareTo(whole.multiply(SPLIT_ERROR)) <= 0) {
                return new CorporateAction.Split(exDate, knownDate, whole.longValueExact(), old);
            }
        }
        throw EventFile.refused(
                file, row + 1, "a split of 1 to " + ratio.toPlainString() + " is no ratio of small numbers");
    }

    /** The split comes first: the dividend of such a row is per new unit. */
    private static List<CorporateAction> wiki(SourceFile file, List<String[]> rows, List<String> header) {
        int date = header.indexOf("date");
        int dividend = header.indexOf("ex-dividend");
        int ratio = header.indexOf("split ratio");
        List<CorporateAction> out = new ArrayList<>();
        for (int i = 1; i < rows.size(); i++) {
            String[] row = rows.get(i);
            if (row.length < header.size()) {
                throw EventFile.refused(file, i + 1, "it has " + row.length + " of " + header.size() + " columns");
            }
            LocalDate exDate = date(file, i, row[date]);
            BigDecimal units = EventFile.number(file, i, row[ratio]);
            BigDecimal amount = EventFile.number(file, i, row[dividend]);
            if (units.compareTo(BigDecimal.ONE) != 0) {
                out.add(split(file, i, exDate, exDate, units));
            }
            if (amount.signum() != 0) {
                out.add(new CorporateAction.Dividend(exDate, exDate, amount));
            }
        }
        return sorted(out);
    }

    private static List<CorporateAction> calendar(
            SourceFile file, List<String[]> rows, List<String> header, String symbol) {
        int type = header.indexOf("type");
        int value = header.indexOf("value");
        if (type < 0 || value < 0) {
            throw EventFile.refused(file, 1, "a calendar has the columns ex_date, type and value");
        }
        Symbols symbols = new Symbols(file.displayName(), symbol);
        List<CorporateAction> out = new ArrayList<>();
        for (int i = 1; i < rows.size(); i++) {
            String[] row = rows.get(i);
            if (row.length < header.size()) {
                throw EventFile.refused(file, i + 1, "it has " + row.length + " of " + header.size() + " columns");
            }
            int named = header.indexOf("symbol");
            if (named >= 0 && !symbols.takes(row[named].strip())) {
                continue;
            }
            LocalDate exDate = date(file, i, row[header.indexOf("ex_date")]);
            int known = header.indexOf("known_date");
            LocalDate knownDate = known < 0 || row[known].isBlank() ? exDate : date(file, i, row[known]);
            out.add(action(file, i, exDate, knownDate, row[type].strip(), row[value].strip()));
        }
        symbols.check();
        return sorted(out);
    }

    private static CorporateAction action(
            SourceFile file, int row, LocalDate exDate, LocalDate knownDate, String type, String value) {
        try {
            return switch (type) {
                case "dividend" -> new CorporateAction.Dividend(exDate, knownDate, EventFile.number(file, row, value));
                case "spin-off" -> new CorporateAction.SpinOff(exDate, knownDate, EventFile.number(file, row, value));
                case "delisting" ->
                    new CorporateAction.Delisting(exDate, knownDate, EventFile.number(file, row, value));
                case "split" -> {
                    int colon = value.indexOf(':');
                    yield colon < 0
                            ? split(file, row, exDate, knownDate, EventFile.number(file, row, value))
                            : new CorporateAction.Split(
                                    exDate,
                                    knownDate,
                                    EventFile.number(file, row, value.substring(0, colon))
                                            .longValueExact(),
                                    EventFile.number(file, row, value.substring(colon + 1))
                                            .longValueExact());
                }
                default ->
                    throw EventFile.refused(
                            file,
                            row + 1,
                            "a type is split, dividend, spin-off or delisting, not '" + Rejects.printable(type) + "'");
            };
        } catch (ArithmeticException | IllegalArgumentException bad) {
            throw EventFile.refused(file, row + 1, Rejects.printable("" + bad.getMessage()));
        }
    }

    private static List<CorporateAction> polygon(SourceFile file, String symbol) {
        Symbols symbols = new Symbols(file.displayName(), symbol);
        List<CorporateAction> out = new ArrayList<>();
        List<?> results = results(file);
        for (int i = 0; i < results.size(); i++) {
            if (!(results.get(i) instanceof Map<?, ?> row)) {
                throw EventFile.refused(file, i + 1, "a result is no object");
            }
            if (row.get("ticker") instanceof String ticker && !symbols.takes(ticker)) {
                continue;
            }
            if (row.containsKey("execution_date")) {
                LocalDate exDate = date(file, i - 1, text(file, i, row, "execution_date"));
                String ratio = text(file, i, row, "split_to") + ":" + text(file, i, row, "split_from");
                out.add(action(file, i - 1, exDate, exDate, "split", ratio));
            } else {
                LocalDate exDate = date(file, i - 1, text(file, i, row, "ex_dividend_date"));
                LocalDate known = row.get("declaration_date") == null
                        ? exDate
                        : date(file, i - 1, text(file, i, row, "declaration_date"));
                out.add(action(file, i - 1, exDate, known, "dividend", text(file, i, row, "cash_amount")));
            }
        }
        symbols.check();
        return sorted(out);
    }

    private static List<?> results(SourceFile file) {
        try (SourceFile.Text text = file.open()) {
            byte[] bytes = text.stream().readNBytes(JSON_BYTES_MAX);
            Object tree = JsonTree.read(new JsonFactory(), bytes, 0, bytes.length);
            if (tree instanceof Map<?, ?> map && map.get("results") instanceof List<?> results) {
                return results;
            }
            throw new IngestException(file.displayName() + " is JSON without a list of results, as Polygon has it");
        } catch (IOException failed) {
            throw unreadable(file, failed);
        }
    }

    private static String text(SourceFile file, int at, Map<?, ?> row, String name) {
        if (row.get(name) instanceof String text) {
            return text;
        }
        throw EventFile.refused(file, at + 1, "result " + (at + 1) + " has no " + name);
    }

    private static LocalDate date(SourceFile file, int row, String text) {
        try {
            return LocalDate.parse(text.strip());
        } catch (DateTimeException e) {
            throw EventFile.refused(file, row + 1, "'" + Rejects.printable(text) + "' is no date such as 2014-06-09");
        }
    }

    /** Stable: what a file says of one day keeps its order. */
    private static List<CorporateAction> sorted(List<CorporateAction> actions) {
        return actions.stream()
                .sorted(Comparator.comparing(CorporateAction::exDate))
                .toList();
    }
}
