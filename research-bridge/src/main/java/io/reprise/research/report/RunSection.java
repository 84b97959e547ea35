package io.reprise.research.report;

import io.reprise.engine.backtest.RunResult;
import java.util.Map;

/** One run on the page: verdict, headline figures, charts, tables. */
final class RunSection {
    private final Html html;
    private final RunView view;
    private final RunResult run;
    private final RunFacts facts;
    private final int runsOnPage;
    private final String codeVersion;

    RunSection(Html html, RunView view, int runsOnPage, String codeVersion) {
        this.html = html;
        this.view = view;
        this.run = view.run();
        this.facts = view.facts();
        this.runsOnPage = runsOnPage;
        this.codeVersion = codeVersion;
    }

    void append() {
        String id = view.anchor();
        html.raw("<section class=\"run\" id=\"" + id + "\" aria-labelledby=\"" + id + "-name\">\n");
        appendHeader(id);
        appendVerdict();
        appendTiles();
        appendCharts(id);
        html.raw("<div class=\"cols\">\n");
        new MetricTables(html, view).append();
        html.raw("</div>\n");
        AllocationTable.append(html, view);
        PeriodTable.append(html, view);
        TradeTables.append(html, view, runsOnPage);
        appendIdentity();
        html.raw("</section>\n");
    }

    private void appendHeader(String id) {
        html.raw("<header class=\"run-head\"><div><h2 id=\"" + id + "-name\">").text(run.strategy());
        html.raw(" <span>on ")
                .text(run.instrument())
                .raw("</span></h2><p class=\"meta\">")
                .text(run.dataset());
        html.raw(" &middot; ").text(Figures.time(run.firstTsNs())).raw(" to ").text(Figures.time(run.lastTsNs()));
        html.raw(" &middot; ").text(Figures.count(run.events(), "event"));
        html.raw("</p></div><p class=\"tools\">");
        OverviewTable.badge(html, view);
        if (runsOnPage > 1) {
            html.raw(" <a href=\"#overview\">Overview</a>");
        }
        html.raw("</p></header>\n");
    }

    private void appendVerdict() {
        String tone = view.verdict().settled() ? view.verdict().standing().word() : "open";
        html.raw("<p class=\"verdict " + tone + "\"><b>")
                .text(view.verdict().claim())
                .raw("</b> ");
        html.text(view.verdict().proof()).raw("</p>\n");
    }

    private void appendTiles() {
        html.raw("<ul class=\"tiles\">");
        tile(
                "Total return",
                Figures.percent(run.totalReturn()),
                OverviewTable.tone(run.totalReturn()),
                facts.strategyEvidence().caveat());
        tile(
                "Excess over buy-and-hold",
                Figures.percent(run.excessReturn()),
                OverviewTable.tone(run.excessReturn()),
                facts.excessEvidence().caveat());
        tile(
                "Sharpe, annualized",
                Figures.ratio(run.sharpe()),
                "",
                run.sharpe() == null
                        ? "no deviation to divide by"
                        : facts.strategyEvidence().caveat());
        tile(
                "Max drawdown",
                Figures.percent(run.maxDrawdown(), false),
                "",
                facts.strategyEvidence().caveat());
        tile(
                "Round trips",
                Figures.count(run.roundTrips().size()),
                "",
                facts.wins() + " won, " + facts.losses() + " lost");
        tile(
                "Fees" + (view.currency().isEmpty() ? "" : ", " + view.currency()),
                view.money(run.fees()),
                "",
                run.fillCount() == 0 ? "no fills" : Figures.number(facts.feesBps(run), 1, false) + " bps of turnover");
        html.raw("</ul>\n");
    }

    private void tile(String name, String figure, String tone, String note) {
        html.raw("<li><span class=\"name\">")
                .text(name)
                .raw("</span><span class=\"figure")
                .raw(tone)
                .raw("\">")
                .text(figure);
        html.raw("</span><span class=\""
                        + (note.startsWith("too short") || note.startsWith("no track record") ? "caveat" : "note")
                        + "\">")
                .text(note);
        html.raw("</span></li>");
    }

    private void appendCharts(String id) {
        if (run.curve().tsNs().length == 0) {
            html.raw("<p class=\"empty\">There was no market event, so there is nothing to draw.</p>\n");
            return;
        }
        ChartData data = new ChartData(run, runsOnPage);
        html.raw("<figure class=\"charts\" data-chart=\"" + id + "-data\" data-name=\"")
                .text(run.strategy());
        html.raw("\" data-currency=\"")
                .text(view.currency())
                .raw("\"><div class=\"plots\" tabindex=\"0\" role=\"group\" ");
        html.raw("aria-label=\"").text(chartLabel()).raw("\"></div>");
        html.raw(
                "<noscript><p class=\"empty\">The charts need JavaScript; the tables hold the figures.</p></noscript>");
        html.raw("<figcaption>Drag to zoom, double-click to zoom out, arrow keys move the read-out. ");
        html.raw("Triangles mark filled orders, lines join entry and exit of a round trip");
        if (data.orderMarks() < data.orderCount()) {
            html.raw("; ").text(Figures.count(data.orderMarks())).raw(" of ").text(Figures.count(data.orderCount()));
            html.raw(" filled orders are marked, evenly chosen");
        }
        html.raw(".</figcaption></figure>\n<script type=\"application/json\" id=\"" + id + "-data\">");
        html.raw(data.json()).raw("</script>\n");
    }

    private String chartLabel() {
        return "Charts of " + run.strategy() + " on " + run.dataset() + ": equity went from "
                + view.money(run.initialEquity()) + " to " + view.money(run.finalEquity()) + ", buy-and-hold to "
                + view.money(run.buyAndHoldEquity()) + ", the deepest drawdown was "
                + Figures.percent(run.maxDrawdown(), false) + ". Left and right arrow move the read-out.";
    }

    private void appendIdentity() {
        html.raw("<h3>Identity</h3>\n"
                + "<div class=\"cols identity\"><table class=\"facts\"><caption>What ran</caption><tbody>");
        row("Data set", run.dataset());
        row("Instrument", run.instrument());
        row("Strategy", run.strategy());
        for (Map.Entry<String, String> parameter : run.parameters().entrySet()) {
            row(parameter.getKey(), parameter.getValue());
        }
        html.raw("</tbody></table><table class=\"facts\"><caption>Settings</caption><tbody>");
        for (Map.Entry<String, String> setting : run.settings().entrySet()) {
            row(setting.getKey(), setting.getValue());
        }
        html.raw("</tbody></table><table class=\"facts\"><caption>How it ran</caption><tbody>");
        row("Events", Figures.count(run.events()));
        row("Bars delivered", Figures.count(run.bars()));
        row("Rejected rows", Figures.count(run.rejectedRows()));
        row("Speed", Figures.seconds(run.seconds()) + speed());
        row("Code version", codeVersion);
        row("Replay", replay());
        html.raw("</tbody></table></div>\n<dl class=\"digests\"><dt>State digest</dt><dd>")
                .text(run.stateDigest());
        html.raw("</dd><dt>Outbound digest</dt><dd>").text(run.outboundDigest()).raw("</dd></dl>\n");
        if (view.note().folder() != null) {
            html.raw("<p class=\"meta\">Files: ");
            link(ReportFolder.RESULT).raw(", ");
            link(ReportFolder.FILLS).raw("</p>\n");
        }
    }

    private Html link(String name) {
        String folder = view.note().folder();
        return html.raw("<a href=\"")
                .text(folder.isEmpty() ? name : folder + "/" + name)
                .raw("\">")
                .raw(name)
                .raw("</a>");
    }

    private String speed() {
        return run.seconds() > 0 ? ", " + Figures.count(Math.round(run.events() / run.seconds())) + " events/s" : "";
    }

    private String replay() {
        String word = switch (view.note().verification()) {
            case VERIFIED -> "verified byte for byte";
            case DIFFERS -> "differs from the record";
            case NOT_REPLAYED -> "not replayed";
        };
        return view.note().detail().isEmpty() ? word : word + ": " + view.note().detail();
    }

    private void row(String name, String value) {
        html.raw("<tr><th scope=\"row\">")
                .text(name)
                .raw("</th><td>")
                .text(value)
                .raw("</td></tr>");
    }
}
