package io.reprise.research.report;

import io.reprise.engine.backtest.RunResult;
import io.reprise.engine.backtest.RunResult.AllocationResult;
import io.reprise.engine.fixed.Fixed;
import java.util.List;

/** What each strategy of many did to the account; the last row is their sum, which is the account's own figure. */
final class AllocationTable {
    private AllocationTable() {}

    static void append(Html html, RunView view) {
        RunResult run = view.run();
        List<AllocationResult> all = run.allocations();
        if (all.isEmpty()) {
            return;
        }
        html.raw("<h3>Allocations <span>").text(Figures.count(all.size())).raw("</span></h3>\n");
        html.raw("<div class=\"scroll\"><table class=\"grid list\"><thead><tr><th scope=\"col\">Allocation</th>"
                + "<th scope=\"col\">Strategy</th><th scope=\"col\">Instruments</th>"
                + "<th scope=\"col\" class=\"n\">Share at start</th><th scope=\"col\" class=\"n\">Profit</th>"
                + "<th scope=\"col\" class=\"n\">Fees</th><th scope=\"col\" class=\"n\">Carry</th>"
                + "<th scope=\"col\" class=\"n\">Fills</th></tr></thead><tbody>\n");
        long pnl = 0;
        long fees = 0;
        long carry = 0;
        long fills = 0;
        for (AllocationResult one : all) {
            html.raw("<tr>").element("td", "", one.name());
            html.element(
                    "td",
                    "",
                    one.strategy() == null ? "by hand" : one.strategy() + (one.signalOnly() ? ", signals only" : ""));
            html.element("td", "", String.join(", ", one.instruments()));
            html.element("td", "n", one.strategy() == null ? "" : Figures.percent(Fixed.toDouble(one.share()), false));
            figures(html, view, one.pnl(), one.fees(), one.carry(), one.fills());
            pnl += one.pnl();
            fees += one.fees();
            carry += one.carry();
            fills += one.fills();
        }
        html.raw("<tr><td>Account</td><td></td><td></td><td></td>");
        figures(html, view, pnl, fees, carry, fills);
        html.raw(
                "</tbody></table></div>\n<p class=\"meta\">Profit is what the allocation added to equity, fees and carry"
                        + " included; carry is what it was paid beside its fills. The sums are the account's, to the"
                        + " last unit.</p>\n");
    }

    private static void figures(Html html, RunView view, long pnl, long fees, long carry, long fills) {
        html.element("td", "n" + OverviewTable.tone(pnl), view.signedMoney(pnl));
        html.element("td", "n", view.money(fees));
        html.element("td", "n", view.signedMoney(carry));
        html.element("td", "n", Figures.count(fills)).raw("</tr>\n");
    }
}
