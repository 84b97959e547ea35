package io.reprise.research.report;

import io.reprise.engine.backtest.RunResult;
import io.reprise.engine.backtest.RunResult.Curve;
import io.reprise.research.report.ReportContext.Verification;
import java.util.List;
import java.util.Locale;

/** The first thing on a page of several runs: one line each, grouped by data set. */
final class OverviewTable {
    private static final int SPARK_POINTS = 72;
    private static final int SPARK_WIDTH = 132;
    private static final int SPARK_HEIGHT = 32;

    private OverviewTable() {}

    static void append(Html html, List<RunView> views) {
        html.raw("<section class=\"overview\" aria-labelledby=\"overview\"><h2 id=\"overview\">Overview</h2>\n");
        html.element("p", "lead", headline(views)).raw("<div class=\"scroll\"><table class=\"grid\"><thead><tr>");
        html.raw("<th scope=\"col\">Data set</th><th scope=\"col\">Strategy</th><th scope=\"col\">Equity</th>");
        for (String name : List.of(
                "Total<br>return",
                "Buy-and-hold",
                "Excess",
                "Sharpe",
                "Max<br>drawdown",
                "Round<br>trips",
                "Fees",
                "Track<br>record")) {
            html.raw("<th scope=\"col\" class=\"n\">").raw(name).raw("</th>");
        }
        html.raw("<th scope=\"col\">Replay</th></tr></thead>\n");
        int from = 0;
        while (from < views.size()) {
            int to = from + 1;
            while (to < views.size()
                    && sameData(views.get(from).run(), views.get(to).run())) {
                to++;
            }
            appendGroup(html, views.subList(from, to));
            from = to;
        }
        html.raw("</table></div>\n<p class=\"key\"><svg class=\"swatch\" viewBox=\"0 0 20 8\" aria-hidden=\"true\">"
                + "<path class=\"s-eq\" d=\"M0 4H20\"/></svg>strategy <svg class=\"swatch\" viewBox=\"0 0 20 8\""
                + " aria-hidden=\"true\"><path class=\"s-bh\" d=\"M0 4H20\"/></svg>buy-and-hold &middot; "
                + "<b>Track record</b> is how long the data are, and how long they would have to be to tell the excess"
                + " from chance at 95%.</p></section>\n");
    }

    /** How many runs beat buy-and-hold, and for how many the data can say so. */
    static String headline(List<RunView> views) {
        long ahead = views.stream()
                .filter(v -> v.verdict().standing() == Verdict.Standing.AHEAD)
                .count();
        long settledAhead = views.stream()
                .filter(v -> v.verdict().settled() && v.verdict().standing() == Verdict.Standing.AHEAD)
                .count();
        long settled = views.stream().filter(v -> v.verdict().settled()).count();
        String beat =
                Figures.count(ahead) + " of " + Figures.count(views.size(), "run") + " beat buy-and-hold after costs";
        if (settled == 0) {
            return beat + "; for none of the " + views.size()
                    + " are the data long enough to call it more than chance.";
        }
        return beat + ", " + (settledAhead == 0 ? "none" : Figures.count(settledAhead))
                + " on data long enough to call it more than chance; the data settle the question, either way, for "
                + Figures.count(settled) + ".";
    }

    private static boolean sameData(RunResult a, RunResult b) {
        return a.dataset().equals(b.dataset()) && a.instrument().equals(b.instrument());
    }

    private static void appendGroup(Html html, List<RunView> group) {
        RunResult first = group.getFirst().run();
        html.raw("<tbody>");
        for (int i = 0; i < group.size(); i++) {
            html.raw("<tr>");
            if (i == 0) {
                html.raw("<th scope=\"rowgroup\" rowspan=\"" + group.size() + "\">")
                        .text(first.dataset());
                html.raw("<small>").text(first.instrument()).raw("<br>").text(Figures.count(first.events(), "event"));
                html.raw("<br>").text(Figures.count(first.days(), "day")).raw("</small></th>");
            }
            appendRow(html, group.get(i));
            html.raw("</tr>\n");
        }
        html.raw("</tbody>\n");
    }

    private static void appendRow(Html html, RunView view) {
        RunResult run = view.run();
        RunFacts facts = view.facts();
        html.raw("<th scope=\"row\"><a href=\"#" + view.anchor() + "\">")
                .text(run.strategy())
                .raw("</a></th><td>");
        spark(html, view);
        html.raw("</td>");
        ratio(html, Figures.percent(run.totalReturn()), tone(run.totalReturn()), facts.strategyEvidence());
        ratio(html, Figures.percent(run.buyAndHoldReturn()), tone(run.buyAndHoldReturn()), facts.heldEvidence());
        ratio(html, Figures.percent(run.excessReturn()), tone(run.excessReturn()), facts.excessEvidence());
        ratio(html, Figures.ratio(run.sharpe()), "", facts.strategyEvidence());
        ratio(html, Figures.percent(run.maxDrawdown(), false), "", facts.strategyEvidence());
        html.raw("<td class=\"n\">")
                .text(Figures.count(run.roundTrips().size()))
                .raw("<small>");
        html.text(Figures.count(run.fillCount(), "fill")).raw("</small></td>");
        html.raw("<td class=\"n\">")
                .text(view.money(run.fees()))
                .raw("<small>")
                .text(view.currency())
                .raw("</small></td>");
        html.raw("<td class=\"n\">").text(facts.excessEvidence().have());
        html.raw("<small>needs ").text(facts.excessEvidence().needOrUnknown()).raw("</small></td><td>");
        badge(html, view);
        html.raw("</td>");
    }

    private static void ratio(Html html, String figure, String tone, Evidence evidence) {
        html.raw("<td class=\"n").raw(tone).raw("\">").text(figure);
        if (!evidence.enough() && !figure.equals(Figures.NONE)) {
            html.raw("<small class=\"caveat\" title=\"").text(evidence.caveat()).raw("\">");
            html.raw(evidence.caveatShort()).raw("</small>");
        }
        html.raw("</td>");
    }

    /** A CSS class for a signed number, with its leading space. */
    static String tone(double value) {
        return value > 0 ? " up" : value < 0 ? " down" : "";
    }

    static void badge(Html html, RunView view) {
        Verification outcome = view.note().verification();
        String detail = view.note().detail();
        String path = switch (outcome) {
            case VERIFIED -> "M3 8.5l3.2 3.2L13 5";
            case DIFFERS -> "M4 4l8 8M12 4l-8 8";
            case NOT_REPLAYED -> "M4 8h8";
        };
        String word = switch (outcome) {
            case VERIFIED -> "verified";
            case DIFFERS -> "differs";
            case NOT_REPLAYED -> "not replayed";
        };
        html.raw(
                "<span class=\"badge " + outcome.name().toLowerCase(Locale.ROOT).replace('_', '-') + "\" title=\"");
        html.text(detail).raw("\"><svg viewBox=\"0 0 16 16\" aria-hidden=\"true\"><path d=\"" + path + "\"/></svg>");
        html.raw(word).raw("</span>");
    }

    private static void spark(Html html, RunView view) {
        Curve curve = view.run().curve();
        long low = Long.MAX_VALUE;
        long high = Long.MIN_VALUE;
        for (int i = 0; i < curve.tsNs().length; i++) {
            low = Math.min(low, Math.min(curve.equity()[i], curve.buyAndHold()[i]));
            high = Math.max(high, Math.max(curve.equity()[i], curve.buyAndHold()[i]));
        }
        html.raw("<svg class=\"spark\" viewBox=\"0 0 " + SPARK_WIDTH + " " + SPARK_HEIGHT
                + "\" role=\"img\" aria-label=\"");
        html.raw("Equity of the strategy and of buy-and-hold over time\">");
        html.raw("<path class=\"s-bh\" d=\"")
                .raw(sparkPath(curve.buyAndHold(), low, high))
                .raw("\"/>");
        html.raw("<path class=\"s-eq\" d=\"")
                .raw(sparkPath(curve.equity(), low, high))
                .raw("\"/></svg>");
    }

    private static String sparkPath(long[] values, long low, long high) {
        StringBuilder path = new StringBuilder();
        int points = Math.min(values.length, SPARK_POINTS);
        double range = Math.max(1, (double) high - low);
        for (int i = 0; i < points; i++) {
            int at = points == 1 ? 0 : (int) ((long) i * (values.length - 1) / (points - 1));
            double x = points == 1 ? 0 : (double) SPARK_WIDTH * i / (points - 1);
            double y = SPARK_HEIGHT - 2 - (SPARK_HEIGHT - 4) * ((values[at] - (double) low) / range);
            path.append(String.format(Locale.ROOT, "%s%.1f %.1f", i == 0 ? "M" : "L", x, y));
        }
        return path.toString();
    }
}
