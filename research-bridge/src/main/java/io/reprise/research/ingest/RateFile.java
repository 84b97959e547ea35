package io.reprise.research.ingest;

import io.reprise.engine.fixed.Fixed;
import io.reprise.engine.portfolio.Costs;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads series of annual rates, what a borrowed unit or borrowed cash costs, and makes of them a charge for each calendar
 * day: a row holds from its date until the next row's. The charge for a day comes one nanosecond after the midnight that
 * ends it, a 360th of the rate (the money market's actual/360), rounded half-even to 1e-12.
 */
final class RateFile {
    /** A day of a rate. */
    static final long DAY_NS = 86_400_000_000_000L;

    private static final BigDecimal DAYS_OF_A_YEAR = BigDecimal.valueOf(360);
    /** A rate of more than this is a percentage that was not divided by a hundred. */
    private static final BigDecimal RATE_MAX = BigDecimal.TEN;

    private static final int DAYS_MAX = 1 << 16;
    private static final int QTY_PLACES = 8;

    private RateFile() {}

    private record Row(LocalDate from, long dailyE12, long availableQty) {}

    /** Rows {@code date,rate,available}; no availability is no limit, 0 says that nothing can be borrowed. */
    static List<EventFile.Happening> borrow(SourceFile file, ZoneId zone, long lastTsNs) {
        List<EventFile.Happening> out = new ArrayList<>();
        List<Row> rows = rows(file, true);
        long dailyE12 = 0; // of the day that ends
        int at = 0;
        for (LocalDate day : days(file, rows, zone, lastTsNs)) {
            at = rowOn(rows, at, day);
            out.add(new EventFile.Borrow(
                    EventFile.midnightNs(day, zone), dailyE12, rows.get(at).availableQty()));
            dailyE12 = rows.get(at).dailyE12();
        }
        return out;
    }

    /** Rows {@code date,rate}. */
    static List<EventFile.Happening> interest(SourceFile file, ZoneId zone, long lastTsNs) {
        List<EventFile.Happening> out = new ArrayList<>();
        List<Row> rows = rows(file, false);
        long dailyE12 = 0;
        int at = 0;
        for (LocalDate day : days(file, rows, zone, lastTsNs)) {
            at = rowOn(rows, at, day);
            out.add(new EventFile.Interest(EventFile.midnightNs(day, zone), dailyE12));
            dailyE12 = rows.get(at).dailyE12();
        }
        return out;
    }

    private static int rowOn(List<Row> rows, int from, LocalDate day) {
        int at = from;
        while (at + 1 < rows.size() && !rows.get(at + 1).from().isAfter(day)) {
            at++;
        }
        return at;
    }

    private static List<LocalDate> days(SourceFile file, List<Row> rows, ZoneId zone, long lastTsNs) {
        LocalDate first = rows.getFirst().from();
        LocalDate last = Instant.ofEpochSecond(Math.floorDiv(lastTsNs, 1_000_000_000L))
                .atZone(zone)
                .toLocalDate();
        if (first.plusDays(DAYS_MAX).isBefore(last)) {
            throw new IngestException(
                    file.displayName() + " begins more than " + DAYS_MAX + " days before the data end");
        }
        return first.isAfter(last)
                ? List.of()
                : first.datesUntil(last.plusDays(1)).toList();
    }

    private static List<Row> rows(SourceFile file, boolean hasQty) {
        List<Row> out = new ArrayList<>();
        List<String[]> rows = EventFile.rows(file);
        for (int i = 0; i < rows.size(); i++) {
            String[] row = rows.get(i);
            if (row.length < 2 || row.length > (hasQty ? 3 : 2)) {
                throw EventFile.refused(
                        file, i + 1, hasQty ? "a row is date, rate and available" : "a row is date and rate");
            }
            if (i == 0 && !EventFile.beginsWithDigit(row[0])) {
                continue; // the header
            }
            Row read = row(file, i, row);
            if (!out.isEmpty() && !out.getLast().from().isBefore(read.from())) {
                throw EventFile.refused(file, i + 1, "its date must be after that of the row before");
            }
            out.add(read);
        }
        if (out.isEmpty()) {
            throw new IngestException(file.displayName() + " has no rate");
        }
        return out;
    }

    private static Row row(SourceFile file, int i, String[] row) {
        BigDecimal rate = EventFile.number(file, i, row[1]);
        if (rate.signum() < 0 || rate.compareTo(RATE_MAX) > 0) {
            throw EventFile.refused(
                    file,
                    i + 1,
                    "a rate is a fraction a year from 0 to " + RATE_MAX + ", such as 0.05, not " + row[1].strip());
        }
        long availableQty = Fixed.NULL_PX;
        if (row.length == 3 && !row[2].isBlank()) {
            BigDecimal available = EventFile.number(file, i, row[2]);
            if (available.signum() < 0) {
                throw EventFile.refused(file, i + 1, "what is available must not be below 0");
            }
            availableQty = EventFile.fixed(available, QTY_PLACES);
        }
        BigDecimal dailyE12 =
                rate.multiply(BigDecimal.valueOf(Costs.ONE_E12)).divide(DAYS_OF_A_YEAR, 0, RoundingMode.HALF_EVEN);
        return new Row(date(file, i, row[0].strip()), dailyE12.longValueExact(), availableQty);
    }

    private static LocalDate date(SourceFile file, int i, String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException e) {
            throw EventFile.refused(file, i + 1, "'" + Rejects.printable(text) + "' is no date such as 2020-01-31");
        }
    }
}
