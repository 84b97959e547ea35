package io.reprise.research.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.codecs.ExecutionReportDecoder;
import io.reprise.engine.event.Event;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code what-if} and {@code diverge} as a user meets them, against backtests that the user runs by hand. */
@Tag("slow")
final class CounterfactualCliTest {
    private static final List<String> FIGURES = List.of(
            "orders",
            "fills",
            "rejects",
            "fees",
            "initialEquity",
            "finalEquity",
            "totalReturn",
            "maxDrawdown",
            "buyAndHoldReturn",
            "excessReturn",
            "stateDigest",
            "outboundDigest");

    @TempDir
    Path folder;

    private String market;

    @BeforeEach
    void ingest() throws IOException {
        market = new RecordedPair(folder)
                .market("market", RecordedRun.waves(900))
                .toString();
    }

    private Map<String, Object> json(String... args) throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(List.of(args));
        all.add("--json");
        return Cli.run(folder, all).json();
    }

    private Map<String, Object> backtest(String out, String options) throws IOException, InterruptedException {
        List<String> args = new ArrayList<>(List.of(
                "backtest", "--journal", market, "--out", folder.resolve(out).toString()));
        args.addAll(Arrays.asList(options.split(" ")));
        return json(args.toArray(String[]::new));
    }

    private String journal(String out) {
        return folder.resolve(out).resolve("journal").toString();
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> object(Map<String, Object> json, String name) {
        return (Map<String, Object>) json.get(name);
    }

    private static void assertFigures(Map<String, Object> byHand, Map<String, Object> column) {
        for (String figure : FIGURES) {
            assertEquals(byHand.get(figure), column.get(figure), figure);
        }
    }

    private static BigDecimal money(Map<String, Object> json, String name) {
        return new BigDecimal((String) json.get(name));
    }

    @Test
    void columnsAreTheBacktestsByHand() throws IOException, InterruptedException {
        String settings = " --bar 10s --cash 5000 --lot 0.01 --slippage-bps 2";
        Map<String, Object> recorded = backtest(
                "a", "--strategy sma-cross --set fast=2 --set slow=5 --fee-bps 7.5 --latency-ms 50" + settings);
        Map<String, Object> other = backtest(
                "b", "--strategy sma-cross --set fast=3 --set slow=5 --fee-bps 2 --latency-ms 9000" + settings);
        Map<String, Object> third = backtest(
                "c",
                "--strategy rsi-reversion --set period=3 --qty 2 --max-order-notional 250 --fee-bps 7.5"
                        + " --latency-ms 50" + settings);

        Map<String, Object> first =
                json("what-if", journal("a"), "--set", "fast=3", "--fee-bps", "2", "--latency-ms", "9000");
        assertEquals("true", first.get("verified"));
        assertFigures(recorded, object(first, "recorded"));
        assertFigures(recorded, object(first, "resimulated"));
        assertFigures(other, object(first, "changed"));
        assertEquals(
                money(other, "finalEquity").subtract(money(recorded, "finalEquity")),
                money(object(first, "effect"), "pnl"));
        assertEquals("true", object(first, "divergence").get("decides"));

        Path page = folder.resolve("page.html");
        json("what-if", journal("a"), "--set", "fast=3", "--report", page.toString());
        assertIsAPage(page, (String) recorded.get("finalEquity"));

        Map<String, Object> second = json(
                "what-if",
                journal("a"),
                "--strategy",
                "rsi-reversion",
                "--set",
                "period=3",
                "--qty",
                "2",
                "--max-order-notional",
                "250");
        assertFigures(recorded, object(second, "resimulated"));
        assertFigures(third, object(second, "changed"));
        assertTrue(Long.parseLong((String) third.get("rejects")) > 0, "a limit that denies nothing proves little");

        Map<String, Object> none = json("what-if", journal("a"), "--fee-bps", "7.5", "--set", "fast=2");
        assertEquals(List.of(), none.get("changes"));
        assertNull(none.get("divergence"));
        object(none, "effect").values().forEach(effect -> assertEquals(0, new BigDecimal((String) effect).signum()));
    }

    /** Whole, with what it must say, and without anything from elsewhere. */
    private static void assertIsAPage(Path page, String figure) throws IOException {
        String html = Files.readString(page);
        assertTrue(html.startsWith("<!DOCTYPE html>") && html.endsWith("</html>\n"), html);
        assertTrue(html.contains(figure), html);
        assertTrue(!html.contains("<script") && !html.contains("http://") && !html.contains("https://"), html);
    }

    @SuppressWarnings("unchecked")
    @Test
    void partsOfTheGapAddUp() throws IOException, InterruptedException {
        Map<String, Object> a = backtest("a", "--strategy sma-cross --set fast=2 --set slow=5 --bar 10s --lot 0.01");
        Map<String, Object> b =
                backtest("b", "--strategy donchian-breakout --set entry=4 --bar 10s --qty 3 --fee-bps 2 --lot 0.5");
        Map<String, Object> gap = json("diverge", journal("a"), journal("b"));
        BigDecimal expected = money(b, "finalEquity").subtract(money(a, "finalEquity"));
        assertEquals(expected, money(gap, "gap"));
        BigDecimal sum = money(gap, "residual");
        List<String> inputs = new ArrayList<>();
        for (Object part : (List<Object>) gap.get("parts")) {
            sum = sum.add(money((Map<String, Object>) part, "part"));
            inputs.add((String) ((Map<String, Object>) part).get("input"));
        }
        assertEquals(expected, sum);
        assertEquals(
                List.of(
                        "data",
                        "commands",
                        "strategy",
                        "parameters",
                        "bars",
                        "sizing",
                        "costs",
                        "latency",
                        "market rules",
                        "risk limits",
                        "fills"),
                inputs);
        assertEquals("true", object(gap, "divergence").get("decides"));

        Path page = folder.resolve("page.html");
        Cli.Output text = Cli.run(folder, "diverge", journal("a"), journal("b"), "--report", page.toString());
        assertEquals(0, text.code(), text.err());
        assertIsAPage(page, expected.toPlainString());
        assertTrue(text.out().lines().allMatch(line -> line.length() <= 120), text.out());
        assertTrue(text.out().contains("they decide differently first at 1970-01-12T"), text.out());
    }

    @Test
    void refusesAForgedJournalInOneSentence() throws IOException, InterruptedException {
        backtest("a", "--strategy sma-cross --set fast=2 --set slow=5 --bar 10s --lot 0.01");
        int px = Event.HEADER_BYTES + ExecutionReportDecoder.lastPxEncodingOffset();
        long seq = new Rewriter(Path.of(journal("a")), "inbound")
                .change(
                        (buffer, offset) -> Event.templateId(buffer, offset) == ExecutionReportDecoder.TEMPLATE_ID,
                        (buffer, at) -> buffer.putLong(at + px, 1),
                        true);
        for (List<String> command : List.of(
                List.of("what-if", journal("a"), "--fee-bps", "1"),
                List.of("what-if", journal("a"), "--fee-bps", "1", "--json"),
                List.of("diverge", journal("a"), journal("a")))) {
            Cli.Output output = Cli.run(folder, command);
            assertEquals(1, output.code(), output.err());
            assertEquals("", output.out());
            assertEquals(1, output.err().lines().count(), output.err());
            assertTrue(output.err().contains("at sequence " + seq + " of inbound the journal has {"), output.err());
        }
    }
}
