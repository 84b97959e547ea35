package io.reprise.research.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An exported run is complete by itself: its market frames stand where the replay puts them. */
final class JournalExportTest {
    private static final int TRADES = 400;

    @TempDir
    Path folder;

    private Path market;
    private Path run;

    @BeforeEach
    void backtest() throws IOException {
        market = folder.resolve("market");
        run = folder.resolve("run/journal");
        String file = new MarketFiles(folder).trades("trades.csv");
        Cli.ok(
                "ingest",
                "--format",
                "bitstamp-trades",
                file,
                "--instrument",
                "X-USD.TEST",
                "--journal",
                market.toString());
        Cli.ok(
                "backtest",
                "--journal",
                market.toString(),
                "--strategy",
                "sma-cross",
                "--set",
                "fast=2",
                "--set",
                "slow=5",
                "--bar",
                "1m",
                "--out",
                folder.resolve("run").toString());
    }

    private List<Map<String, String>> export(String... more) throws IOException {
        List<String> args = new ArrayList<>(List.of("journal", "export", run.toString()));
        args.addAll(List.of(more));
        List<Map<String, String>> frames = new ArrayList<>();
        for (String line : Cli.ok(args.toArray(String[]::new)).lines().toList()) {
            frames.add(parse(line));
        }
        return frames;
    }

    private static Map<String, String> parse(String line) throws IOException {
        Map<String, String> fields = new LinkedHashMap<>();
        try (JsonParser json = new JsonFactory().createParser(line)) {
            json.nextToken();
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                json.nextToken();
                fields.put(name, json.getText());
            }
        }
        return fields;
    }

    private static List<Map<String, String>> of(List<Map<String, String>> frames, String key, String value) {
        return frames.stream().filter(frame -> value.equals(frame.get(key))).toList();
    }

    @Test
    void holdsTheWholeSequenceOfTheRun() throws IOException {
        List<Map<String, String>> frames = export();
        List<Map<String, String>> inbound = of(frames, "stream", "inbound");
        assertEquals(
                LongStream.rangeClosed(1, inbound.size())
                        .mapToObj(Long::toString)
                        .toList(),
                inbound.stream().map(frame -> frame.get("seq")).toList());
        List<Map<String, String>> trades = of(inbound, "type", "Trade");
        assertEquals(TRADES, trades.size());
        assertEquals("X-USD.TEST", trades.getFirst().get("instrument"));
        assertEquals("1.50000000", trades.getFirst().get("qty"));
        assertEquals(1, of(inbound, "type", "RunHeader").size());
        assertTrue(of(inbound, "type", "ExecutionReport").size() > 4);
        assertTrue(of(inbound, "type", "BarBoundary").size() > 100);
    }

    @Test
    void putsEachDecisionBehindItsCause() throws IOException {
        List<Map<String, String>> frames = export();
        assertTrue(of(frames, "type", "OrderCommand").size() > 4);
        String last = "";
        for (Map<String, String> frame : frames) {
            if (frame.get("stream").equals("inbound")) {
                last = frame.get("seq");
            } else {
                assertEquals(last, frame.get("causeSeq"), frame.toString());
            }
        }
    }

    @Test
    void leavesTheMarketOutWhenAsked() throws IOException {
        List<Map<String, String>> stored = export("--stored");
        assertEquals(0, of(stored, "type", "Trade").size());
        List<Map<String, String>> whole = new ArrayList<>(export());
        whole.removeIf(frame -> frame.get("type").equals("Trade"));
        assertEquals(whole, stored);
    }

    @Test
    void cutsTheSameRangeWithTheMarketMergedIn() throws IOException {
        List<Map<String, String>> whole = export();
        long half = whole.size() / 2;
        List<Map<String, String>> some = export("--seq", half + ".." + (half + 9));
        assertEquals(10, of(some, "stream", "inbound").size());
        int from = whole.indexOf(some.getFirst());
        assertEquals(whole.subList(from, from + some.size()), some);
    }

    @Test
    void asksWhereAMarketJournalIsThatMoved() throws IOException {
        List<Map<String, String>> before = export();
        Path moved = Files.move(market, folder.resolve("elsewhere"));
        Cli.Answer refused = Cli.run("journal", "export", run.toString());
        assertEquals(2, refused.code());
        assertTrue(refused.err().contains("--source") && refused.err().lines().count() == 1, refused.err());
        assertEquals(before, export("--source", moved.toString()));
    }

    @Test
    void refersToItsMarketFromARepairedCopy() throws IOException {
        List<Map<String, String>> before = export();
        Path copy = folder.resolve("deep/down/copy");
        Cli.ok("journal", "repair", run.toString(), "--to", copy.toString());
        run = copy;
        assertEquals(before, export());
        Cli.ok("replay", copy.toString(), "--verify");
    }
}
