package io.reprise.research.report;

import io.reprise.engine.backtest.RunResult.Day;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * Returns by calendar period, each from the last equity of the period before (the first from the initial equity) to
 * its own last. The period is the longest that still gives a table worth reading.
 *
 * @param period of every row
 * @param rows oldest first
 */
record PeriodReturns(Period period, List<Row> rows) {
    private static final int DAILY_DAYS_MAX = 21;
    private static final int WEEKLY_DAYS_MAX = 120;

    enum Period {
        DAY,
        WEEK,
        MONTH,
        YEAR;

        LocalDate startOf(LocalDate day) {
            return switch (this) {
                case DAY -> day;
                case WEEK -> day.with(DayOfWeek.MONDAY);
                case MONTH -> day.withDayOfMonth(1);
                case YEAR -> day.withDayOfYear(1);
            };
        }
    }

    /** One period; a return is null where the equity before it was not above 0. */
    record Row(LocalDate start, Double strategy, Double buyAndHold) {}

    static PeriodReturns of(long initialEquity, List<Day> days) {
        long span =
                days.isEmpty() ? 0 : days.getLast().epochDay() - days.getFirst().epochDay() + 1;
        Period period = span <= DAILY_DAYS_MAX ? Period.DAY : span <= WEEKLY_DAYS_MAX ? Period.WEEK : Period.MONTH;
        return of(initialEquity, days, period);
    }

    static PeriodReturns of(long initialEquity, List<Day> days, Period period) {
        List<Row> rows = new ArrayList<>();
        long equityBefore = initialEquity;
        long heldBefore = initialEquity;
        for (int i = 0; i < days.size(); i++) {
            Day day = days.get(i);
            LocalDate start = period.startOf(LocalDate.ofEpochDay(day.epochDay()));
            boolean last = i + 1 == days.size()
                    || !start.equals(
                            period.startOf(LocalDate.ofEpochDay(days.get(i + 1).epochDay())));
            if (last) {
                rows.add(new Row(start, change(equityBefore, day.equity()), change(heldBefore, day.buyAndHold())));
                equityBefore = day.equity();
                heldBefore = day.buyAndHold();
            }
        }
        return new PeriodReturns(period, List.copyOf(rows));
    }

    private static Double change(long before, long after) {
        return before > 0 ? (double) after / before - 1 : null;
    }
}
