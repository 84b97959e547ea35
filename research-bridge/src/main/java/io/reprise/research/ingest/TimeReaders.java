package io.reprise.research.ingest;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Makes the reader of a format's time cells. */
final class TimeReaders {
    private static final String MIDNIGHT = "midnight-ms";
    private static final String ISO = "yyyy-MM-dd[THH:mm[:ss[.n]]][X]";
    private static final Pattern DAY = Pattern.compile("(?<!\\d)((?:19|20)\\d{2})-?(\\d{2})-?(\\d{2})(?!\\d)");

    private TimeReaders() {}

    /**
     * The reader for a source.
     *
     * @param timing pattern and zone
     * @param sourceName file or entry name, which may hold the day
     * @throws IngestException when the pattern needs a day and the name has none
     */
    static TimeReader of(Format.Timing timing, String sourceName) {
        if (timing.pattern().equals(MIDNIGHT)) {
            return new MidnightTime(dayIn(sourceName), timing.zone());
        }
        return of(timing.pattern(), timing.zone());
    }

    /** The reader of when a row was received; null when a format does not say. */
    static TimeReader ofReceived(Format.Timing timing, String sourceName) {
        return timing.received() == null
                ? null
                : of(new Format.Timing(timing.received(), null, timing.zone(), null, 0), sourceName);
    }

    /** Throws an IllegalArgumentException when the pattern is not understood. */
    static void check(String pattern, ZoneId zone) {
        if (!pattern.equals(MIDNIGHT)) {
            of(pattern, zone);
        }
    }

    private static TimeReader of(String pattern, ZoneId zone) {
        return switch (pattern) {
            case "epoch-s" -> new EpochTime(1_000_000_000L);
            case "epoch-ms" -> new EpochTime(1_000_000L);
            case "epoch-us" -> new EpochTime(1_000L);
            case "epoch-ns" -> new EpochTime(1L);
            case "epoch" -> new EpochTime(EpochTime.UNIT_BY_SIZE);
            case "auto" -> new AutoTime(zone);
            case "iso" -> new CalendarTime(ISO, zone);
            default -> new CalendarTime(pattern, zone);
        };
    }

    private static LocalDate dayIn(String sourceName) {
        Matcher matcher = DAY.matcher(sourceName);
        if (matcher.find()) {
            try {
                return LocalDate.of(
                        Integer.parseInt(matcher.group(1)),
                        Integer.parseInt(matcher.group(2)),
                        Integer.parseInt(matcher.group(3)));
            } catch (DateTimeException noSuchDay) {
                throw noDay(sourceName);
            }
        }
        throw noDay(sourceName);
    }

    private static IngestException noDay(String sourceName) {
        return new IngestException("times of this format count from midnight of the day in the file's name, and '"
                + sourceName + "' names no day as yyyyMMdd");
    }
}
