package io.reprise.research.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.reprise.engine.backtest.RunResult;
import io.reprise.engine.backtest.RunResult.Fill;
import io.reprise.research.store.AtomicFile;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ResultFilesTest {
    private static final ReportContext CONTEXT = new ReportContext("Backtest", "0.1.0", List.of());

    @TempDir
    Path folder;

    @Test
    void jsonGivesMoneyBackToTheLastUnit() throws IOException {
        RunResult run = new SyntheticRun().build();
        Map<String, String> json = parse(ResultJson.text(run, "trades.csv"));
        assertEquals("10000.00000000", json.get("initialEquity"));
        assertEquals(BigDecimal.valueOf(run.finalEquity(), 8), new BigDecimal(json.get("finalEquity")));
        assertEquals(BigDecimal.valueOf(run.fees(), 8), new BigDecimal(json.get("fees")));
        assertEquals(BigDecimal.valueOf(run.minCash(), 8), new BigDecimal(json.get("minCash")));
        assertEquals(run.totalReturn(), Double.parseDouble(json.get("totalReturn")), 0);
        assertEquals(run.sharpe(), Double.parseDouble(json.get("sharpe")), 0);
        assertEquals(String.valueOf(run.fillCount()), json.get("fills"));
        assertEquals("trades.csv", json.get("fillsFile"));
        assertEquals("10", json.get("parameters.fast"));
        assertEquals("1m", json.get("settings.bar"));
    }

    @Test
    void jsonHoldsEveryKeyThatTheDesignNames() throws IOException {
        Map<String, String> json = parse(ResultJson.text(new SyntheticRun().build(), "trades.csv"));
        for (String key : List.of(
                "events",
                "seconds",
                "eventsPerSecond",
                "orders",
                "fills",
                "rejects",
                "initialEquity",
                "finalEquity",
                "totalReturn",
                "buyAndHoldReturn",
                "excessReturn",
                "sharpe",
                "maxDrawdown",
                "fees",
                "stateDigest",
                "outboundDigest",
                "bars",
                "minCash",
                "position",
                "rejectedRows",
                "fillsFile",
                "cash",
                "buyAndHoldEquity",
                "openOrders",
                "days",
                "dataset",
                "strategy",
                "instrument",
                "wealthRatio")) {
            assertTrue(json.containsKey(key), key);
        }
    }

    @Test
    void whatHasNoValueIsNull() throws IOException {
        SyntheticRun source = new SyntheticRun();
        source.points = 1;
        source.hold = 0;
        String text = ResultJson.text(source.build(), null);
        Map<String, String> json = parse(text);
        assertNull(json.get("sharpe"));
        assertTrue(json.containsKey("sharpe"));
        assertNull(json.get("fillsFile"));
        assertFalse(text.contains("NaN"));
    }

    @Test
    void csvIsExact() {
        Fill buy = new Fill(1, 6, 1_385_942_430_000_000_000L, true, 10_615_000_000L, 25_000_000, 1_990_312, 17);
        Fill sell = new Fill(2, 9, 1_385_942_700_000_000_000L, false, 10_225_000_000L, 50_000_000, -1, 23);
        assertEquals("orderId,event,tsEventNs,side,px,qty,fee,causeSeq", FillsCsv.HEADER);
        assertEquals("1,6,1385942430000000000,BUY,106.15000000,0.25000000,0.01990312,17", FillsCsv.line(buy));
        assertEquals("2,9,1385942700000000000,SELL,102.25000000,0.50000000,-0.00000001,23", FillsCsv.line(sell));
    }

    @Test
    void folderHoldsReportAndResultAndNothingElse() throws IOException {
        Path dir = folder.resolve("a/b");
        ReportFolder.write(dir, new SyntheticRun().build(), CONTEXT);
        ReportFolder.write(dir, new SyntheticRun().build(), CONTEXT);
        try (Stream<Path> files = Files.list(dir)) {
            assertEquals(
                    List.of("report.html", "result.json"),
                    files.map(p -> p.getFileName().toString()).sorted().toList());
        }
        assertTrue(Files.readString(dir.resolve("report.html")).contains("href=\"trades.csv\""));
    }

    @Test
    void aFileInTheWayIsOneSentence() throws IOException {
        Path taken = Files.writeString(folder.resolve("taken"), "x");
        IOException e =
                assertThrows(IOException.class, () -> ReportFolder.write(taken, new SyntheticRun().build(), CONTEXT));
        assertEquals(
                "The report folder '" + taken + "' cannot be made: '" + taken + "' is not a folder.", e.getMessage());
        Path below = taken.resolve("below");
        e = assertThrows(IOException.class, () -> ReportFolder.write(below, new SyntheticRun().build(), CONTEXT));
        assertTrue(e.getMessage().startsWith("The report folder '" + below + "' cannot be made: "), e.getMessage());
    }

    @Test
    void aFailedWriteLeavesNoPart() throws IOException {
        Path file = Files.createDirectories(folder.resolve("report.html/full")).getParent();
        IOException e = assertThrows(IOException.class, () -> AtomicFile.write(file, "text"));
        assertTrue(e.getMessage().startsWith("The file '" + file + "' cannot be written: "), e.getMessage());
        assertFalse(Files.exists(folder.resolve(".report.html.part")));
    }

    private static Map<String, String> parse(String text) throws IOException {
        Map<String, String> values = new HashMap<>();
        try (JsonParser parser = new JsonFactory().createParser(text)) {
            String prefix = "";
            while (parser.nextToken() != null) {
                if (parser.currentToken() == JsonToken.START_OBJECT && parser.currentName() != null) {
                    prefix = parser.currentName() + ".";
                } else if (parser.currentToken() == JsonToken.END_OBJECT) {
                    prefix = "";
                } else if (parser.currentToken().isScalarValue()) {
                    boolean none = parser.currentToken() == JsonToken.VALUE_NULL;
                    values.put(prefix + parser.currentName(), none ? null : parser.getText());
                }
            }
        }
        return values;
    }
}
