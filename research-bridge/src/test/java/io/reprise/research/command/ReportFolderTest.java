package io.reprise.research.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.engine.journal.JournalLock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a backtest leaves in its folder, and what it leaves alone. */
final class ReportFolderTest {
    private static final Set<String> WHOLE = Set.of("journal", "report.html", "result.json", "trades.csv");

    @TempDir
    Path folder;

    private String market;

    @BeforeEach
    void ingest() throws IOException {
        String file = new MarketFiles(folder).bars("bars.csv", 1_400_000_000L);
        market = folder.resolve("btc/journal").toString();
        Files.createDirectories(folder.resolve("btc"));
        Cli.ok("ingest", "--format", "ohlcv-csv", file, "--journal", market);
    }

    private Cli.Answer backtest(Path out, String... more) {
        return Cli.run(Stream.concat(
                        Stream.of("backtest", "--journal", market, "--strategy", "sma-cross", "--out", out.toString()),
                        Stream.of(more))
                .toArray(String[]::new));
    }

    private static Set<String> names(Path folder) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.map(path -> path.getFileName().toString()).collect(Collectors.toSet());
        }
    }

    private static String digest(Path run) throws IOException {
        return Files.readAllLines(run.resolve("result.json")).stream()
                .filter(line -> line.contains("\"outboundDigest\""))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void isWholeAndReplacesAnEarlierRun() throws IOException {
        Path run = folder.resolve("a/b/run");
        assertEquals(0, backtest(run).code());
        assertEquals(WHOLE, names(run));
        String first = digest(run);
        assertEquals(0, backtest(run, "--set", "fast=3").code());
        assertEquals(WHOLE, names(run));
        assertNotEquals(first, digest(run));
        String replay = Cli.ok("replay", run.resolve("journal").toString(), "--verify", "--json");
        assertTrue(
                replay.contains("\"verified\" : true")
                        && replay.contains(digest(run).strip()),
                replay);
    }

    @Test
    void keepsTheEarlierRunWhenALaterOneFails() throws IOException {
        Path run = folder.resolve("run");
        assertEquals(0, backtest(run).code());
        String first = digest(run);
        assertEquals(2, backtest(run, "--set", "fast=x").code());
        assertEquals(2, backtest(run, "--bar", "5m").code());
        assertEquals(WHOLE, names(run));
        assertEquals(first, digest(run));
        Cli.ok("replay", run.resolve("journal").toString(), "--verify");
    }

    @Test
    void doesNotAppearWhenTheRunFails() {
        Path run = folder.resolve("run");
        assertEquals(2, backtest(run, "--set", "fast=x").code());
        assertFalse(Files.exists(run));
    }

    @Test
    void saysTheSettingsAsTheyWereGiven() {
        String text = Cli.run(
                        "backtest",
                        "--journal",
                        market,
                        "--strategy",
                        "sma-cross",
                        "--out",
                        folder.resolve("run").toString(),
                        "--qty",
                        "1.5",
                        "--fee-bps",
                        "2.5",
                        "--maker-fee-bps",
                        "1",
                        "--latency-ms",
                        "0.25",
                        "--lot",
                        "0.5",
                        "--price-collar-bps",
                        "50",
                        "--max-drawdown",
                        "0.2",
                        "--max-position",
                        "10",
                        "--optimistic")
                .out();
        String settings = text.substring(text.indexOf("  Settings"), text.indexOf("  Data"))
                .strip()
                .replaceAll("\\s+", " ");
        assertEquals(
                "Settings bar=1m cash=10000 qty=1.5 feeBps=2.5 makerFeeBps=1 slippageBps=0 latencyMs=0.25 tick=0.00000001"
                        + " lot=0.5 annual=365 optimistic=true maxPosition=10 priceCollarBps=50 maxDrawdown=0.2",
                settings);
    }

    @Test
    void neverReplacesMarketData() {
        Cli.Answer answer = backtest(folder.resolve("btc"));
        assertEquals(2, answer.code());
        assertTrue(
                answer.err().contains("journal is in the way: it is not the journal of an earlier run"), answer.err());
        assertEquals(0, backtest(folder.resolve("run")).code());
    }

    @Test
    void removesWhatAKilledRunLeftButNotWhatIsBeingWritten() throws IOException {
        Path run = folder.resolve("run");
        Path running = run.resolve(".running.journal");
        try (JournalLock held = JournalLock.acquire(running)) {
            Cli.Answer answer = backtest(run);
            assertEquals(1, answer.code());
            assertTrue(answer.err().contains("is being written by this process"), answer.err());
            assertTrue(Files.exists(running), held.toString());
        }
        assertEquals(0, backtest(run).code());
        assertEquals(WHOLE, names(run));
    }
}
