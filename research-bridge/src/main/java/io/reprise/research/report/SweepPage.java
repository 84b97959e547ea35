package io.reprise.research.report;

import java.util.List;
import java.util.Locale;

/** The page of a sweep: how its cells are spread, a heat map where two parameters vary, and the best of them. */
public final class SweepPage {
    private SweepPage() {}

    /**
     * What the page tells.
     *
     * @param summary sentences, the first the most important
     * @param columns of the table
     * @param rows the best cells, best first
     * @param map null unless exactly two parameters vary
     */
    public record Facts(
            String title,
            String meta,
            List<String> summary,
            List<String> columns,
            List<List<String>> rows,
            HeatMap map) {}

    /** The page, one file. */
    public static String html(Facts facts) {
        Html html = new Html();
        HtmlReport.head(html, facts.title());
        html.raw("<header class=\"masthead\"><p class=\"brand\">Reprise</p>");
        html.element("h1", "", facts.title()).element("p", "meta", facts.meta()).raw("</header>\n<main>\n<section>\n");
        for (String sentence : facts.summary()) {
            html.element("p", "", sentence).raw("\n");
        }
        html.raw("</section>\n");
        if (facts.map() != null) {
            html.raw("<section><h2>Sharpe ratio by cell</h2>\n");
            facts.map().append(html, "Annualized Sharpe ratio");
            html.raw("</section>\n");
        }
        table(html, facts);
        return html.raw("</main>\n</body>\n</html>\n").toString();
    }

    private static void table(Html html, Facts facts) {
        html.raw("<section><h2>");
        html.text(String.format(
                Locale.ROOT, "The %,d best cells, by Sharpe ratio", facts.rows().size()));
        html.raw("</h2>\n<table class=\"grid\"><thead><tr>");
        facts.columns().forEach(name -> html.element("th", "", name));
        html.raw("</tr></thead><tbody>\n");
        for (List<String> row : facts.rows()) {
            html.raw("<tr>");
            row.forEach(cell -> html.element("td", "", cell));
            html.raw("</tr>\n");
        }
        html.raw("</tbody></table></section>\n");
    }
}
