package io.reprise.research.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import io.reprise.engine.backtest.RunResult;
import io.reprise.research.report.ReportContext.RunNote;
import io.reprise.research.report.ReportContext.Verification;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

final class HtmlReportTest {
    private static final Set<String> VOID = Set.of("meta", "link", "br");
    private static final Pattern TAG = Pattern.compile("<(/?)([a-z0-9]+)([^>]*?)(/?)>");
    private static final Pattern DATA =
            Pattern.compile("<script type=\"application/json\" id=\"[^\"]+\">(.*?)</script>");

    @Test
    void aDozenLongRunsStayUnderTwoMegabytes() {
        List<RunResult> runs = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            SyntheticRun source = new SyntheticRun();
            source.points = 20_000;
            source.spanNs = 3450 * SyntheticRun.DAY_NS;
            source.hold = 2;
            source.rest = 1;
            source.seed = i;
            runs.add(source.build());
        }
        String page = render(runs);
        assertTrue(page.getBytes(StandardCharsets.UTF_8).length < 2_000_000, page.length() + " characters");
        assertTrue(page.contains(" filled orders are marked, evenly chosen"));
        assertTrue(page.contains(" more are in trades.csv"));
        assertSound(page);
    }

    @Test
    void theSameRunsGiveTheSamePage() {
        assertEquals(render(List.of(new SyntheticRun().build())), render(List.of(new SyntheticRun().build())));
    }

    @Test
    void edgeCasesRenderWithoutNonsense() {
        SyntheticRun idle = new SyntheticRun();
        idle.hold = 0;
        SyntheticRun single = new SyntheticRun();
        single.points = 1;
        single.hold = 0;
        RunResult ruined = RunFactsTest.ruined().build();
        assertTrue(ruined.finalEquity() < 0 || ruined.maxDrawdown() > 1, "the fixture must fall below zero");
        String page = render(List.of(idle.build(), single.build(), ruined));
        assertSound(page);
        assertTrue(page.contains("It never traded."));
        assertTrue(page.contains("No order was filled."));
        assertTrue(page.contains("equity was not above 0"));
        assertTrue(page.contains("needs at least 30 days"));
    }

    @Test
    void aRunWithoutEventsHasAnEmptyState() {
        SyntheticRun source = new SyntheticRun();
        source.points = 1;
        source.hold = 0;
        RunResult one = source.build();
        RunResult none = Runs.withoutEvents(one);
        String page = render(List.of(none, one));
        assertTrue(page.contains("There was no market event, so there is nothing to draw."));
        assertTrue(page.contains("There is no day to show."));
        assertSound(page);
    }

    @Test
    void namesAreTextAndNeverMarkup() {
        SyntheticRun source = new SyntheticRun();
        source.dataset = "</script><script>alert(1)</script>";
        source.strategy = "\"><img src=x onerror=alert(2)>";
        source.instrument = "A&B'<b>";
        RunNote note = new RunNote(Verification.VERIFIED, "\" onmouseover=\"alert(3)", "");
        ReportContext context = new ReportContext("<b>title</b>", "<i>v</i>", List.of(note));
        String page = HtmlReport.render(List.of(source.build(), source.build()), context);
        assertFalse(page.contains("<script>alert"));
        assertFalse(page.contains("<img"));
        assertFalse(page.contains("\" onmouseover"));
        assertFalse(page.contains("<b>title") || page.contains("<i>v"));
        assertTrue(page.contains("&lt;/script&gt;&lt;script&gt;alert(1)"));
        assertSound(page);
    }

    @Test
    void everyRatioOfAShortRunCarriesItsCaveat() {
        String page = render(List.of(new SyntheticRun().build()));
        for (String ratio : List.of(
                "Total return",
                "Excess return",
                "Wealth ratio",
                "Sharpe, × √365",
                "Max drawdown",
                "Exposure",
                "Win rate",
                "Profit factor")) {
            Matcher row = Pattern.compile(Pattern.quote(">" + ratio + "</th>") + "(.*?)</tr>")
                    .matcher(page);
            assertTrue(row.find(), ratio);
            assertTrue(row.group(1).contains("too short: 7 days; needs about "), ratio + ": " + row.group(1));
        }
    }

    @Test
    void aLongRunIsNotCalledShortForItsExcess() {
        String page = render(List.of(RunFactsTest.longRun().build()));
        Matcher row = Pattern.compile(">Excess return</th>(.*?)</tr>").matcher(page);
        assertTrue(row.find());
        assertFalse(row.group(1).contains("too short"), row.group(1));
        assertTrue(page.contains("Monthly returns"));
    }

    @Test
    void badgesSayWhatTheReplaySaid() {
        RunResult run = new SyntheticRun().build();
        ReportContext context = new ReportContext(
                "Runs",
                "0.1.0",
                List.of(
                        new RunNote(Verification.VERIFIED, "INLINE", null),
                        new RunNote(Verification.DIFFERS, "at sequence 7", null)));
        String page = HtmlReport.render(List.of(run, run, run), context);
        assertTrue(page.contains("class=\"badge verified\""));
        assertTrue(page.contains("class=\"badge differs\" title=\"at sequence 7\""));
        assertTrue(page.contains("class=\"badge not-replayed\""));
        assertTrue(page.contains("1 of 3 replayed differently"));
    }

    @Test
    void filesAreOnlyLinkedRelative() {
        assertThrows(IllegalArgumentException.class, () -> new RunNote(Verification.VERIFIED, "", "/tmp/x"));
        assertThrows(IllegalArgumentException.class, () -> new RunNote(Verification.VERIFIED, "", "javascript:x"));
    }

    @Test
    void chartDataAreNumbersThatAddUp() throws IOException {
        RunResult run = new SyntheticRun().build();
        String json = new ChartData(run, 1).json();
        long sum = 0;
        try (JsonParser parser = new JsonFactory().createParser(json)) {
            String column = "";
            while (parser.nextToken() != null) {
                if (parser.currentToken().isStructStart() && parser.currentName() != null && column.isEmpty()) {
                    column = parser.currentName().equals("eq") ? "eq" : "";
                } else if (parser.currentToken().isNumeric() && column.equals("eq") && parser.currentName() == null) {
                    sum += parser.getLongValue();
                } else if (parser.currentToken().isStructEnd()) {
                    column = "";
                }
            }
        }
        assertEquals(run.finalEquity() / 1e8, sum / 100.0, 0.005);
    }

    /** Balanced markup, nothing from the network, no machine path, no "NaN", "Infinity" or "null" shown; data parse. */
    private static void assertSound(String page) {
        Matcher data = DATA.matcher(page);
        while (data.find()) {
            assertParses(data.group(1));
        }
        String markup = page.replaceAll("(?s)<script>.*?</script>|<style>.*?</style>|<script type.*?</script>", "");
        for (String nonsense : List.of("NaN", "Infinity", ">null", "http:", "https:", " src=\"", "url(", "\ufffd")) {
            assertFalse(markup.contains(nonsense), nonsense);
        }
        for (String folder : List.of("user.home", "user.dir", "java.io.tmpdir")) {
            assertFalse(page.contains(System.getProperty(folder)), folder);
        }
        assertFalse(markup.contains(" style="), "the page's own policy forbids inline style");
        assertBalanced(markup.substring(markup.indexOf("<html")));
    }

    private static void assertParses(String json) {
        try (JsonParser parser = new JsonFactory().createParser(json)) {
            while (parser.nextToken() != null) {
                parser.currentToken();
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static void assertBalanced(String markup) {
        Deque<String> open = new ArrayDeque<>();
        Matcher tag = TAG.matcher(markup);
        while (tag.find()) {
            String name = tag.group(2);
            if (VOID.contains(name) || !tag.group(4).isEmpty()) {
                continue;
            }
            if (tag.group(1).isEmpty()) {
                open.push(name);
            } else {
                assertEquals(name, open.pop(), "near " + markup.substring(Math.max(0, tag.start() - 80), tag.end()));
            }
        }
        assertTrue(open.isEmpty(), open.toString());
    }

    private static String render(List<RunResult> runs) {
        return HtmlReport.render(runs, new ReportContext("Runs", "0.1.0", List.of()));
    }
}
