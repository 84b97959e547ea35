package io.reprise.research.decay;

import io.reprise.engine.control.Desk;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * A running strategy held against its baseline.
 *
 * @param strategy its name
 * @param state what follows from it
 * @param live days, trades and slippage since the session began
 * @param baseline the same out of sample
 * @param annualDays 365 or 252
 * @param liveSharpe null while the session's returns are too few to have one
 * @param gapError standard error of the difference of the two Sharpe ratios, per day; NaN without one
 * @param cusum what the alarm is raised by
 * @param level S after the last day
 * @param alarmDate the first day of the session on which S was beyond the threshold, null when it was not
 * @param falseAlarms the rate that the threshold was set for, a year
 * @param detection how many days it takes to notice that the whole edge is gone
 */
public record DecayVerdict(
        String strategy,
        State state,
        Performance live,
        Performance baseline,
        int annualDays,
        SharpeEstimate liveSharpe,
        SharpeEstimate baselineSharpe,
        double gapError,
        Cusum cusum,
        double level,
        String alarmDate,
        double falseAlarms,
        Cusum.RunLength detection) {
    /** Probability a year of an alarm though nothing has changed, unless another is asked for. */
    public static final double FALSE_ALARMS = 0.10;

    /** The Sharpe ratios are not compared before so many days. */
    public static final int WATCH_DAYS_MIN = 30;

    /** From good to bad. */
    public enum State {
        /** Nothing speaks against it, and there are not {@value DecayVerdict#WATCH_DAYS_MIN} days yet. */
        TOO_SHORT,
        OK,
        /** The live Sharpe ratio is more than one standard error of the difference below the baseline's. */
        WATCH,
        /** The CUSUM of standardised daily returns is beyond its threshold. */
        ALARM
    }

    /**
     * Looks at a session.
     *
     * @param since the first UTC day that counts
     * @param falseAlarms as below
     * @throws IllegalArgumentException when the session is not of the baseline's strategy and instruments, or as below
     */
    public static DecayVerdict of(DecayBaseline baseline, Desk session, LocalDate since, double falseAlarms) {
        String strategy = session.config().strategy();
        if (!strategy.equals(baseline.strategy()) || !session.instruments().equals(baseline.instruments())) {
            throw new IllegalArgumentException("the session runs " + strategy + " on "
                    + String.join(", ", session.instruments()) + ", and the baseline is of " + baseline.strategy()
                    + " on " + String.join(", ", baseline.instruments()));
        }
        return of(baseline, Performance.of(session, since), falseAlarms);
    }

    /**
     * Looks at what a session did.
     *
     * @param falseAlarms probability a year that an unchanged strategy raises an alarm
     * @throws IllegalArgumentException when the baseline has no edge that could decay
     */
    public static DecayVerdict of(DecayBaseline baseline, Performance live, double falseAlarms) {
        SharpeEstimate normal = SharpeEstimate.of(baseline.performance().returns());
        if (!(normal.sharpe() > 0)) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT,
                    "the baseline of %s has a Sharpe ratio of %.2f a year, and only an edge above 0 can decay",
                    baseline.strategy(),
                    normal.annual(baseline.annualDays())));
        }
        Cusum cusum = Cusum.of(normal.sharpe(), falseAlarms, baseline.annualDays());
        double level = 0;
        String alarmDate = null;
        for (Performance.Day day : live.days()) {
            level = cusum.next(level, (day.value() - normal.mean()) / normal.deviation());
            if (alarmDate == null && cusum.isAlarm(level)) {
                alarmDate = day.date();
            }
        }
        SharpeEstimate own = estimate(live.returns());
        double gapError = own == null ? Double.NaN : Math.hypot(own.standardError(), normal.standardError());
        boolean watched = own != null && live.days().size() >= WATCH_DAYS_MIN;
        State state = alarmDate != null
                ? State.ALARM
                : !watched ? State.TOO_SHORT : own.sharpe() < normal.sharpe() - gapError ? State.WATCH : State.OK;
        return new DecayVerdict(
                baseline.strategy(),
                state,
                live,
                baseline.performance(),
                baseline.annualDays(),
                own,
                normal,
                gapError,
                cusum,
                level,
                alarmDate,
                falseAlarms,
                cusum.runLength(normal.sharpe()));
    }

    /** Null for returns that have no Sharpe ratio: too few, or all equal. */
    private static SharpeEstimate estimate(double[] returns) {
        for (double value : returns) {
            if (value != returns[0]) {
                return SharpeEstimate.of(returns);
            }
        }
        return null;
    }

    /** One sentence for people and for the journal. */
    public String sentence() {
        return switch (state) {
            case TOO_SHORT ->
                String.format(
                        Locale.ROOT,
                        "%s: %d of %d days, too short to compare Sharpe ratios; CUSUM %.2f of %.2f",
                        strategy,
                        live.days().size(),
                        WATCH_DAYS_MIN,
                        level,
                        cusum.threshold());
            case OK -> compared("as out of sample");
            case WATCH -> compared("WATCH, below the baseline by more than one standard error");
            case ALARM ->
                String.format(
                        Locale.ROOT,
                        "%s: ALARM, the CUSUM of daily returns passed %.2f on %s; it does so by chance in %.0f %% of years",
                        strategy,
                        cusum.threshold(),
                        alarmDate,
                        falseAlarms * 100);
        };
    }

    private String compared(String how) {
        double year = Math.sqrt(annualDays);
        return String.format(
                Locale.ROOT,
                "%s: %s: Sharpe %.2f a year over %d days against %.2f, standard error of the difference %.2f; CUSUM %.2f of %.2f",
                strategy,
                how,
                liveSharpe.sharpe() * year,
                live.days().size(),
                baselineSharpe.sharpe() * year,
                gapError * year,
                level,
                cusum.threshold());
    }

    /** What tells verdicts apart: the same on the same last day is the same. */
    public String key() {
        return "decay " + state + " " + strategy + " "
                + (live.days().isEmpty() ? "" : live.days().getLast().date());
    }

    /** All figures by the keys that command line, API and agents share; a Sharpe ratio is a year's. */
    public Map<String, Object> figures() {
        Map<String, Object> figures = new LinkedHashMap<>();
        double year = Math.sqrt(annualDays);
        figures.put("strategy", strategy);
        figures.put("state", state.name());
        figures.put("days", live.days().size());
        figures.put("sharpe", liveSharpe == null ? null : liveSharpe.sharpe() * year);
        figures.put("baselineSharpe", baselineSharpe.sharpe() * year);
        figures.put("baselineDays", baseline.days().size());
        figures.put("standardError", liveSharpe == null ? null : gapError * year);
        figures.put("hitRate", finite(live.hitRate()));
        figures.put("baselineHitRate", finite(baseline.hitRate()));
        figures.put("slippageBps", live.slippageBps());
        figures.put("baselineSlippageBps", baseline.slippageBps());
        figures.put("cusum", level);
        figures.put("threshold", cusum.threshold());
        figures.put("falseAlarmsPerYear", falseAlarms);
        figures.put("alarmDate", alarmDate);
        figures.put("detectionDaysMedian", detection.median());
        figures.put("sentence", sentence());
        return figures;
    }

    private static Double finite(double value) {
        return Double.isNaN(value) ? null : value;
    }
}
