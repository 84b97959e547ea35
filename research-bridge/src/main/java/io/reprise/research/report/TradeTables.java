package io.reprise.research.report;

import io.reprise.engine.backtest.RunResult;
import io.reprise.engine.backtest.RunResult.Fill;
import io.reprise.engine.backtest.RunResult.RoundTrip;
import java.util.List;

/** The first round trips and the first fills; the rest is in {@code trades.csv}. */
final class TradeTables {
    private static final int ROWS_MAX = 200;
    private static final int ROWS_PER_PAGE = 900;

    private TradeTables() {}

    static void append(Html html, RunView view, int runsOnPage) {
        int rowsMax = Math.clamp(ROWS_PER_PAGE / runsOnPage, 1, ROWS_MAX);
        RunResult run = view.run();
        if (run.fills().isEmpty()) {
            html.raw("<h3>Trades</h3>\n<p class=\"empty\">No order was filled.</p>\n");
            return;
        }
        trips(html, view, rowsMax, runsOnPage == 1);
        fills(html, view, rowsMax);
    }

    private static void trips(Html html, RunView view, int rowsMax, boolean open) {
        List<RoundTrip> trips = view.run().roundTrips();
        if (trips.isEmpty()) {
            html.raw("<h3>Round trips</h3>\n<p class=\"empty\">No position was closed.</p>\n");
            return;
        }
        summary(html, "Round trips", trips.size(), rowsMax, open, "the fills of all of them are in trades.csv");
        html.raw("<table class=\"grid list\"><thead><tr><th scope=\"col\" class=\"n\">#</th><th scope=\"col\">Side</th>"
                + "<th scope=\"col\">Entry</th><th scope=\"col\">Exit</th><th scope=\"col\" class=\"n\">Held</th>"
                + "<th scope=\"col\" class=\"n\">Quantity</th><th scope=\"col\" class=\"n\">Entry price</th>"
                + "<th scope=\"col\" class=\"n\">Exit price</th><th scope=\"col\" class=\"n\">Fees</th>"
                + "<th scope=\"col\" class=\"n\">Profit</th></tr></thead><tbody>\n");
        for (int i = 0; i < Math.min(rowsMax, trips.size()); i++) {
            RoundTrip trip = trips.get(i);
            html.raw("<tr><td class=\"n\">" + (i + 1) + "</td><td>" + (trip.isLong() ? "long" : "short") + "</td>");
            html.element("td", "", Figures.time(trip.entryTsNs())).element("td", "", Figures.time(trip.exitTsNs()));
            html.element("td", "n", Figures.span((double) trip.exitTsNs() - trip.entryTsNs()));
            html.element("td", "n", Figures.exact(trip.qty(), 0));
            html.element("td", "n", Figures.exact(trip.avgEntryPx(), 2));
            html.element("td", "n", Figures.exact(trip.avgExitPx(), 2));
            html.element("td", "n", view.money(trip.fees()));
            html.element("td", "n" + OverviewTable.tone(trip.pnl()), view.signedMoney(trip.pnl()))
                    .raw("</tr>\n");
        }
        html.raw("</tbody></table></div></details>\n");
    }

    private static void fills(Html html, RunView view, int rowsMax) {
        List<Fill> fills = view.run().fills();
        int more = Math.max(0, fills.size() - rowsMax);
        summary(html, "Fills", fills.size(), rowsMax, false, Figures.count(more) + " more are in trades.csv");
        html.raw("<table class=\"grid list\"><thead><tr><th scope=\"col\" class=\"n\">Order</th><th"
                + " scope=\"col\">Side</th><th scope=\"col\">Time</th><th scope=\"col\" class=\"n\">Event</th><th"
                + " scope=\"col\" class=\"n\">Quantity</th><th scope=\"col\" class=\"n\">Price</th><th"
                + " scope=\"col\" class=\"n\">Fee</th><th scope=\"col\""
                + " class=\"n\">Cause</th></tr></thead><tbody>\n");
        for (Fill fill : fills.subList(0, Math.min(rowsMax, fills.size()))) {
            html.raw("<tr><td class=\"n\">" + fill.orderId() + "</td><td>" + (fill.buy() ? "buy" : "sell") + "</td>");
            html.element("td", "", Figures.time(fill.tsEventNs())).element("td", "n", Figures.count(fill.event()));
            html.element("td", "n", Figures.exact(fill.qty(), 0)).element("td", "n", Figures.exact(fill.px(), 2));
            html.element("td", "n", Figures.exact(fill.fee(), 2)).element("td", "n", Figures.count(fill.causeSeq()));
            html.raw("</tr>\n");
        }
        html.raw("</tbody></table></div></details>\n");
    }

    private static void summary(Html html, String name, int size, int rowsMax, boolean open, String rest) {
        html.raw(open ? "<details open>" : "<details>")
                .raw("<summary><h3>")
                .raw(name)
                .raw(" <span>");
        html.text(Figures.count(size)).raw("</span></h3></summary><div class=\"scroll\">");
        if (size > rowsMax) {
            html.raw("<p class=\"meta\">The first ")
                    .text(Figures.count(rowsMax))
                    .raw("; ")
                    .text(rest)
                    .raw(".</p>");
        }
    }
}
