package io.reprise.research.ingest;

import java.time.DayOfWeek;
import java.time.LocalDate;

/** Days that are not of a weekend; holidays are not known. */
public final class Weekdays {
    private Weekdays() {}

    /** The first one after a day. */
    public static LocalDate after(LocalDate day) {
        LocalDate next = day.plusDays(1);
        while (next.getDayOfWeek() == DayOfWeek.SATURDAY || next.getDayOfWeek() == DayOfWeek.SUNDAY) {
            next = next.plusDays(1);
        }
        return next;
    }
}
