package io.reprise.research.report;

import io.reprise.engine.backtest.RunResult;
import io.reprise.research.report.ReportContext.RunNote;
import io.reprise.research.report.ReportContext.Verification;
import io.reprise.research.store.AtomicFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** One self-contained HTML page for one run or many: an overview, then a section for each. */
public final class HtmlReport {
    static final String STYLE = resource("report.css");
    private static final String SCRIPT = resource("report.js");
    private static final String POLICY = "default-src 'none'; img-src data:; style-src '" + sha256(STYLE)
            + "'; script-src '" + sha256(SCRIPT) + "'; base-uri 'none'; form-action 'none'";

    private HtmlReport() {}

    /**
     * Writes the page, whole or not at all.
     *
     * @param runs at least one, in the order to show; runs on one data set together
     * @throws IOException whose message is one sentence for the user
     */
    public static void write(Path file, List<RunResult> runs, ReportContext context) throws IOException {
        AtomicFile.write(file, render(runs, context));
    }

    /** The page as text; the same arguments give the same text. */
    public static String render(List<RunResult> runs, ReportContext context) {
        List<RunView> views = new ArrayList<>();
        for (int i = 0; i < runs.size(); i++) {
            views.add(RunView.of(i, runs.get(i), context.note(i)));
        }
        Html html = new Html();
        head(html, context.title());
        masthead(html, views, context);
        html.raw("<main>\n");
        if (views.size() > 1) {
            OverviewTable.append(html, views);
        }
        for (RunView view : views) {
            new RunSection(html, view, views.size(), context.codeVersion()).append();
        }
        html.raw("</main>\n");
        footnotes(html);
        return html.raw("<script>")
                .raw(SCRIPT)
                .raw("</script>\n</body>\n</html>\n")
                .toString();
    }

    static void head(Html html, String title) {
        html.raw("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
        html.raw("<meta http-equiv=\"Content-Security-Policy\" content=\"" + POLICY + "\">\n");
        html.raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
        html.raw("<meta name=\"color-scheme\" content=\"light dark\">\n<link rel=\"icon\" href=\"data:,\">\n");
        html.element("title", "", title).raw("\n<style>").raw(STYLE).raw("</style>\n</head>\n<body>\n");
    }

    private static void masthead(Html html, List<RunView> views, ReportContext context) {
        html.raw("<header class=\"masthead\"><p class=\"brand\">Reprise</p>");
        html.element("h1", "", context.title()).raw("<p class=\"meta\">");
        long datasets = views.stream().map(v -> v.run().dataset()).distinct().count();
        html.text(Figures.count(views.size(), "run")).raw(" on ").text(Figures.count(datasets, "data set"));
        html.raw(" &middot; ").text(replays(views)).raw(" &middot; version ").text(context.codeVersion());
        html.raw(" &middot; all times UTC</p></header>\n");
    }

    private static String replays(List<RunView> views) {
        long verified = count(views, Verification.VERIFIED);
        long differ = count(views, Verification.DIFFERS);
        if (differ > 0) {
            return Figures.count(differ) + " of " + views.size() + " replayed differently";
        }
        if (verified == 0) {
            return "not replayed";
        }
        String how = "replayed and verified byte for byte";
        return verified == views.size()
                ? (views.size() == 1 ? how : "all " + how)
                : Figures.count(verified) + " of " + views.size() + " " + how;
    }

    private static long count(List<RunView> views, Verification outcome) {
        return views.stream()
                .map(RunView::note)
                .map(RunNote::verification)
                .filter(v -> v == outcome)
                .count();
    }

    private static void footnotes(Html html) {
        html.raw("""
            <footer>
            <h2>How to read this</h2>
            <p><b>Returns</b> include fees and slippage; open positions count at the last price,
            without the cost of closing. <b>Buy-and-hold</b> buys once at the first price with all
            the cash and never sells. <b>Excess</b> is the difference of the two returns; the
            <b>wealth ratio</b> is (1 + return) / (1 + return of buy-and-hold) &minus; 1.
            <b>Sharpe</b> is from simple daily returns, mean over sample deviation, annualized,
            without a risk-free rate. <b>Drawdown</b> is the fall from the highest equity so far,
            over every market event; charts show it at their own points. A <b>round trip</b> runs
            from flat to flat, its profit net of fees.</p>
            <p><b>Too short</b> stands beside every ratio that rests on fewer than 30 daily returns,
            or on fewer than the minimum track record length at 95% for its Sharpe ratio to differ
            from zero (for excess and wealth ratio: of the daily returns in excess of buy-and-hold).
            Bailey and L&oacute;pez de Prado, &ldquo;The Sharpe ratio efficient frontier&rdquo;,
            Journal of Risk 15(2), 2012. It does not correct for having tried many strategies.</p>
            </footer>
            """);
    }

    private static String resource(String name) {
        try (InputStream in = HtmlReport.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String sha256(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return "sha256-" + Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
