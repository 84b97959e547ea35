package io.reprise.research.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.reprise.engine.backtest.RunResult.Day;
import io.reprise.research.report.PeriodReturns.Period;
import io.reprise.research.report.PeriodReturns.Row;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PeriodReturnsTest {
    private static final long UNIT = SyntheticRun.UNIT;

    @Test
    void monthsAgreeWithHandNumbers() {
        List<Day> days = List.of(
                day("2024-01-30", 110, 100),
                day("2024-01-31", 120, 90),
                day("2024-02-01", 60, 99),
                day("2024-02-29", 90, 108),
                day("2024-06-03", 99, 54));
        PeriodReturns returns = PeriodReturns.of(100 * UNIT, days);
        assertEquals(Period.MONTH, returns.period());
        assertEquals(3, returns.rows().size());
        assertRow(returns.rows().get(0), "2024-01-01", 0.2, -0.1);
        assertRow(returns.rows().get(1), "2024-02-01", -0.25, 0.2);
        assertRow(returns.rows().get(2), "2024-06-01", 0.1, -0.5);
        assertRow(PeriodReturns.of(100 * UNIT, days, Period.YEAR).rows().getFirst(), "2024-01-01", -0.01, -0.46);
    }

    @Test
    void shortDataGoByDayAndByWeek() {
        PeriodReturns week =
                PeriodReturns.of(100 * UNIT, List.of(day("2024-01-01", 110, 90), day("2024-01-02", 99, 99)));
        assertEquals(Period.DAY, week.period());
        assertRow(week.rows().get(1), "2024-01-02", -0.1, 0.1);
        PeriodReturns quarter = PeriodReturns.of(
                100 * UNIT, List.of(day("2024-01-07", 110, 90), day("2024-01-08", 99, 99), day("2024-03-01", 99, 99)));
        assertEquals(Period.WEEK, quarter.period());
        assertRow(quarter.rows().get(0), "2024-01-01", 0.1, -0.1);
        assertRow(quarter.rows().get(1), "2024-01-08", -0.1, 0.1);
    }

    @Test
    void afterEquityAtOrBelowZeroThereIsNoReturn() {
        PeriodReturns returns =
                PeriodReturns.of(100 * UNIT, List.of(day("2024-01-01", -5, 90), day("2024-01-02", 10, 99)));
        assertEquals(-1.05, returns.rows().get(0).strategy(), 1e-12);
        assertNull(returns.rows().get(1).strategy());
    }

    @Test
    void noDaysMakeNoRows() {
        assertEquals(List.of(), PeriodReturns.of(UNIT, List.of()).rows());
    }

    private static Day day(String date, long equity, long held) {
        return new Day(LocalDate.parse(date).toEpochDay(), equity * UNIT, held * UNIT);
    }

    private static void assertRow(Row row, String start, double strategy, double held) {
        assertEquals(LocalDate.parse(start), row.start());
        assertEquals(strategy, row.strategy(), 1e-12);
        assertEquals(held, row.buyAndHold(), 1e-12);
    }
}
