package io.reprise.admin.schedule;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.BitSet;
import java.util.Optional;

/**
 * A time in cron's five fields, in UTC: minute, hour, day of the month, month, day of the week (0 or 7 is Sunday). A field is
 * {@code *}, a number, a range, a list, or any of these with a step ({@code *}{@code /5}). As in cron, a day is meant when
 * either of the two day fields fits, unless one of them is {@code *}. Immutable.
 */
public final class Cron {
    private static final int FIELDS = 5;
    private static final int[] MIN = {0, 0, 1, 1, 0};
    private static final int[] MAX = {59, 23, 31, 12, 7};
    private static final String[] NAMES = {"minute", "hour", "day", "month", "weekday"};
    private static final int TEXT_CHARS_MAX = 100;
    /** Every time that a field can name comes within four years, leap days included; eight over a skipped one. */
    private static final long DAYS_AHEAD_MAX = 366L * 8;

    private final BitSet[] fields = new BitSet[FIELDS];
    private final boolean anyDay;
    private final boolean anyWeekday;

    private Cron(String[] texts) {
        for (int i = 0; i < FIELDS; i++) {
            fields[i] = field(texts[i], i);
        }
        if (fields[4].get(7)) {
            fields[4].set(0);
        }
        anyDay = texts[2].startsWith("*");
        anyWeekday = texts[4].startsWith("*");
    }

    /** @throws IllegalArgumentException in one sentence, when it is no such time */
    public static Cron parse(String text) {
        String[] texts = text.strip().split("\\s+");
        if (text.length() > TEXT_CHARS_MAX || texts.length != FIELDS) {
            throw new IllegalArgumentException(
                    "a time has five fields: minute, hour, day, month and weekday, such as 30 8 * * 1-5");
        }
        return new Cron(texts);
    }

    private static BitSet field(String text, int index) {
        BitSet values = new BitSet();
        for (String part : text.split(",", -1)) {
            try {
                String[] stepped = part.split("/", 2);
                int step = stepped.length == 1 ? 1 : Integer.parseInt(stepped[1]);
                int from;
                int to;
                if (stepped[0].equals("*")) {
                    from = MIN[index];
                    to = MAX[index];
                } else {
                    String[] range = stepped[0].split("-", 2);
                    from = Integer.parseInt(range[0]);
                    to = range.length == 2 ? Integer.parseInt(range[1]) : stepped.length == 2 ? MAX[index] : from;
                }
                if (from < MIN[index] || to > MAX[index] || from > to || step < 1) {
                    throw new NumberFormatException();
                }
                for (int value = from; value <= to; value += step) {
                    values.set(value);
                }
            } catch (NumberFormatException notOne) {
                throw new IllegalArgumentException(
                        "the " + NAMES[index] + " of a time cannot be '" + text + "': it takes " + MIN[index] + " to "
                                + MAX[index] + ", ranges, lists and steps",
                        notOne);
            }
        }
        return values;
    }

    /** The first minute after a time that is meant; empty for a day that never comes, such as 30 February. */
    public Optional<Instant> next(Instant after) {
        ZonedDateTime time =
                after.atZone(ZoneOffset.UTC).truncatedTo(ChronoUnit.MINUTES).plusMinutes(1);
        ZonedDateTime end = time.plusDays(DAYS_AHEAD_MAX);
        while (time.isBefore(end)) {
            if (!fields[3].get(time.getMonthValue())) {
                time = time.plusMonths(1).withDayOfMonth(1).truncatedTo(ChronoUnit.DAYS);
            } else if (!isDay(time)) {
                time = time.plusDays(1).truncatedTo(ChronoUnit.DAYS);
            } else if (!fields[1].get(time.getHour())) {
                time = time.plusHours(1).truncatedTo(ChronoUnit.HOURS);
            } else if (!fields[0].get(time.getMinute())) {
                time = time.plusMinutes(1);
            } else {
                return Optional.of(time.toInstant());
            }
        }
        return Optional.empty();
    }

    private boolean isDay(ZonedDateTime time) {
        boolean day = fields[2].get(time.getDayOfMonth());
        boolean weekday = fields[4].get(time.getDayOfWeek().getValue() % 7);
        return anyDay || anyWeekday ? day && weekday : day || weekday;
    }
}
