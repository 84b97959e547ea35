package io.reprise.research.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The cases of {@code ../shared/expected} as a user runs them: ingest, backtest, replay, each a process of its own. Skipped
 * where they are not.
 */
@Tag("slow")
final class CliExpectedTest {
    /** DESIGN.md, section 6. */
    private static final List<String> KEYS = List.of(
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
            "fillsFile");

    private static final List<String> EXACT = List.of(
            "rejectedRows",
            "events",
            "bars",
            "orders",
            "rejects",
            "openOrders",
            "days",
            "position",
            "fees",
            "cash",
            "minCash",
            "initialEquity",
            "finalEquity",
            "buyAndHoldEquity");

    private static final List<String> RATIOS =
            List.of("totalReturn", "buyAndHoldReturn", "excessReturn", "sharpe", "maxDrawdown");

    private static final List<String> PARAMETERS = List.of("fast", "slow");
    private static final List<String> OF_INGEST = List.of("input", "format", "stamp", "volume");

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"hand", "bitstamp-sma-1m", "ftx-sma-1m-half"})
    void reachesTheExpectedResults(String name) throws IOException, InterruptedException {
        Map<String, Object> expected = ExpectedCases.named(name);
        TwinCase options = TwinCase.of((String) expected.get("arguments"));
        Path market = folder.resolve("market");
        Path report = folder.resolve("report");

        Map<String, Object> ingested =
                Cli.run(folder, ingestArguments(options, market)).json();
        assertEquals(expected.get("events"), ingested.get("acceptedRows"));
        assertEquals(expected.get("rejectedRows"), ingested.get("rejectedRows"));

        Map<String, Object> result =
                Cli.run(folder, backtestArguments(options, market, report)).json();
        assertTrue(result.keySet().containsAll(KEYS), () -> KEYS + " but " + result.keySet());
        EXACT.forEach(key -> assertEquals(expected.get(key), result.get(key), key));
        assertEquals(expected.get("fillCount"), result.get("fills"));
        for (String key : RATIOS) {
            assertEquals(ratio(expected, key), ratio(result, key), 1e-9, key);
        }
        checkFills(expected, Path.of((String) result.get("fillsFile")));
        assertTrue(Files.exists(report.resolve("report.html")));
        assertTrue(Files.exists(report.resolve("result.json")));
        checkReplay(result, report.resolve("journal"), "inline");
        if (name.equals("hand")) {
            checkReplay(result, report.resolve("journal"), "fused");
            checkReplay(result, report.resolve("journal"), "staged");
        }
    }

    private static List<String> ingestArguments(TwinCase options, Path market) {
        List<String> args = new ArrayList<>(List.of("ingest", ExpectedCases.input(options), "--json"));
        args.addAll(List.of("--format", options.text("format")));
        args.addAll(List.of("--instrument", "BTC-USD.TEST"));
        args.addAll(List.of("--journal", market.toString()));
        for (String name : List.of("stamp", "volume")) {
            if (options.flag(name)) {
                args.addAll(List.of("--" + name, options.text(name)));
            }
        }
        return args;
    }

    private static List<String> backtestArguments(TwinCase options, Path market, Path report) {
        List<String> args = new ArrayList<>(
                List.of("backtest", "--json", "--journal", market.toString(), "--out", report.toString()));
        options.options().forEach((name, text) -> {
            if (PARAMETERS.contains(name)) {
                args.addAll(List.of("--set", name + "=" + text));
            } else if (!OF_INGEST.contains(name)) {
                args.addAll(List.of("--" + name, text));
            }
        });
        return args;
    }

    private static void checkFills(Map<String, Object> expected, Path file) throws IOException {
        List<String> lines = Files.readAllLines(file);
        assertEquals("orderId,event,tsEventNs,side,px,qty,fee,causeSeq", lines.getFirst());
        List<String> fills = lines.stream()
                .skip(1)
                .map(line -> line.substring(line.indexOf(',') + 1, line.lastIndexOf(',')))
                .toList();
        assertEquals(expected.get("fillsSha256"), ExpectedCases.sha256(fills));
        assertTrue(Files.readString(file).endsWith("\n"));
    }

    private void checkReplay(Map<String, Object> result, Path journal, String topology)
            throws IOException, InterruptedException {
        Map<String, Object> replay = Cli.run(
                        folder, "replay", journal.toString(), "--verify", "--topology", topology, "--json")
                .json();
        assertEquals("true", replay.get("verified"), topology);
        for (String key : List.of("stateDigest", "outboundDigest", "finalEquity", "fills", "events", "maxDrawdown")) {
            assertEquals(result.get(key), replay.get(key), topology + " " + key);
        }
    }

    private static double ratio(Map<String, Object> values, String key) {
        return Double.parseDouble((String) values.get(key));
    }
}
