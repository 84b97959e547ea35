package io.reprise.engine.time;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * Arithmetic and text of epoch nanoseconds, UTC. A {@code long} reaches from 1677-09-21 to 2262-04-11; whatever lies
 * outside is an {@link ArithmeticException} that says so. Safe from any thread.
 */
public final class Times {
    public static final long SECOND_NS = 1_000_000_000L;
    public static final long DAY_NS = 86_400 * SECOND_NS;

    private static final int TEXT_MAX = 64;
    private static final Pattern EPOCH_COUNT = Pattern.compile("[+-]?\\d{1,20}(\\.\\d{1,20})?([eE][+-]?\\d{1,2})?");
    private static final DateTimeFormatter ISO = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE)
            .optionalStart()
            .appendLiteral('T')
            .append(DateTimeFormatter.ISO_LOCAL_TIME)
            .optionalStart()
            .appendOffsetId()
            .toFormatter();

    private Times() {}

    /** The newest multiple of the period (above 0) since the epoch that is not after the given time. */
    public static long floor(long epochNs, long periodNs) {
        long floor = epochNs - Math.floorMod(epochNs, periodNs);
        if (floor > epochNs) {
            throw outside("the start of the period of " + periodNs + " ns before " + epochNs + " ns");
        }
        return floor;
    }

    /** Days since 1970-01-01, negative before. */
    public static long utcDay(long epochNs) {
        return Math.floorDiv(epochNs, DAY_NS);
    }

    public static long of(Instant instant) {
        try {
            // Counted from the next second for times before 1970, so that the first instants of 1677 do not overflow.
            long seconds = instant.getEpochSecond();
            return seconds < 0
                    ? Math.addExact(Math.multiplyExact(seconds + 1, SECOND_NS), instant.getNano() - SECOND_NS)
                    : Math.addExact(Math.multiplyExact(seconds, SECOND_NS), instant.getNano());
        } catch (ArithmeticException e) {
            throw outside(instant.toString());
        }
    }

    /**
     * A time from a count since the epoch.
     *
     * @param unit seconds, milliseconds, microseconds or nanoseconds
     */
    public static long ofEpoch(long count, TimeUnit unit) {
        long unitNs = unit.toNanos(1);
        if (Math.multiplyHigh(count, unitNs) != (count * unitNs) >> 63) {
            throw outside(count + " " + unit.name().toLowerCase(Locale.ROOT) + " since 1970");
        }
        return count * unitNs;
    }

    /** Decimal places that a count in this unit can have: 9 for seconds, 6, 3, and 0 for nanoseconds. */
    public static int places(TimeUnit unit) {
        return switch (unit) {
            case SECONDS -> 9;
            case MILLISECONDS -> 6;
            case MICROSECONDS -> 3;
            case NANOSECONDS -> 0;
            default ->
                throw new IllegalArgumentException(
                        "an epoch count is in seconds, milliseconds, microseconds or nanoseconds, not in " + unit);
        };
    }

    /**
     * Reads a count since the epoch that may have a fraction, such as {@code 1500000000.1234} seconds.
     *
     * @throws IllegalArgumentException if it is not a number, or finer than a nanosecond
     */
    public static long parseEpoch(String text, TimeUnit unit) {
        int places = places(unit);
        if (!EPOCH_COUNT.matcher(text).matches()) {
            throw new IllegalArgumentException(quoted(text) + " is not a count of time since 1970");
        }
        BigDecimal count = new BigDecimal(text).scaleByPowerOfTen(places).stripTrailingZeros();
        if (count.scale() > 0) {
            throw new IllegalArgumentException(quoted(text) + " is finer than a nanosecond");
        }
        try {
            return count.longValueExact();
        } catch (ArithmeticException e) {
            throw outside(text + " " + unit.name().toLowerCase(Locale.ROOT) + " since 1970");
        }
    }

    /**
     * Reads ISO-8601: a date, or a date and a time parted by {@code T} or a blank, with up to nine places of a second,
     * in UTC unless an offset follows.
     *
     * @throws IllegalArgumentException if it is not such text
     */
    public static long parse(String text) {
        TemporalAccessor parsed;
        try {
            parsed = ISO.parse(text.replace(' ', 'T'));
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(
                    quoted(text) + " is not a time: a date such as 2024-01-31, or a date and time in UTC such as"
                            + " 2024-01-31T23:59:59.123Z",
                    e);
        }
        if (!parsed.isSupported(ChronoField.NANO_OF_DAY)) {
            return of(LocalDate.from(parsed).atStartOfDay().toInstant(ZoneOffset.UTC));
        }
        ZoneOffset offset = parsed.isSupported(ChronoField.OFFSET_SECONDS) ? ZoneOffset.from(parsed) : ZoneOffset.UTC;
        return of(LocalDateTime.from(parsed).toInstant(offset));
    }

    /** ISO-8601 in UTC with 0, 3, 6 or 9 places of a second, such as {@code 2024-01-31T23:59:59.123Z}. */
    public static String format(long epochNs) {
        return Instant.ofEpochSecond(Math.floorDiv(epochNs, SECOND_NS), Math.floorMod(epochNs, SECOND_NS))
                .toString();
    }

    private static String quoted(String text) {
        return text.length() <= TEXT_MAX ? "'" + text + "'" : "'" + text.substring(0, TEXT_MAX) + "...'";
    }

    private static ArithmeticException outside(String what) {
        return new ArithmeticException(what + " lies outside what nanoseconds can count, 1677-09-21 to 2262-04-11");
    }
}
