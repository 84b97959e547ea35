package io.reprise.research.report;

import io.reprise.engine.backtest.RunResult;

/** The figures of rules 28 to 33 and 37, in three tables: performance, trading, costs. */
final class MetricTables {
    private final Html html;
    private final RunView view;
    private final RunResult run;
    private final RunFacts facts;

    MetricTables(Html html, RunView view) {
        this.html = html;
        this.view = view;
        this.run = view.run();
        this.facts = view.facts();
    }

    void append() {
        performance();
        trading();
        costs();
    }

    private void performance() {
        Evidence own = facts.strategyEvidence();
        Evidence held = facts.heldEvidence();
        Evidence excess = facts.excessEvidence();
        html.raw("<table class=\"facts wide\"><caption>Performance</caption><thead><tr><td></td>");
        html.raw("<th scope=\"col\" class=\"n\">Strategy</th><th scope=\"col\""
                + " class=\"n\">Buy-and-hold</th></tr></thead><tbody>");
        pair("Total return", Figures.percent(run.totalReturn()), own, Figures.percent(run.buyAndHoldReturn()), held);
        pair("Excess return", Figures.percent(run.excessReturn()), excess, "", null);
        pair("Wealth ratio", Figures.percent(facts.wealthRatio()), excess, "", null);
        pair(
                "Sharpe, \u00d7 \u221a" + run.annualDays(),
                Figures.ratio(run.sharpe()),
                own,
                Figures.ratio(run.buyAndHoldSharpe()),
                held);
        pair(
                "Max drawdown",
                Figures.percent(run.maxDrawdown(), false),
                own,
                Figures.percent(run.buyAndHoldMaxDrawdown(), false),
                held);
        pair("Exposure", Figures.percent(facts.exposure(), false), own, Figures.percent(1.0, false), null);
        pair(
                "Mean exposure, profile " + RunFacts.riskProfile(run),
                Figures.percent(facts.exposureMean(), false),
                own,
                "",
                null);
        pair("Initial equity", view.money(run.initialEquity()), null, view.money(run.initialEquity()), null);
        pair("Final equity", view.money(run.finalEquity()), null, view.money(run.buyAndHoldEquity()), null);
        pair("Cash at the end", view.money(run.cash()), null, "", null);
        pair("Lowest cash", view.money(run.minCash()), null, "", null);
        html.raw("</tbody></table>\n");
    }

    private void trading() {
        Evidence own = facts.strategyEvidence();
        start("Trading");
        single("Orders sent", Figures.count(run.orders()), null);
        single("Denied or rejected", Figures.count(run.rejects()), null);
        single("Open at the end", Figures.count(run.openOrders()), null);
        single("Fills", Figures.count(run.fillCount()), null);
        single("Round trips", Figures.count(run.roundTrips().size()), null);
        single("Win rate", Figures.percent(facts.winRate(), false), own);
        single("Average win", money(facts.winAvg()), null);
        single("Average loss", money(facts.lossAvg()), null);
        single("Profit factor", profitFactor(), own);
        single("Best round trip", facts.tripBest() == null ? Figures.NONE : view.signedMoney(facts.tripBest()), null);
        single(
                "Worst round trip",
                facts.tripWorst() == null ? Figures.NONE : view.signedMoney(facts.tripWorst()),
                null);
        single("Average holding", Figures.span(facts.holdingNsAvg()), null);
        single("Position at the end", Figures.exact(run.position(), 0), null);
        html.raw("</tbody></table>\n");
    }

    private void costs() {
        start("Costs");
        single("Fees", view.money(run.fees()), null);
        part("on buys", view.money(facts.feesOnBuys()), null);
        part("on sells", view.money(facts.feesOnSells()), null);
        part("of round trips", view.money(facts.feesOnTrips()), null);
        part("of what is open", view.money(run.fees() - facts.feesOnTrips()), null);
        carry();
        single("Turnover", Figures.money(facts.turnover(), view.places()), null);
        single("Fees to turnover", bps(), null);
        single("Gross profit", view.signedMoney(facts.grossPnl()), null);
        single("Net profit", view.signedMoney(run.finalEquity() - run.initialEquity()), null);
        single(
                "Fees to gross",
                facts.grossPnl() > 0 ? Figures.percent(facts.feesOfGross(run), false) : "no gross profit",
                facts.grossPnl() > 0 ? facts.strategyEvidence() : null);
        html.raw("</tbody></table>\n");
    }

    /** What the account was paid beside its fills; nothing where it was paid nothing. */
    private void carry() {
        RunResult.CarryResult carry = run.carry();
        if (carry.equals(RunResult.CarryResult.NONE)) {
            return;
        }
        single("Dividends", view.signedMoney(carry.dividends()), null);
        single("Funding", view.signedMoney(carry.funding()), null);
        single("Fractions of splits", view.signedMoney(carry.fractions()), null);
        single("Borrowing", view.signedMoney(carry.borrow()), null);
        single("Margin interest", view.signedMoney(carry.interest()), null);
        single("Delistings", view.signedMoney(carry.delistings()), null);
    }

    private String bps() {
        double bps = facts.feesBps(run);
        return Double.isFinite(bps) ? Figures.number(bps, 2, false) + " bps" : Figures.NONE;
    }

    private String profitFactor() {
        return facts.losses() == 0 && facts.wins() > 0 ? "no losses" : Figures.ratio(facts.profitFactor());
    }

    private String money(double value) {
        return Double.isFinite(value) ? Figures.number(value, view.places(), true) : Figures.NONE;
    }

    private void start(String caption) {
        html.raw("<table class=\"facts\"><caption>").text(caption);
        html.raw(view.currency().isEmpty() ? "" : " <span>" + view.currency() + "</span>")
                .raw("</caption><tbody>");
    }

    private void single(String name, String figure, Evidence evidence) {
        html.raw("<tr><th scope=\"row\">").text(name).raw("</th>");
        cell(figure, evidence);
        html.raw("</tr>");
    }

    private void part(String name, String figure, Evidence evidence) {
        html.raw("<tr class=\"part\"><th scope=\"row\">").text(name).raw("</th>");
        cell(figure, evidence);
        html.raw("</tr>");
    }

    private void pair(String name, String figure, Evidence evidence, String heldFigure, Evidence heldEvidence) {
        html.raw("<tr><th scope=\"row\">").text(name).raw("</th>");
        cell(figure, evidence);
        cell(heldFigure, heldEvidence);
        html.raw("</tr>");
    }

    private void cell(String figure, Evidence evidence) {
        html.raw("<td class=\"n\">").text(figure);
        if (evidence != null && !evidence.enough() && !figure.equals(Figures.NONE)) {
            html.raw("<small class=\"caveat\">").text(evidence.caveat()).raw("</small>");
        }
        html.raw("</td>");
    }
}
