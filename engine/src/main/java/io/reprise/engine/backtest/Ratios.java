package io.reprise.engine.backtest;

import java.util.List;
import java.util.function.ToLongFunction;

/** The ratios of rules 31 and 29, in plain double arithmetic and a fixed order. */
public final class Ratios {
    private Ratios() {}

    /** last / first - 1. */
    public static double totalReturn(long first, long last) {
        return (double) (last - first) / first;
    }

    /**
     * Mean over sample deviation of daily simple returns, times the root of the days in a year; null for less than two
     * returns, no deviation, or equity not above 0.
     *
     * @param days days with events, in order
     */
    public static Double sharpe(
            long initialEquity, List<RunResult.Day> days, ToLongFunction<RunResult.Day> equityOf, int annualDays) {
        double[] returns = dailyReturns(initialEquity, days, equityOf, annualDays == RunConfig.CALENDAR_DAYS);
        if (returns == null || returns.length < 2) {
            return null;
        }
        double sum = 0;
        for (double value : returns) {
            sum += value;
        }
        double mean = sum / returns.length;
        double squares = 0;
        for (double value : returns) {
            squares += (value - mean) * (value - mean);
        }
        double deviation = Math.sqrt(squares / (returns.length - 1));
        return deviation > 0 ? mean / deviation * Math.sqrt(annualDays) : null;
    }

    private static double[] dailyReturns(
            long initialEquity, List<RunResult.Day> days, ToLongFunction<RunResult.Day> equityOf, boolean everyDay) {
        if (days.isEmpty()) {
            return null;
        }
        int count = everyDay
                ? Math.toIntExact(days.getLast().epochDay() - days.getFirst().epochDay() + 1)
                : days.size();
        double[] returns = new double[count];
        long before = initialEquity;
        int at = 0;
        long firstDay = days.getFirst().epochDay();
        for (RunResult.Day day : days) {
            long equity = equityOf.applyAsLong(day);
            if (before <= 0 || equity <= 0) {
                return null;
            }
            int index = everyDay ? Math.toIntExact(day.epochDay() - firstDay) : at;
            returns[index] = (double) (equity - before) / before;
            before = equity;
            at++;
        }
        return returns;
    }
}
