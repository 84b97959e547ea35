package io.reprise.engine.domain;

import io.reprise.engine.time.Times;

/**
 * Trading hours as one number: weekdays as bits, Monday's the lowest, then the first minute and the minute after the last
 * of the UTC day. Hours that end before they begin go over midnight, and belong to the day on which they begin.
 */
@HotPath
public final class SessionHours {
    static final int DAY_MINUTES = 24 * 60;
    static final int DAYS = 7;

    private static final int MINUTE_BITS = 11;
    private static final long MINUTE_MASK = (1 << MINUTE_BITS) - 1;
    /** 1970-01-01 was a Thursday. */
    private static final int EPOCH_WEEKDAY = 3;

    /** Every day, the whole of it. */
    public static final long ALWAYS = pack((1 << DAYS) - 1, 0, DAY_MINUTES);

    private SessionHours() {}

    /**
     * Packs the hours.
     *
     * @param days bits, Monday's the lowest
     * @param from first minute of the day
     * @param to minute after the last
     */
    public static long pack(long days, long from, long to) {
        return days << 2 * MINUTE_BITS | from << MINUTE_BITS | to;
    }

    public static long days(long hours) {
        return hours >>> 2 * MINUTE_BITS;
    }

    public static long from(long hours) {
        return hours >>> MINUTE_BITS & MINUTE_MASK;
    }

    public static long to(long hours) {
        return hours & MINUTE_MASK;
    }

    public static boolean isSound(long hours) {
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

    public static int minuteOfDay(long timeNs) {
        return (int) (Math.floorMod(timeNs, Times.DAY_NS) / (60 * Times.SECOND_NS));
    }

    private static boolean hasDay(long hours, long day) {
        return (days(hours) >>> Math.floorMod(day + EPOCH_WEEKDAY, DAYS) & 1) != 0;
    }

    public static boolean isOpen(long hours, long timeNs) {
        long day = Math.floorDiv(timeNs, Times.DAY_NS);
        int minute = minuteOfDay(timeNs);
        if (from(hours) < to(hours)) {
            return hasDay(hours, day) && minute >= from(hours) && minute < to(hours);
        }
        return hasDay(hours, day) && minute >= from(hours) || hasDay(hours, day - 1) && minute < to(hours);
    }

    /** The first time after an instant at which a session ends, ns; of hours that are {@link #isSound}. */
    public static long closeAfter(long hours, long timeNs) {
        for (long day = Math.floorDiv(timeNs, Times.DAY_NS) - 1; ; day++) {
            if (hasDay(hours, day)) {
                long overnightNs = from(hours) < to(hours) ? 0 : Times.DAY_NS;
                long closeNs = atMinute(day, to(hours)) + overnightNs;
                if (closeNs > timeNs) {
                    return closeNs;
                }
            }
        }
    }

    /** The first time at or after an instant at which a session begins, ns; of hours that are {@link #isSound}. */
    public static long openAt(long hours, long timeNs) {
        for (long day = Math.floorDiv(timeNs, Times.DAY_NS); ; day++) {
            if (hasDay(hours, day) && atMinute(day, from(hours)) >= timeNs) {
                return atMinute(day, from(hours));
            }
        }
    }

    private static long atMinute(long day, long minute) {
        return day * Times.DAY_NS + minute * 60 * Times.SECOND_NS;
    }
}
