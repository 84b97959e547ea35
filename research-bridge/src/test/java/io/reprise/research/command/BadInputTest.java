package io.reprise.research.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What a user can get wrong: each is answered by one sentence and the right exit code, and leaves every file as it was.
 */
final class BadInputTest {
    @TempDir
    static Path folder;

    private static final int USAGE = 2;
    private static final int FAILED = 1;
    private static final long T = 1_400_000_000L;

    /** Words in braces are paths below the folder of the test. */
    private record Call(int code, String line, String sentence) {
        @Override
        public String toString() {
            return line;
        }
    }

    @BeforeAll
    static void makeFiles() throws IOException {
        MarketFiles files = new MarketFiles(folder);
        files.trades("trades.csv");
        files.bars("bars.csv", T);
        files.bars("later.csv", T + 86_400);
        files.bars("overlap.csv", T + 6_000);
        files.write("empty.csv", "");
        files.write("header.csv", "timestamp,open,high,low,close,volume\n");
        files.write("short.csv", "1,2\n3,4\n");
        files.write("one-bad.csv", "1400000000,1,1\n1400000001,x,1\n");
        files.write("words.csv", "a,b,c\nd,e,f\n");
        files.write("broken.json", "[[1400000000000, 1, 2, 0.5, 1, 10], [14000");
        files.write("object.json", "{\"rows\": 3}");
        files.write("bad.format", "name = x\nkind = candles\n");
        files.cutGzip("cut.csv.gz");
        files.binary("binary.bin");
        files.write("fake.jar", "no jar");
        Files.createDirectories(folder.resolve("folder/inside"));
        Cli.ok("ingest", "--format", "bitstamp-trades", at("trades.csv"), "--journal", at("trades"));
        Cli.ok("ingest", "--format", "ohlcv-csv", at("bars.csv"), "--journal", at("bars"));
        Cli.ok("backtest", "--journal", at("bars"), "--strategy", "sma-cross", "--out", at("run"));
    }

    private static String at(String name) {
        return folder.resolve(name).toString();
    }

    static Stream<Call> calls() {
        return Stream.of(ingests(), events(), backtests(), history(), numbers(), counterfactuals(), others())
                .flatMap(List::stream);
    }

    private static List<Call> events() {
        String to = " --journal {new}";
        return List.of(
                new Call(USAGE, "ingest --actions {bars.csv}" + to, "--of DIR is missing"),
                new Call(FAILED, "ingest --actions {none} --of {bars}" + to, "there is no file {none}"),
                new Call(FAILED, "ingest --funding {bars.csv} --of {none}" + to, "{none} is no market journal"));
    }

    private static List<Call> ingests() {
        String to = " --journal {new}";
        String trades = "ingest --format bitstamp-trades ";
        String bars = "ingest --format ohlcv-csv ";
        return List.of(
                new Call(USAGE, "ingest {bars.csv}" + to, "one of --format and --format-file is needed"),
                new Call(USAGE, "ingest --format nix {bars.csv}" + to, "format 'nix' is not known; 'ingest --formats'"),
                new Call(USAGE, trades + to, "no FILE is given"),
                new Call(USAGE, trades + "{trades.csv}", "--journal DIR is missing"),
                new Call(USAGE, trades + "{trades.csv} --symbol X" + to, "name no symbol, so none can be chosen"),
                new Call(USAGE, trades + "{trades.csv} --bar 1m" + to, "stamp, bar period and volume are for bars"),
                new Call(USAGE, bars + "{bars.csv} --bar 0m" + to, "'0m'"),
                new Call(USAGE, bars + "{bars.csv} --bar nan" + to, "'nan'"),
                new Call(USAGE, bars + "{bars.csv} --bar 9999999999999d" + to, "9999999999999d"),
                new Call(USAGE, bars + "{bars.csv} --tick -1" + to, "--tick must be above 0, not -1"),
                new Call(USAGE, bars + "{bars.csv} --lot 0" + to, "--lot must be above 0, not 0"),
                new Call(USAGE, bars + "{bars.csv} --lot 1e99" + to, "--lot: '1e99' is too large"),
                new Call(USAGE, bars + "{bars.csv} --feed-latency-ms -1" + to, "the feed latency must be from 0"),
                new Call(USAGE, bars + "{bars.csv} --stamp middle" + to, "--stamp must be one of start, end, end-ms"),
                new Call(
                        USAGE,
                        bars + "{bars.csv} --zone Mars/Base" + to,
                        "--zone 'Mars/Base' is not a known time zone"),
                new Call(USAGE, bars + "{bars.csv} --colour red" + to, "Unknown option: '--colour'"),
                new Call(
                        FAILED,
                        bars + "{bars.csv} --instrument A-NAME-THAT-IS-FAR-TOO-LONG-TO-BE-ONE.VENUE" + to,
                        "instrument"),
                new Call(FAILED, bars + "{none.csv}" + to, "there is no file {none.csv}"),
                new Call(FAILED, bars + "{folder}" + to, "{folder} is not a file that can be read"),
                new Call(FAILED, bars + "{empty.csv}" + to, "{empty.csv} has no rows"),
                new Call(FAILED, bars + "{header.csv}" + to, "{header.csv} has no rows"),
                new Call(FAILED, trades + "{cut.csv.gz}" + to, "{cut.csv.gz} cannot be read after "),
                new Call(FAILED, trades + "{binary.bin}" + to, "{binary.bin} "),
                new Call(FAILED, bars + "{binary.bin}" + to, "{binary.bin} "),
                new Call(FAILED, trades + "{short.csv}" + to, "row has 2 cells, qty is cell 3"),
                new Call(FAILED, trades + "{words.csv}" + to, "time 'a' is not understood"),
                new Call(FAILED, trades + "{one-bad.csv} --strict" + to, "line 2: price: "),
                new Call(
                        FAILED, "ingest --format freqtrade-ohlcv-json {broken.json}" + to, "{broken.json} is not JSON"),
                new Call(FAILED, "ingest --format freqtrade-ohlcv-json {object.json}" + to, "has no array of rows"),
                new Call(FAILED, "ingest --format freqtrade-ohlcv-json {bars.csv}" + to, "{bars.csv} is not JSON"),
                new Call(FAILED, "ingest --format dbn-trades {bars.csv}" + to, "{bars.csv} is not DBN"),
                new Call(FAILED, "ingest --format lean-equity-minute {bars.csv}" + to, "names no day as yyyyMMdd"),
                new Call(FAILED, "ingest --format wiki-csv {bars.csv}" + to, "names no column for time"),
                new Call(
                        FAILED,
                        "ingest --format-file {bad.format} {bars.csv}" + to,
                        "kind must be one of trades, bars"),
                new Call(FAILED, "ingest --format-file {none} {bars.csv}" + to, "format file {none} "),
                new Call(FAILED, bars + "{bars.csv} --entry x" + to, "{bars.csv} is no zip"),
                new Call(FAILED, bars + "{bars.csv}!x" + to, "{bars.csv} is no zip"),
                new Call(FAILED, bars + "{overlap.csv} --journal {bars}", "already holds"),
                new Call(
                        FAILED,
                        bars + "{later.csv} --journal {trades}",
                        "was made with another kind of rows (trades, now bars)"),
                new Call(
                        FAILED,
                        bars + "{later.csv} --journal {bars} --tick 5",
                        "was made with another tick (0.00000001, now 5)"),
                new Call(FAILED, bars + "{later.csv} --journal {run}", "{run} is there and is no market journal"),
                new Call(FAILED, bars + "{later.csv} --journal {bars} --merge-to {run}", "is already there"),
                new Call(FAILED, bars + "{later.csv} --journal {none} --merge-to {new}", "there is no journal {none}"),
                new Call(FAILED, bars + "{bars.csv} --journal {empty.csv}/x", "{empty.csv}"),
                new Call(
                        FAILED,
                        bars + "{bars.csv} --journal /proc/x",
                        "cannot write to /proc/.x.ingest: it cannot be made there"));
    }

    private static List<Call> backtests() {
        String run = "backtest --out {new} --strategy sma-cross ";
        String many = "backtest --out {new} --journal {bars} --portfolio ";
        return List.of(
                new Call(USAGE, "backtest", "Missing required argument"),
                new Call(USAGE, "backtest --journal {bars}", "(--strategy=NAME | --portfolio=FILE)"),
                new Call(USAGE, many + "{none}", "there is no portfolio file {none}"),
                new Call(USAGE, many + "{bars.csv}", "{bars.csv} is not JSON: something is wrong in line 1"),
                new Call(USAGE, many + "{bars.csv} --strategy sma-cross", "are mutually exclusive"),
                new Call(
                        USAGE,
                        "backtest --out {new} --journal {bars} --strategy portfolio",
                        "a portfolio needs 'allocations', the names of its allocations"),
                new Call(
                        USAGE,
                        "backtest --out {new} --journal {bars} --strategy portfolio --set allocations=a --set b.share=1",
                        "'b.share' belongs to no allocation; there are a, as in a.share"),
                new Call(
                        USAGE,
                        "backtest --out {new} --journal {bars} --strategy portfolio --set allocations=a"
                                + " --set a.strategy=sma-cross --set a.instruments=NIX",
                        "the allocation 'a' trades NIX, of which there is no journal; there are "),
                new Call(USAGE, run, "a market is missing: --journal DIR, or --store DIR with --instrument NAME"),
                new Call(USAGE, run + "--journal {none}", "there is no journal {none}"),
                new Call(USAGE, run + "--journal {folder}", "{folder} is not a finished market journal"),
                new Call(USAGE, run + "--journal {bars.csv}", "{bars.csv}"),
                new Call(USAGE, run + "--journal {run}/journal", "{run}/journal is not a finished market journal"),
                new Call(USAGE, run + "--journal {trades}", "say which bars to build, such as --bar 1m"),
                new Call(USAGE, run + "--journal {bars} --bar 5m", "--bar must be 1m or left out, not 5m"),
                new Call(
                        USAGE,
                        "backtest --out {run} --strategy nix --journal {bars}",
                        "strategy 'nix' does not exist; there are "),
                new Call(
                        USAGE,
                        run + "--journal {bars} --set fats=3",
                        "parameter 'fats' does not exist; there are fast"),
                new Call(
                        USAGE,
                        run + "--journal {bars} --set fast",
                        "the value of '--set' (NAME=VALUE) should be in KEY=VALUE format"),
                new Call(USAGE, run + "--journal {bars} --set fast=x", "parameter fast cannot be 'x'"),
                new Call(USAGE, run + "--journal {bars} --set fast=0", "parameter fast cannot be '0'"),
                new Call(USAGE, run + "--journal {bars} --set fast=30", "fast"),
                new Call(USAGE, run + "--journal {bars} --set shorts=maybe", "parameter shorts cannot be 'maybe'"),
                new Call(
                        USAGE,
                        run + "--journal {bars} --qty 1 --fraction 1",
                        "reprise: --qty=QTY, --fraction=F are mutually exclusive"),
                new Call(USAGE, run + "--journal {bars} --strategies {none.jar}", "{none.jar} does not exist"),
                new Call(USAGE, run + "--journal {bars} --strategies {fake.jar}", "{fake.jar}"),
                new Call(USAGE, run + "--journal {bars} extra", "unexpected argument 'extra'"),
                new Call(
                        USAGE,
                        "backtest --out {} --strategy sma-cross --journal {bars} --out {x}",
                        "option '--out' (DIR) should be specified only once"),
                new Call(
                        FAILED,
                        "backtest --strategy sma-cross --journal {bars} --out {empty.csv}",
                        "{empty.csv} is not a folder"),
                new Call(FAILED, "backtest --strategy sma-cross --journal {bars} --out /proc/x", "/proc/x"));
    }

    /** Each option that takes a number, with what is none, or out of its range. */
    private static List<Call> history() {
        String run = "backtest --out {new} --strategy sma-cross ";
        return List.of(
                new Call(USAGE, run + "--store {none}", "Missing required argument"),
                new Call(
                        USAGE,
                        run + "--store {none} --journals {none} --instrument X",
                        "there is no history of X: the store and the journals are empty"),
                new Call(
                        USAGE,
                        run + "--store {none} --journals {trades} --instrument TRADES.FILE --to 1999-01-01",
                        "there is nothing of trades of TRADES.FILE at that time"),
                new Call(
                        USAGE,
                        run + "--store {none} --journals {bars} --instrument BARS.FILE",
                        "there is no trades of BARS.FILE; there is "),
                new Call(
                        USAGE,
                        "migrate --jdbc jdbc:x:y --sql S --as trades --instrument X.Y",
                        "there is no driver for jdbc:x: name its jar with --driver"),
                new Call(
                        USAGE,
                        "migrate --jdbc jdbc:duckdb: --sql S --as books --instrument X.Y",
                        "bar 'books' is not understood"),
                new Call(
                        FAILED,
                        "migrate --jdbc jdbc:duckdb: --sql SELEC --as trades --instrument X.Y",
                        "the database does not answer: "),
                new Call(USAGE, "archive --keep-days -1", "--keep-days must be from 0 to 36500, not -1"),
                new Call(USAGE, "archive --before soon", "'soon' is not a time"),
                new Call(FAILED, "archive --store {trades.csv} --journals {none}", "{trades.csv}"),
                new Call(USAGE, "query", "Missing required parameter: 'SQL'"),
                new Call(USAGE, "query --store {none} DROP", "the query is not understood: "),
                new Call(
                        USAGE,
                        "query --store {none} DELETE\u00a0FROM\u00a0trades",
                        "only a SELECT can be asked of the store"));
    }

    private static List<Call> numbers() {
        String run = "backtest --out {new} --strategy sma-cross --journal {bars} ";
        return Stream.of(
                        "--cash -1",
                        "--cash 0",
                        "--cash nan",
                        "--cash 1e30",
                        "--cash 0.000000001",
                        "--cash ''",
                        "--fraction 0",
                        "--fraction 1.1",
                        "--fraction nan",
                        "--fraction -0.5",
                        "--qty 0",
                        "--qty -3",
                        "--qty x",
                        "--qty 99999999999999999999",
                        "--fee-bps -1",
                        "--fee-bps 10000",
                        "--fee-bps ten",
                        "--maker-fee-bps -1",
                        "--maker-fee-bps Infinity",
                        "--slippage-bps -0.1",
                        "--slippage-bps 10000",
                        "--latency-ms -1",
                        "--latency-ms soon",
                        "--latency-ms 1e15",
                        "--tick 0",
                        "--tick -0.01",
                        "--tick 1/100",
                        "--lot 0",
                        "--lot nan",
                        "--annual 0",
                        "--annual 360",
                        "--annual year",
                        "--bar 0m",
                        "--bar -1m",
                        "--bar 1x",
                        "--bar 99999999999999d",
                        "--max-order-qty 0",
                        "--max-order-notional -1",
                        "--max-position nan",
                        "--price-collar-bps -1",
                        "--price-collar-bps 0",
                        "--max-orders-per-second 0",
                        "--max-orders-per-second 1.5",
                        "--max-drawdown 0",
                        "--max-drawdown 1.01")
                .map(option -> new Call(USAGE, run + option, option.split(" ")[0]))
                .toList();
    }

    private static List<Call> counterfactuals() {
        String whatIf = "what-if {run}/journal ";
        return List.of(
                new Call(USAGE, "what-if", "Missing required parameter: 'JOURNAL'"),
                new Call(USAGE, whatIf, "nothing is to be changed: give a setting, such as --set fast=8"),
                new Call(USAGE, "what-if {none} --fee-bps 1", "there is no journal {none}"),
                new Call(USAGE, "what-if {bars} --fee-bps 1", "{bars} is not the journal of a finished run"),
                new Call(USAGE, "what-if {bars.csv} --fee-bps 1", "there is no journal {bars.csv}"),
                new Call(USAGE, whatIf + "--fee-bps ten", "--fee-bps"),
                new Call(USAGE, whatIf + "--max-position 0", "--max-position cannot be 0"),
                new Call(USAGE, whatIf + "--max-orders-per-second -1", "--max-orders-per-second cannot be -1"),
                new Call(USAGE, whatIf + "--set fats=3", "parameter 'fats' does not exist; there are fast"),
                new Call(USAGE, whatIf + "--set fast=30", "fast"),
                new Call(USAGE, whatIf + "--strategy nix", "strategy 'nix' does not exist"),
                new Call(
                        USAGE,
                        whatIf + "--strategy rsi-reversion --set fast=3",
                        "parameter 'fast' does not exist; there are period"),
                new Call(USAGE, whatIf + "--bar 5m", "--bar must be 1m or left out, not 5m"),
                new Call(USAGE, whatIf + "--qty 1 --fraction 1", "--qty=QTY, --fraction=F are mutually exclusive"),
                new Call(USAGE, whatIf + "--fee-bps 1 --strategies {fake.jar}", "{fake.jar}"),
                new Call(USAGE, whatIf + "--fee-bps 1 --source {none}", "there is no journal {none}"),
                new Call(FAILED, whatIf + "--fee-bps 1 --source {trades}", "{trades} is not the one that was run on"),
                new Call(USAGE, whatIf + "--colour", "Unknown option: '--colour'"),
                new Call(FAILED, whatIf + "--fee-bps 1 --report {folder}", "'{folder}' cannot be written"),
                new Call(USAGE, "diverge", "Missing required parameters: 'A', 'B'"),
                new Call(USAGE, "diverge {run}/journal", "Missing required parameter: 'B'"),
                new Call(USAGE, "diverge {run}/journal {none}", "there is no journal {none}"),
                new Call(USAGE, "diverge {bars} {run}/journal", "{bars} is not the journal of a finished run"),
                new Call(USAGE, "diverge {run}/journal {run}/journal x", "unexpected argument 'x'"));
    }

    private static List<Call> others() {
        return List.of(
                new Call(USAGE, "backtets", "there is no command 'backtets'"),
                new Call(USAGE, "--colour", "Unknown option: '--colour'"),
                new Call(USAGE, "replay", "Missing required parameter: 'JOURNAL'"),
                new Call(USAGE, "replay {none}", "there is no journal {none}"),
                new Call(USAGE, "replay {bars}", "{bars} is not the journal of a finished run"),
                new Call(USAGE, "replay {run}", "{run} is not the journal of a finished run"),
                new Call(USAGE, "replay {run}/journal --topology round", "there are inline, fused, staged"),
                new Call(USAGE, "replay {run}/journal --source {none}", "there is no journal {none}"),
                new Call(FAILED, "replay {run}/journal --source {trades}", "{trades} is not the one that was run on"),
                new Call(FAILED, "replay {run}/journal --config {none}", "no such file or folder: {none}"),
                new Call(USAGE, "explain {run}/journal", "Missing required option: '--order=ID'"),
                new Call(USAGE, "explain {run}/journal --order x", "'x' is not a whole number"),
                new Call(USAGE, "explain {run}/journal --order 99999", "holds no order 99999"),
                new Call(USAGE, "explain {none} --order 1", "there is no journal {none}"),
                new Call(USAGE, "config", "config check or config print"),
                new Call(USAGE, "config chek", "'chek'"),
                new Call(FAILED, "config check --config {none}", "no such file or folder: {none}"),
                new Call(
                        USAGE,
                        "config check --config {words.csv}",
                        "words.csv:1: 'a,b,c' is not of the form key = value"),
                new Call(USAGE, "new-strategy", "Missing required parameter: 'NAME'"),
                new Call(USAGE, "new-strategy Big", "a strategy cannot be called 'Big'"),
                new Call(USAGE, "new-strategy sma-cross --dir {new}", "'sma-cross' in the library"),
                new Call(USAGE, "new-strategy mine --dir {run}", "{run} exists already"),
                new Call(FAILED, "new-strategy mine --dir {empty.csv}/mine", "{empty.csv}"),
                new Call(USAGE, "doctor --how", "Unknown option: '--how'"));
    }

    @ParameterizedTest
    @MethodSource("calls")
    void isAnsweredByOneSentenceAndChangesNothing(Call call) throws IOException {
        Map<String, String> before = files();
        String[] args = Stream.of(call.line().split(" +"))
                .map(word -> word.equals("''") ? "" : placed(word))
                .toArray(String[]::new);
        Cli.Answer answer = Cli.run(args);
        assertEquals(call.code(), answer.code(), answer.err());
        assertEquals(1, answer.err().lines().count(), answer.err());
        assertTrue(answer.err().contains(placed(call.sentence())), answer.err());
        assertFalse(answer.err().contains("Exception") || answer.err().contains("REPRISE_DEBUG"), answer.err());
        assertEquals("", answer.out());
        assertEquals(before, files());
    }

    private static String placed(String text) {
        String placed = text;
        for (int from = placed.indexOf('{'); from >= 0; from = placed.indexOf('{')) {
            int to = placed.indexOf('}', from);
            placed = placed.substring(0, from) + at(placed.substring(from + 1, to)) + placed.substring(to + 1);
        }
        return placed;
    }

    /** Size and time of every file, by path. */
    private static Map<String, String> files() throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.toList()) {
                boolean isFile = Files.isRegularFile(path);
                files.put(
                        path.toString(), isFile ? Files.size(path) + " " + Files.getLastModifiedTime(path) : "folder");
            }
        }
        return files;
    }
}
