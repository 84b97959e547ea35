package io.reprise.research.report;

import io.reprise.engine.backtest.RunResult;
import io.reprise.engine.backtest.RunResult.Fill;
import io.reprise.engine.backtest.RunResult.RoundTrip;
import io.reprise.engine.risk.RiskPolicy;
import io.reprise.research.validate.ReturnMoments;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;

/**
 * Everything the reports show that is not in the result itself. Doubles are NaN where there is nothing to divide by;
 * money is at 1e-8.
 *
 * @param wealthRatio (1 + R) / (1 + R of buy-and-hold) − 1 (rule 37)
 * @param exposure share of the time between first and last event with a position
 * @param exposureMean what was held without its sign as a share of equity, over the curve's points by their time
 * @param feesOnTrips fees of closed round trips; the rest were paid for what is still open
 * @param turnover sum of price × quantity over all fills
 * @param grossPnl final minus initial equity, before fees
 */
record RunFacts(
        double wealthRatio,
        double exposure,
        double exposureMean,
        int wins,
        int losses,
        double winRate,
        double winAvg,
        double lossAvg,
        double profitFactor,
        Long tripBest,
        Long tripWorst,
        double holdingNsAvg,
        long feesOnBuys,
        long feesOnSells,
        long feesOnTrips,
        BigDecimal turnover,
        long grossPnl,
        Evidence strategyEvidence,
        Evidence heldEvidence,
        Evidence excessEvidence,
        double excessMean) {
    private static final double UNIT = 1e8;

    static RunFacts of(RunResult run) {
        DailyReturns returns = DailyReturns.of(run);
        List<RoundTrip> trips = run.roundTrips();
        BigDecimal won = sum(trips, 1);
        BigDecimal lost = sum(trips, -1);
        int wins = (int) trips.stream().filter(t -> t.pnl() > 0).count();
        int losses = (int) trips.stream().filter(t -> t.pnl() < 0).count();
        long feesOnBuys =
                run.fills().stream().filter(Fill::buy).mapToLong(Fill::fee).sum();
        long feesOnSells =
                run.fills().stream().filter(f -> !f.buy()).mapToLong(Fill::fee).sum();
        return new RunFacts(
                (1 + run.totalReturn()) / (1 + run.buyAndHoldReturn()) - 1,
                exposure(run),
                exposureMean(run),
                wins,
                losses,
                share(wins, trips.size()),
                share(won.doubleValue() / UNIT, wins),
                share(lost.doubleValue() / UNIT, losses),
                share(won.doubleValue(), -lost.doubleValue()),
                trips.stream().map(RoundTrip::pnl).max(Long::compare).orElse(null),
                trips.stream().map(RoundTrip::pnl).min(Long::compare).orElse(null),
                trips.stream()
                        .mapToDouble(t -> t.exitTsNs() - t.entryTsNs())
                        .average()
                        .orElse(Double.NaN),
                feesOnBuys,
                feesOnSells,
                trips.stream().mapToLong(RoundTrip::fees).sum(),
                turnover(run.fills()),
                run.finalEquity() - run.initialEquity() + run.fees(),
                evidence(returns.strategy(), returns, run),
                evidence(returns.buyAndHold(), returns, run),
                evidence(returns.excess(), returns, run),
                ReturnMoments.mean(returns.excess()));
    }

    /** Fees as a share of what was earned before them; NaN when nothing was. */
    double feesOfGross(RunResult run) {
        return grossPnl > 0 ? (double) run.fees() / grossPnl : Double.NaN;
    }

    /** Fees in basis points of turnover; NaN without fills. */
    double feesBps(RunResult run) {
        return share(run.fees() / UNIT * 10_000, turnover.doubleValue());
    }

    private static Evidence evidence(double[] series, DailyReturns returns, RunResult run) {
        return new Evidence(TrackRecord.of(series, 0), returns.days().size(), run.annualDays());
    }

    private static BigDecimal sum(List<RoundTrip> trips, int sign) {
        return trips.stream()
                .filter(t -> Long.signum(t.pnl()) == sign)
                .map(t -> BigDecimal.valueOf(t.pnl()))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static BigDecimal turnover(List<Fill> fills) {
        return fills.stream()
                .map(f -> BigDecimal.valueOf(f.px(), 8).multiply(BigDecimal.valueOf(f.qty(), 8), MathContext.UNLIMITED))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static double exposure(RunResult run) {
        double span = (double) run.lastTsNs() - run.firstTsNs();
        long position = 0;
        long since = run.firstTsNs();
        double inMarket = 0;
        for (Fill fill : run.fills()) {
            inMarket += position == 0 ? 0 : fill.tsEventNs() - since;
            position += fill.buy() ? fill.qty() : -fill.qty();
            since = fill.tsEventNs();
        }
        inMarket += position == 0 ? 0 : run.lastTsNs() - since;
        return share(inMarket, span);
    }

    private static double exposureMean(RunResult run) {
        RunResult.Curve curve = run.curve();
        List<Fill> fills = run.fills();
        long position = 0;
        int next = 0;
        long since = run.firstTsNs();
        double sum = 0;
        for (int i = 0; i < curve.tsNs().length; i++) {
            while (next < fills.size() && fills.get(next).tsEventNs() <= curve.tsNs()[i]) {
                position += fills.get(next).buy()
                        ? fills.get(next).qty()
                        : -fills.get(next).qty();
                next++;
            }
            double value = Math.abs(position / UNIT * curve.close()[i]);
            sum += curve.equity()[i] <= 0 ? 0 : value / curve.equity()[i] * (curve.tsNs()[i] - since);
            since = curve.tsNs()[i];
        }
        return share(sum, (double) since - run.firstTsNs());
    }

    /** Name of the risk profile that the run was under. */
    static String riskProfile(RunResult run) {
        return run.settings().getOrDefault("riskProfile", RiskPolicy.RESEARCH);
    }

    private static double share(double part, double whole) {
        return whole == 0 ? Double.NaN : part / whole;
    }
}
