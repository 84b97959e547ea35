package io.reprise.engine.risk;

import io.reprise.engine.domain.HotPath;
import io.reprise.engine.time.Times;

/**
 * Trading hours as one number: weekdays as bits, Monday's the lowest, then the first minute and the minute after the last
 * of the UTC day. Hours that end before they begin go over midnight, and belong to the day on which they begin.
 */
@HotPath
final class SessionHours {
    static final int DAY_MINUTES = 24 * 60;
    static final int DAYS = 7;

    private static final int MINUTE_BITS = 11;
    private static final long MINUTE_MASK = (1 << MINUTE_BITS) - 1;
    /** 1970-01-01 was a Thursday. */
    private static final int EPOCH_WEEKDAY = 3;

    private SessionHours() {}

    static long pack(long days, long from, long to) {
        return days << 2 * MINUTE_BITS | from << MINUTE_BITS | to;
    }

    static long days(long hours) {
        return hours >>> 2 * MINUTE_BITS;
    }

    static long from(long hours) {
        return hours >>> MINUTE_BITS & MINUTE_MASK;
    }

    static long to(long hours) {
        return hours & MINUTE_MASK;
    }

    static boolean isSound(long hours) {
        return days(hours) > 0
                && days(hours) < 1 << DAYS
                && from(hours) < DAY_MINUTES
                && to(hours) <= DAY_MINUTES
                && from(hours) != to(hours)
                && isOneRun(days(hours));
    }

    /** Whether no day is left out between the first and the last, round the week. */
    private static boolean isOneRun(long days) {
        long before = days << 1 & (1 << DAYS) - 1 | days >>> DAYS - 1;
        return Long.bitCount(days & ~before) <= 1;
    }

    static int minuteOfDay(long timeNs) {
        return (int) (Math.floorMod(timeNs, Times.DAY_NS) / (60 * Times.SECOND_NS));
    }

    private static boolean hasDay(long hours, long day) {
        return (days(hours) >>> Math.floorMod(day + EPOCH_WEEKDAY, DAYS) & 1) != 0;
    }

    static boolean isOpen(long hours, long timeNs) {
        long day = Math.floorDiv(timeNs, Times.DAY_NS);
        int minute = minuteOfDay(timeNs);
        if (from(hours) < to(hours)) {
            return hasDay(hours, day) && minute >= from(hours) && minute < to(hours);
        }
        return hasDay(hours, day) && minute >= from(hours) || hasDay(hours, day - 1) && minute < to(hours);
    }
}
