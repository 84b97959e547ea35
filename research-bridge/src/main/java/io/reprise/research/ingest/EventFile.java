package io.reprise.research.ingest;

import io.reprise.engine.fixed.Fixed;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
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

    private static final int RATE_PLACES = 12;
    private static final int SHARE_PLACES = 8;
    private static final long NS_PER_SECOND = 1_000_000_000L;
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

    /** @param px that each unit was worth in the end, 1e-8 */
    record Delisting(long tsNs, long px) implements Happening {}

    /**
     * @param rateE12 fraction of the notional for the day that ends, 1e-12
     * @param availableQty most that may be short on the day that begins, 1e-8; {@link Fixed#NULL_PX} for no limit
     */
    record Borrow(long tsNs, long rateE12, long availableQty) implements Happening {}

    /** @param rateE12 fraction of the cash for the day that ends, 1e-12 */
    record Interest(long tsNs, long rateE12) implements Happening {}

    /** @param share of the account's equity, 1e-8 */
    record Share(long tsNs, String allocation, long share) implements Happening {}

    /**
     * A calendar of corporate actions. What happens on an ex-date happens one nanosecond after its midnight; a spin-off is
     * cash of its value.
     *
     * @param symbol which one of a file with several, or null
     */
    static List<Happening> actions(SourceFile file, ZoneId zone, String symbol) {
        return ActionFile.read(file, symbol).stream()
                .map(action -> happening(action, zone))
                .toList();
    }

    private static Happening happening(CorporateAction action, ZoneId zone) {
        long tsNs = midnightNs(action.exDate(), zone);
        return switch (action) {
            case CorporateAction.Split split -> new Split(tsNs, split.newUnits(), split.oldUnits());
            case CorporateAction.Dividend dividend -> new Dividend(tsNs, fixed(dividend.amount(), SHARE_PLACES));
            case CorporateAction.SpinOff spinOff -> new Dividend(tsNs, fixed(spinOff.worth(), SHARE_PLACES));
            case CorporateAction.Delisting delisting -> new Delisting(tsNs, fixed(delisting.price(), SHARE_PLACES));
        };
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

    static boolean beginsWithDigit(String text) {
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

    /** On the second: a stamp has the milliseconds of when it was written, an interval ends on the second. */
    private static long timeNs(SourceFile file, int row, String text, ZoneId zone) {
        String stripped = text.strip();
        try {
            if (stripped.length() > 11 && stripped.chars().allMatch(Character::isDigit)) {
                return Math.multiplyExact(Math.round(Long.parseLong(stripped) / 1e3), NS_PER_SECOND);
            }
            if (stripped.length() == 10) {
                return ns(LocalDate.parse(stripped).atStartOfDay(), zone);
            }
            LocalDateTime at = stripped.charAt(4) == '-'
                    ? LocalDateTime.parse(stripped.replace(' ', 'T').replace("Z", ""))
                    : LocalDateTime.parse(stripped, COMPACT);
            return Math.multiplyExact(Math.round(ns(at, zone) / 1e9), NS_PER_SECOND);
        } catch (DateTimeException | NumberFormatException | IndexOutOfBoundsException e) {
            throw refused(file, row + 1, "'" + stripped + "' is no time such as 2020-01-01 08:00:00");
        }
    }

    static long midnightNs(LocalDate day, ZoneId zone) {
        return ns(day.atStartOfDay(), zone) + AFTER_MIDNIGHT_NS;
    }

    private static long ns(LocalDateTime at, ZoneId zone) {
        var instant = at.atZone(zone).toInstant();
        return Math.addExact(Math.multiplyExact(instant.getEpochSecond(), 1_000_000_000L), instant.getNano());
    }

    static long fixed(BigDecimal value, int places) {
        return value.setScale(places, RoundingMode.HALF_EVEN).unscaledValue().longValueExact();
    }

    static BigDecimal number(SourceFile file, int row, String text) {
        try {
            return new BigDecimal(text.strip());
        } catch (NumberFormatException e) {
            throw refused(file, row + 1, "'" + Rejects.printable(text) + "' is no number");
        }
    }

    static List<String[]> rows(SourceFile file) {
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

    static IngestException refused(SourceFile file, int row, String why) {
        return new IngestException(file.displayName() + ", row " + row + ": " + why);
    }
}
