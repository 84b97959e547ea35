package io.reprise.research.report;

import io.reprise.engine.backtest.RunResult;
import io.reprise.engine.backtest.RunResult.Day;
import java.util.ArrayList;
import java.util.List;

/**
 * Simple daily returns by rule 31: the first against the initial equity; annualized by 365 a day without events
 * repeats the equity before. A series with equity not above 0 has no returns and is empty.
 */
record DailyReturns(List<Day> days, double[] strategy, double[] buyAndHold, double[] excess) {
    /** A thousand years of days: more is a broken time stamp, and gaps then stay as they are. */
    private static final long DAYS_MAX = 366_000;

    static DailyReturns of(RunResult run) {
        List<Day> days = run.annualDays() == 365 ? everyDay(run.dailyEquity()) : run.dailyEquity();
        long[] equity = days.stream().mapToLong(Day::equity).toArray();
        long[] held = days.stream().mapToLong(Day::buyAndHold).toArray();
        double[] strategy = returns(run.initialEquity(), equity);
        double[] buyAndHold = returns(run.initialEquity(), held);
        double[] excess = new double[Math.min(strategy.length, buyAndHold.length)];
        for (int i = 0; i < excess.length; i++) {
            excess[i] = strategy[i] - buyAndHold[i];
        }
        return new DailyReturns(List.copyOf(days), strategy, buyAndHold, excess);
    }

    private static double[] returns(long initial, long[] equity) {
        double[] returns = new double[equity.length];
        long before = initial;
        for (int i = 0; i < equity.length; i++) {
            if (before <= 0 || equity[i] <= 0) {
                return new double[0];
            }
            returns[i] = (double) equity[i] / before - 1;
            before = equity[i];
        }
        return returns;
    }

    private static List<Day> everyDay(List<Day> days) {
        if (days.isEmpty() || days.getLast().epochDay() - days.getFirst().epochDay() > DAYS_MAX) {
            return days;
        }
        List<Day> all = new ArrayList<>();
        Day before = days.getFirst();
        for (Day day : days) {
            for (long gap = before.epochDay() + 1; gap < day.epochDay(); gap++) {
                all.add(new Day(gap, before.equity(), before.buyAndHold()));
            }
            all.add(day);
            before = day;
        }
        return all;
    }
}
