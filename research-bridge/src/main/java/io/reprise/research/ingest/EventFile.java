package io.reprise.research.ingest;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Reads the small files that say what happens to holders: corporate actions, funding, shares of capital. */
final class EventFile {
    /** More rows than this are refused: such files are short, and are held in memory. */
    private static final int ROWS_MAX = 1 << 20;

    private static final int SPLIT_UNITS_MAX = 1_000;
    private static final BigDecimal SPLIT_ERROR = new BigDecimal("0.00005");
    private static final int DIVIDEND_PLACES_MIN = 2;
    private static final int DIVIDEND_PLACES_MAX = 6;
    private static final BigDecimal FACTOR_ERROR = new BigDecimal("0.00000011");
    private static final int FACTOR_COLUMNS = 4;
    private static final int RATE_PLACES = 12;
    private static final int SHARE_PLACES = 8;
    /** After what ends at midnight, the bar of the day before, and before all else of the day. */
    private static final long AFTER_MIDNIGHT_NS = 1;

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,30}");
    private static final DateTimeFormatter COMPACT = DateTimeFormatter.ofPattern("yyyyMMdd HH:mm:ss", Locale.ROOT);

    private EventFile() {}

    /** What one row becomes. */
    sealed interface Happening {
        long tsNs();
    }

    /** So many new units for so many old ones. */
    record Split(long tsNs, long numerator, long denominator) implements Happening {}

    /** @param amount for each unit, 1e-8 */
    record Dividend(long tsNs, long amount) implements Happening {}

    /** @param rateE12 fraction of the notional at 1e-12 */
    record Funding(long tsNs, long rateE12) implements Happening {}

    /** @param share of the account's equity, 1e-8 */
    record Share(long tsNs, String allocation, long share) implements Happening {}

    /**
     * A LEAN factor file: date, price factor, split factor, last close before the change; a row holds up to and including its
     * date, so what changes with the next row happens on the weekday after it, one nanosecond after midnight. A dividend is
     * the shortest amount that gives the file's factor.
     */
    static List<Happening> factors(SourceFile file, ZoneId zone) {
        List<String[]> rows = rows(file);
        List<Happening> out = new ArrayList<>();
        for (int i = 0; i + 1 < rows.size(); i++) {
            String[] row = rows.get(i);
            String[] next = rows.get(i + 1);
            if (row.length < FACTOR_COLUMNS || next.length < FACTOR_COLUMNS) {
                throw refused(file, i + 1, "a row is date, price factor, split factor and close");
            }
            BigDecimal price = number(file, i, row[1]);
            BigDecimal nextPrice = number(file, i + 1, next[1]);
            BigDecimal units = number(file, i, row[2]);
            BigDecimal nextUnits = number(file, i + 1, next[2]);
            if (price.signum() <= 0 || nextPrice.signum() <= 0 || units.signum() <= 0 || nextUnits.signum() <= 0) {
                throw refused(file, i + 1, "factors must be above 0");
            }
            long tsNs = exDateNs(file, i, row[0], zone);
            if (price.compareTo(nextPrice) != 0) {
                out.add(new Dividend(tsNs, dividend(price, nextPrice, number(file, i, row[3]))));
            }
            if (units.compareTo(nextUnits) != 0) {
                out.add(split(file, i, tsNs, nextUnits.divide(units, MathContext.DECIMAL64)));
            }
        }
        return out;
    }

    private static long exDateNs(SourceFile file, int row, String text, ZoneId zone) {
        try {
            LocalDate day = LocalDate.parse(text.strip(), DateTimeFormatter.BASIC_ISO_DATE)
                    .plusDays(1);
            while (day.getDayOfWeek() == DayOfWeek.SATURDAY || day.getDayOfWeek() == DayOfWeek.SUNDAY) {
                day = day.plusDays(1);
            }
            return ns(day.atTime(LocalTime.MIDNIGHT), zone) + AFTER_MIDNIGHT_NS;
        } catch (DateTimeException e) {
            throw refused(file, row + 1, "'" + text + "' is no date such as 20140606");
        }
    }

    private static long dividend(BigDecimal factor, BigDecimal nextFactor, BigDecimal close) {
        BigDecimal exact = close.multiply(
                BigDecimal.ONE.subtract(factor.divide(nextFactor, MathContext.DECIMAL64)), MathContext.DECIMAL64);
        for (int places = DIVIDEND_PLACES_MIN; places < DIVIDEND_PLACES_MAX; places++) {
            BigDecimal amount = exact.setScale(places, RoundingMode.HALF_EVEN);
            BigDecimal again =
                    nextFactor.multiply(BigDecimal.ONE.subtract(amount.divide(close, MathContext.DECIMAL64)));
            if (again.subtract(factor).abs().compareTo(FACTOR_ERROR) <= 0) {
                return fixed(amount, SHARE_PLACES);
            }
        }
        return fixed(exact, SHARE_PLACES);
    }

    private static Split split(SourceFile file, int row, long tsNs, BigDecimal ratio) {
        for (int old = 1; old <= SPLIT_UNITS_MAX; old++) {
            BigDecimal scaled = ratio.multiply(BigDecimal.valueOf(old));
            BigDecimal whole = scaled.setScale(0, RoundingMode.HALF_EVEN);
            if (whole.signum() > 0 && whole.subtract(scaled).abs().compareTo(whole.multiply(SPLIT_ERROR)) <= 0) {
                return new Split(tsNs, whole.longValueExact(), old);
            }
        }
        throw refused(file, row + 1, "a split of 1 to " + ratio.toPlainString() + " is no ratio of small numbers");
    }

    /**
     * Funding rates: {@code symbol,time,rate}, {@code time,rate} as LEAN has it, or JSON rows {@code [ms, rate, …]}.
     *
     * @param symbol which one of a file with several, or null
     */
    static List<Happening> funding(SourceFile file, ZoneId zone, String symbol) {
        List<Happening> out = new ArrayList<>();
        List<String[]> rows = rows(file);
        String only = symbol;
        for (int i = 0; i < rows.size(); i++) {
            String[] row = rows.get(i);
            boolean isNamed = row.length == 3;
            if (row.length < 2 || i == 0 && !beginsWithDigit(row[isNamed ? 1 : 0])) {
                if (row.length < 2 || i > 0) {
                    throw refused(file, i + 1, "a row is symbol, time and rate, or time and rate");
                }
                continue; // the header
            }
            if (isNamed && only == null) {
                only = row[0];
            }
            if (isNamed && !row[0].equals(only)) {
                if (symbol == null) {
                    throw refused(file, i + 1, "it holds " + only + " and " + row[0] + ": say which with --symbol");
                }
                continue;
            }
            BigDecimal rate = number(file, i, row[isNamed ? 2 : 1]);
            out.add(new Funding(timeNs(file, i, row[isNamed ? 1 : 0], zone), fixed(rate, RATE_PLACES)));
        }
        return out;
    }

    private static boolean beginsWithDigit(String text) {
        return !text.isBlank() && Character.isDigit(text.strip().charAt(0));
    }

    /** Shares of capital: {@code time,allocation,share}, the share a fraction from 0 to 1. */
    static List<Happening> shares(SourceFile file, ZoneId zone) {
        List<Happening> out = new ArrayList<>();
        List<String[]> rows = rows(file);
        for (int i = 0; i < rows.size(); i++) {
            String[] row = rows.get(i);
            if (row.length != 3) {
                throw refused(file, i + 1, "a row is time, allocation and share");
            }
            if (i == 0 && row[2].strip().equals("share")) {
                continue;
            }
            BigDecimal share = number(file, i, row[2]);
            if (share.signum() < 0 || share.compareTo(BigDecimal.ONE) > 0) {
                throw refused(file, i + 1, "a share must be from 0 to 1, not " + row[2].strip());
            }
            if (!NAME.matcher(row[1].strip()).matches()) {
                throw refused(file, i + 1, "'" + Rejects.printable(row[1]) + "' is no name of an allocation");
            }
            out.add(new Share(timeNs(file, i, row[0], zone), row[1].strip(), fixed(share, SHARE_PLACES)));
        }
        return out;
    }

    private static long timeNs(SourceFile file, int row, String text, ZoneId zone) {
        String stripped = text.strip();
        try {
            if (stripped.length() > 11 && stripped.chars().allMatch(Character::isDigit)) {
                // a stamp of the millisecond it was written: the interval ends on the second
                return Math.multiplyExact(Math.round(Long.parseLong(stripped) / 1e3), 1_000_000_000L);
            }
            if (stripped.length() == 10) {
                return ns(LocalDate.parse(stripped).atStartOfDay(), zone);
            }
            LocalDateTime at = stripped.charAt(4) == '-'
                    ? LocalDateTime.parse(stripped.replace(' ', 'T').replace("Z", ""))
                    : LocalDateTime.parse(stripped, COMPACT);
            return ns(at, zone);
        } catch (DateTimeException | NumberFormatException | IndexOutOfBoundsException e) {
            throw refused(file, row + 1, "'" + stripped + "' is no time such as 2020-01-01 08:00:00");
        }
    }

    private static long ns(LocalDateTime at, ZoneId zone) {
        var instant = at.atZone(zone).toInstant();
        return Math.addExact(Math.multiplyExact(instant.getEpochSecond(), 1_000_000_000L), instant.getNano());
    }

    private static long fixed(BigDecimal value, int places) {
        return value.setScale(places, RoundingMode.HALF_EVEN).unscaledValue().longValueExact();
    }

    private static BigDecimal number(SourceFile file, int row, String text) {
        try {
            return new BigDecimal(text.strip());
        } catch (NumberFormatException e) {
            throw refused(file, row + 1, "'" + Rejects.printable(text) + "' is no number");
        }
    }

    private static List<String[]> rows(SourceFile file) {
        List<String[]> rows = new ArrayList<>();
        try (SourceFile.Text text = file.open();
                BufferedReader in = new BufferedReader(new InputStreamReader(text.stream(), StandardCharsets.UTF_8))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                if (line.stripLeading().startsWith("[")) {
                    jsonRows(line, rows);
                } else if (!line.isBlank()) {
                    rows.add(line.split(","));
                }
                if (rows.size() > ROWS_MAX) {
                    throw new IngestException(file.displayName() + " has more than " + ROWS_MAX + " rows");
                }
            }
        } catch (IOException failed) {
            throw new IngestException(
                    file.displayName() + " cannot be read: " + Rejects.printable("" + failed.getMessage()), failed);
        }
        if (rows.isEmpty()) {
            throw new IngestException(file.displayName() + " is empty");
        }
        return rows;
    }

    /** Rows of one line, such as {@code [[1637193600017,0.0001,0.0],…]}: time and rate are the first two. */
    private static void jsonRows(String line, List<String[]> rows) {
        for (String row : line.split("]")) {
            String inner = row.substring(row.lastIndexOf('[') + 1).strip();
            if (!inner.isEmpty() && !inner.equals(",")) {
                String[] cells = inner.split(",");
                rows.add(cells.length < 2 ? cells : new String[] {cells[0], cells[1]});
            }
        }
    }

    private static IngestException refused(SourceFile file, int row, String why) {
        return new IngestException(file.displayName() + ", row " + row + ": " + why);
    }
}
