package io.reprise.research.report;

import io.reprise.engine.backtest.Divergence;
import io.reprise.engine.backtest.RunGap;
import io.reprise.engine.backtest.RunResult;
import io.reprise.engine.backtest.WhatIf;
import io.reprise.engine.fixed.Decimals;
import io.reprise.research.store.AtomicFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The answer of {@code what-if} or {@code diverge} as one self-contained HTML page without any script. */
public final class CounterfactualPage {
    private static final String POLICY = "default-src 'none'; img-src data:; style-src '"
            + HtmlReport.sha256(HtmlReport.STYLE) + "'; base-uri 'none'; form-action 'none'";

    private final Html html = new Html();

    private CounterfactualPage(String title, String meta) {
        html.raw("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
        html.raw("<meta http-equiv=\"Content-Security-Policy\" content=\"" + POLICY + "\">\n");
        html.raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
        html.raw("<meta name=\"color-scheme\" content=\"light dark\">\n<link rel=\"icon\" href=\"data:,\">\n");
        html.element("title", "", title).raw("\n<style>").raw(HtmlReport.STYLE).raw("</style>\n</head>\n<body>\n");
        html.raw("<header class=\"masthead\"><p class=\"brand\">Reprise</p>");
        html.element("h1", "", title).element("p", "meta", meta).raw("</header>\n<main>\n");
    }

    /**
     * Writes the page of a what-if, whole or not at all.
     *
     * @throws IOException whose message is one sentence for the user
     */
    public static void write(Path file, String journal, WhatIf.Answer answer) throws IOException {
        AtomicFile.write(file, render(journal, answer));
    }

    /**
     * Writes the page of two runs, whole or not at all.
     *
     * @throws IOException whose message is one sentence for the user
     */
    public static void write(Path file, String a, String b, RunGap.Answer answer) throws IOException {
        AtomicFile.write(file, render(a, b, answer));
    }

    static String render(String journal, WhatIf.Answer answer) {
        CounterfactualPage page = new CounterfactualPage(
                "What if: " + DivergeText.run(answer.recorded()),
                journal + " \u00b7 the unchanged replay gives the recorded decisions again, byte for byte");
        page.section(
                "Effect",
                "Changed: " + DivergenceText.settings(answer.settings()) + ". The effect is the changed"
                        + " run less the re-simulated one.");
        page.head("", "recorded", "re-simulated", "changed", "effect");
        for (WhatIfRow row : WhatIfRow.of(answer)) {
            page.row(row.label(), row.recorded(), row.resimulated(), row.changed(), row.effect());
        }
        page.html.raw("</tbody></table></div></section>\n");
        page.curves("re-simulated", answer.resimulated(), "changed", answer.changed());
        page.divergence("recorded", "changed", answer.divergence());
        return page.end();
    }

    static String render(String a, String b, RunGap.Answer answer) {
        CounterfactualPage page = new CounterfactualPage(
                "Where two runs part",
                "A: " + DivergeText.run(answer.a()) + ", " + a + " \u00b7 B: " + DivergeText.run(answer.b()) + ", "
                        + b);
        page.section(
                "The gap",
                "Beginning with A, one input after the other is taken from B and the hybrid is run." + " Settings: "
                        + DivergenceText.settings(answer.settings()) + ".");
        page.head("taken from B", "part of the gap", "P&L then", "");
        page.row("nothing: A", "", Decimals.format(DivergeText.pnl(answer.a())), "");
        for (RunGap.Part part : answer.parts()) {
            page.row(
                    part.input().text(),
                    part.part() == null ? "?" : WhatIfRow.signed(part.part()),
                    part.pnl() == null ? "" : Decimals.format(part.pnl()),
                    part.trouble() != null ? part.trouble() : part.isSame() ? "the same" : "");
        }
        page.row("residual", WhatIfRow.signed(answer.residual()), "", "");
        page.row("gap", WhatIfRow.signed(answer.gap()), Decimals.format(DivergeText.pnl(answer.b())), "B less A");
        page.html.raw("</tbody></table></div></section>\n");
        page.curves("A", answer.a(), "B", answer.b());
        page.divergence("A", "B", answer.divergence());
        return page.end();
    }

    private void section(String title, String lead) {
        html.raw("<section>").element("h2", "", title).element("p", "lead", lead);
    }

    private void head(String label, String... columns) {
        html.raw("<div class=\"scroll\"><table class=\"grid\"><thead><tr>").element("th", "", label);
        List.of(columns).forEach(column -> html.element("th", "n", column));
        html.raw("</tr></thead><tbody>\n");
    }

    private void row(String label, String... cells) {
        html.raw("<tr><th scope=\"row\">").text(label).raw("</th>");
        List.of(cells).forEach(cell -> html.element("td", "n", cell));
        html.raw("</tr>\n");
    }

    private void curves(String first, RunResult a, String second, RunResult b) {
        section("Equity", "");
        html.raw(EquityCurves.svg(a.curve(), b.curve()));
        html.raw(
                "<p class=\"key\"><svg class=\"swatch\" viewBox=\"0 0 20 8\"><path class=\"s-bh\" d=\"M0 4h20\"/></svg>");
        html.text(first).raw("<svg class=\"swatch\" viewBox=\"0 0 20 8\"><path class=\"s-eq\" d=\"M0 4h20\"/></svg>");
        html.text(second).raw("</p></section>\n");
    }

    private void divergence(String first, String second, Divergence divergence) {
        if (divergence == null) {
            section("Decisions", "Every decision is the same, and so are the numbers it rests on.");
            html.raw("</section>\n");
            return;
        }
        section("Decisions", DivergenceText.where(divergence) + ".");
        html.raw("<p class=\"verdict\"><b>Cause:</b> ").text(divergence.cause()).raw("</p>");
        head("", "sequence", "equity", "position", "features and decisions");
        side(first, divergence.a());
        side(second, divergence.b());
        html.raw("</tbody></table></div></section>\n");
    }

    private void side(String name, Divergence.Side side) {
        html.raw("<tr><th scope=\"row\">").text(name).raw("</th>");
        html.element("td", "n", side.seq() < 0 ? "none" : Long.toString(side.seq()));
        html.element("td", "n", Decimals.plain(side.equity()));
        html.element("td", "n", Decimals.plain(side.position())).raw("<td>");
        html.element("small", "", DivergenceText.features(side));
        if (side.decisions().isEmpty()) {
            html.text("decides nothing");
        }
        side.decisions().forEach(text -> html.text(text).raw("<br>"));
        html.raw("</td></tr>\n");
    }

    private String end() {
        return html.raw("</main>\n</body>\n</html>\n").toString();
    }
}
