package io.reprise.research.report;

import io.reprise.engine.backtest.RunResult;
import io.reprise.engine.backtest.RunResult.RoundTrip;
import io.reprise.research.validate.ReturnMoments;
import io.reprise.research.validate.SharpeTests;
import io.reprise.research.validate.TradeShuffle;
import io.reprise.research.validate.WealthVerdict;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a finished run is worth: its daily returns held against luck, and its trades against other orders of them. docs/validation.md
 * tells how to read it. Immutable.
 *
 * @param days that count
 * @param moments of the strategy's daily returns
 * @param wealth the verdict against buy-and-hold
 * @param shuffle null for a run without a closed trade
 */
public record RunValidation(
        RunResult run,
        List<RunResult.Day> days,
        ReturnMoments moments,
        WealthVerdict wealth,
        TradeShuffle shuffle,
        Options options) {
    private static final double CONFIDENCE = 0.95;

    /**
     * What is asked.
     *
     * @param fittedUntil the last UTC day that had a say in the parameters; null when none did
     * @param goal least ratio of wealth to buy-and-hold's
     * @param trials distinct ones that this run was chosen from; 0 when nobody counted
     * @param trialDeviation standard deviation of their Sharpe ratios a year
     * @param resamples of bootstrap and shuffle
     * @param seed of both
     */
    public record Options(
            LocalDate fittedUntil, double goal, long trials, double trialDeviation, int resamples, long seed) {
        public static final int RESAMPLES = 2000;
        public static final double GOAL = 0.5;

        public Options {
            if (trials < 0 || !(trialDeviation >= 0) || trials > 1 && trialDeviation == 0) {
                throw new IllegalArgumentException(
                        "trials cannot be " + trials + " with a deviation of " + trialDeviation
                                + ": more than one need the standard deviation of their Sharpe ratios a year, above 0");
            }
        }
    }

    /**
     * @throws IllegalArgumentException in one sentence, when the run has no returns to speak of
     */
    public static RunValidation of(RunResult run, Options options) {
        DailyReturns returns = DailyReturns.of(run);
        int from = 0;
        while (options.fittedUntil() != null
                && from < returns.days().size()
                && returns.days().get(from).epochDay() <= options.fittedUntil().toEpochDay()) {
            from++;
        }
        if (returns.excess().length < returns.days().size()) {
            throw new IllegalArgumentException("the equity of the run was not always above 0, so it has no returns");
        }
        int n = returns.days().size();
        double[] strategy = Arrays.copyOfRange(returns.strategy(), from, n);
        double[] held = Arrays.copyOfRange(returns.buyAndHold(), from, n);
        if (strategy.length < 2) {
            throw new IllegalArgumentException("too short: " + strategy.length + " daily returns"
                    + (from == 0 ? "" : " after " + options.fittedUntil()) + "; nothing is said of less than two");
        }
        WealthVerdict wealth = WealthVerdict.of(
                strategy,
                held,
                Leverage.of(run).atMostOne(),
                new WealthVerdict.Terms(options.goal(), run.annualDays(), options.resamples(), options.seed()));
        double[] trades = trades(run, options.fittedUntil());
        return new RunValidation(
                run,
                returns.days().subList(from, n),
                ReturnMoments.of(strategy),
                wealth,
                trades.length == 0 ? null : TradeShuffle.of(trades, options.resamples(), options.seed()),
                options);
    }

    /** Profits as shares of the equity that the trades before left. */
    private static double[] trades(RunResult run, LocalDate fittedUntil) {
        long fromNs = fittedUntil == null
                ? Long.MIN_VALUE
                : (fittedUntil.toEpochDay() + 1) * io.reprise.engine.time.Times.DAY_NS;
        List<Double> returns = new ArrayList<>();
        double equity = run.initialEquity();
        for (RoundTrip trip : run.roundTrips()) {
            if (trip.entryTsNs() >= fromNs && equity > 0) {
                returns.add(Math.max(trip.pnl() / equity, -0.999999));
            }
            equity += trip.pnl();
        }
        return returns.stream().mapToDouble(Double::doubleValue).toArray();
    }

    /** Probability that the true Sharpe ratio is above 0; NaN without deviation. */
    public double probabilisticSharpe() {
        return SharpeTests.probabilistic(moments, 0);
    }

    /** Probability that it is above what the trials would show without skill; null when nobody counted them. */
    public Double deflatedSharpe() {
        if (options.trials() == 0) {
            return null;
        }
        double deviation = options.trialDeviation() / Math.sqrt(run.annualDays());
        return SharpeTests.deflated(moments, options.trials(), deviation * deviation);
    }

    /** Days before a Sharpe ratio like this one says that it is above 0. */
    public double minimumDays() {
        return SharpeTests.minimumLength(moments.sharpe(), 0, moments.skewness(), moments.kurtosis(), CONFIDENCE);
    }

    /** The verdict in one sentence. */
    public String sentence() {
        String ratio = String.format(
                Locale.ROOT,
                "wealth %+.1f %% against buy-and-hold's (goal %+.0f %%%s)",
                wealth.ratio() * 100,
                options.goal() * 100,
                Double.isNaN(wealth.ratioLower())
                        ? ""
                        : String.format(Locale.ROOT, ", lower 95 %% bound %+.1f %%", wealth.ratioLower() * 100));
        return switch (wealth.state()) {
            case REACHED -> "reached: " + ratio;
            case NOT_REACHED -> "not reached: " + ratio;
            case NOT_SHOWN -> "not shown: " + ratio + ", which luck can explain";
            case LEVERAGED -> "not reached without leverage: " + ratio;
            case TOO_SHORT ->
                (wealth.needed() == WealthVerdict.NEVER
                                ? "too short: no length would do"
                                : String.format(
                                        Locale.ROOT,
                                        "too short: needs %.1f years, has %.1f",
                                        (double) wealth.needed() / run.annualDays(),
                                        (double) wealth.observations() / run.annualDays()))
                        + "; " + ratio;
        };
    }

    /** All of it by name; what has no value is null. Ratios of Sharpe are a year's. */
    public Map<String, Object> figures() {
        double root = Math.sqrt(run.annualDays());
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("verdict", wealth.state().name());
        all.put("sentence", sentence());
        all.put("strategy", run.strategy());
        all.put("instrument", run.instrument());
        all.put(
                "fittedUntil",
                options.fittedUntil() == null ? null : options.fittedUntil().toString());
        all.put("firstDay", LocalDate.ofEpochDay(days.getFirst().epochDay()).toString());
        all.put("lastDay", LocalDate.ofEpochDay(days.getLast().epochDay()).toString());
        all.put("days", moments.observations());
        all.put("annualDays", run.annualDays());
        put(all, "sharpe", moments.sharpe() * root);
        put(all, "skewness", moments.skewness());
        put(all, "kurtosis", moments.kurtosis());
        put(all, "probabilisticSharpe", probabilisticSharpe());
        all.put("trials", options.trials() == 0 ? null : options.trials());
        put(all, "deflatedSharpe", deflatedSharpe() == null ? Double.NaN : deflatedSharpe());
        put(all, "minimumDays", Math.ceil(minimumDays()));
        put(all, "sharpeLower", wealth.sharpeLower());
        put(all, "sharpeUpper", wealth.sharpeUpper());
        put(all, "blockLength", wealth.blockLength());
        put(all, "totalReturn", wealth.strategy());
        put(all, "buyAndHoldReturn", wealth.benchmark());
        put(all, "goal", options.goal());
        put(all, "wealthRatio", wealth.ratio());
        put(all, "wealthRatioLower", wealth.ratioLower());
        put(all, "wealthRatioMedian", wealth.ratioMedian());
        all.put("daysNeededForExcess", wealth.needed() == WealthVerdict.NEVER ? null : wealth.needed());
        put(all, "excessAnnual", wealth.excessAnnual());
        put(all, "excessAnnualLower", wealth.excessAnnualLower());
        put(all, "beta", wealth.beta());
        put(all, "alphaAnnual", wealth.alphaAnnual());
        put(all, "meanExposure", RunFacts.of(run).exposureMean());
        Leverage leverage = Leverage.of(run);
        all.put("leverageAtMostOne", leverage.known() ? leverage.atMostOne() : null);
        all.put("resamples", options.resamples());
        all.put("seed", options.seed());
        all.put("trades", shuffle == null ? 0 : shuffle.trades());
        if (shuffle != null) {
            put(all, "tradeDrawdown", shuffle.drawdown());
            put(all, "tradeDrawdownMedian", shuffle.drawdownMedian());
            put(all, "tradeDrawdown95", shuffle.drawdown95());
            put(all, "tradeDrawdownPercentile", shuffle.percentile());
            all.put("losingStreak", shuffle.streak());
            all.put("losingStreak95", shuffle.streak95());
        }
        return all;
    }

    private static void put(Map<String, Object> all, String key, double value) {
        all.put(key, Double.isFinite(value) ? value : null);
    }

    /** For people. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(sentence());
        if (wealth.observations() >= WealthVerdict.OBSERVATIONS_MIN) {
            addReturns(lines);
        }
        if (shuffle != null) {
            lines.add(String.format(
                    Locale.ROOT,
                    "%d trades: drawdown %.1f %% is beyond %.0f %% of their other orders (median %.1f %%, one in twenty above %.1f %%); "
                            + "longest losing streak %d (one in twenty above %d)",
                    shuffle.trades(),
                    shuffle.drawdown() * 100,
                    shuffle.percentile() * 100,
                    shuffle.drawdownMedian() * 100,
                    shuffle.drawdown95() * 100,
                    shuffle.streak(),
                    shuffle.streak95()));
        }
        if (options.fittedUntil() == null) {
            lines.add("all days count: with --fitted-until only those that no parameter was chosen on");
        }
        return lines;
    }

    private void addReturns(List<String> lines) {
        lines.add(String.format(
                Locale.ROOT,
                "Sharpe %.2f a year over %d days (95 %% bounds %.2f and %.2f); true one above 0 with probability %.3f%s",
                wealth.sharpe(),
                wealth.observations(),
                wealth.sharpeLower(),
                wealth.sharpeUpper(),
                probabilisticSharpe(),
                deflatedSharpe() == null
                        ? "; the trials were not counted, so luck in choosing is not taken off"
                        : String.format(
                                Locale.ROOT, ", deflated by %d trials %.3f", options.trials(), deflatedSharpe())));
        lines.add(String.format(
                Locale.ROOT,
                "excess %+.2f %% a year (lower bound %+.2f %%), beta %.2f, alpha %+.2f %% a year, blocks of %.1f days",
                wealth.excessAnnual() * 100,
                wealth.excessAnnualLower() * 100,
                wealth.beta(),
                wealth.alphaAnnual() * 100,
                wealth.blockLength()));
    }
}
