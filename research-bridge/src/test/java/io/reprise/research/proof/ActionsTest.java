package io.reprise.research.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.reprise.engine.backtest.Backtest;
import io.reprise.engine.backtest.Replay;
import io.reprise.engine.backtest.RunConfig;
import io.reprise.engine.backtest.RunResult;
import io.reprise.engine.cli.CommandProvider;
import io.reprise.engine.cli.Main;
import io.reprise.engine.fixed.Decimals;
import io.reprise.engine.fixed.Fixed;
import io.reprise.engine.pipeline.RingSettings;
import io.reprise.engine.pipeline.Topology;
import io.reprise.engine.portfolio.Costs;
import io.reprise.engine.risk.RiskLimits;
import io.reprise.engine.risk.Sizing;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Splits, dividends and funding of real data, through ingest, backtest and replay; skipped where the data are not. */
@Tag("slow")
final class ActionsTest {
    private static final Path DATA = Path.of(System.getProperty("reprise.home", ".."), "..", "shared", "data");
    private static final long CASH = 1_000_000 * Fixed.ONE;

    @TempDir
    Path folder;

    private Path lean;

    @BeforeEach
    void findTheSharedData() {
        assumeTrue(Files.exists(DATA.resolve("MANIFEST.tsv")), "the shared data are not there: " + DATA);
        lean = DATA.resolve("lean/equity/usa");
    }

    private static void ok(String... args) {
        StringWriter err = new StringWriter();
        PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
        int code =
                Main.run(ServiceLoader.load(CommandProvider.class), nowhere, new PrintWriter(err, true), false, args);
        assertEquals(0, code, err.toString());
    }

    private List<Path> stock(String ticker) {
        Path market = folder.resolve(ticker);
        Path actions = folder.resolve(ticker + "-actions");
        ok(
                "ingest",
                "--format",
                "lean-equity-daily",
                "--lot",
                "1",
                "--tick",
                "0.01",
                "--instrument",
                ticker.toUpperCase(Locale.ROOT) + ".US",
                "--journal",
                market.toString(),
                lean.resolve("daily/" + ticker + ".zip").toString());
        ok(
                "ingest",
                "--actions",
                lean.resolve("factor_files/" + ticker + ".csv").toString(),
                "--of",
                market.toString(),
                "--journal",
                actions.toString());
        return List.of(market, actions);
    }

    private RunResult run(List<Path> journals, Sizing sizing, Map<String, String> parameters) throws IOException {
        RunConfig config = new RunConfig(
                "holder",
                parameters,
                null,
                CASH,
                sizing,
                Costs.NONE,
                0,
                0,
                0,
                RunConfig.TRADING_DAYS,
                true,
                false,
                RiskLimits.NONE);
        Path journal = Files.createTempDirectory(folder, "run").resolve("journal");
        RunResult result = Backtest.run(
                Backtest.Request.unrecorded(journals, config).recordedIn(journal),
                HolderProvider.catalog(folder),
                fill -> {});
        Replay replay = new Replay(journal, journals, HolderProvider.catalog(folder));
        for (Topology topology : Topology.values()) {
            Replay.Outcome outcome = replay.verify(topology, RingSettings.DEFAULT);
            assertNull(outcome.difference(), topology.toString());
            assertEquals(result.stateDigest(), outcome.result().stateDigest(), topology.toString());
            assertEquals(result.dailyEquity(), outcome.result().dailyEquity(), topology.toString());
        }
        return result;
    }

    private static long equityOf(RunResult run, String barDay) {
        // a daily bar of New York ends in the next UTC day
        long epochDay = LocalDate.parse(barDay).plusDays(1).toEpochDay();
        return run.dailyEquity().stream()
                .filter(day -> day.epochDay() == epochDay)
                .findFirst()
                .orElseThrow()
                .equity();
    }

    private static Map<String, String> from(String day) {
        return Map.of("from", Long.toString(LocalDate.parse(day).toEpochDay()));
    }

    @Test
    void oneHundredApplesBecomeSevenHundred() throws IOException {
        RunResult run = run(stock("aapl"), Sizing.quantity(100 * Fixed.ONE), from("2014-06-03"));
        assertEquals("1033", Decimals.plain(equityOf(run, "2014-06-09") - equityOf(run, "2014-06-06")));
        // 4:1 of 2020-08-31: 645.57 x 100 became 700, then 2,800
        assertEquals(2_800 * Fixed.ONE, run.position());
    }

    @Test
    void eightHundredUsoBecomeOneHundred() throws IOException {
        RunResult run = run(stock("uso"), Sizing.quantity(800 * Fixed.ONE), from("2020-04-20"));
        assertEquals("96", Decimals.plain(equityOf(run, "2020-04-29") - equityOf(run, "2020-04-28")));
        assertEquals(100 * Fixed.ONE, run.position());
    }

    @Test
    void fractionsOfASplitAreCashAtTheEventsPrice() throws IOException {
        // 803 become 100 3/8: 3 old units at 2.13
        RunResult run = run(stock("uso"), Sizing.quantity(803 * Fixed.ONE), from("2020-04-20"));
        RunResult even = run(stockAgain("uso"), Sizing.quantity(800 * Fixed.ONE), from("2020-04-20"));
        assertEquals(100 * Fixed.ONE, run.position());
        long threeBought = 3 * boughtPx(run);
        assertEquals(even.cash() - threeBought + 3 * 213_000_000L, run.cash());
    }

    private List<Path> stockAgain(String ticker) {
        return List.of(folder.resolve(ticker), folder.resolve(ticker + "-actions"));
    }

    private static long boughtPx(RunResult run) {
        return run.fills().getFirst().px();
    }

    @Test
    void dividendsAreCashOnTheExDateAndShortsPayThem() throws IOException {
        RunResult bought = run(stock("ibm"), Sizing.quantity(100 * Fixed.ONE), from("2019-12-01"));
        RunResult sold = run(
                stockAgain("ibm"),
                Sizing.quantity(100 * Fixed.ONE),
                new TreeMap<>(Map.of("short", "true", "from", from("2019-12-01").get("from"))));
        long gain = bought.finalEquity() - CASH;
        assertEquals(-gain, sold.finalEquity() - CASH);
        long px = bought.fills().getFirst().px();
        long dividends = bought.cash() - CASH + 100 * px;
        // 1.62, then 1.63 four times, until 2021-02
        assertEquals("814", Decimals.plain(dividends));
    }

    @Test
    void buyAndHoldFollowsSplitsAndGetsDividends() throws IOException {
        RunResult run = run(stock("aapl"), Sizing.fractionOfEquity(Fixed.ONE), from("1998-01-01"));
        // the strategy buys later and reinvests nothing either
        double later = (double) run.fills().getFirst().px() / run.curve().open()[0];
        assertEquals(1.0, (1 + run.totalReturn()) * later / (1 + run.buyAndHoldReturn()), 0.03);
        assertTrue(run.buyAndHoldReturn() > 500, () -> "it returned " + run.buyAndHoldReturn());
    }

    @Test
    void fundingIsChargedOnWhatIsHeld() throws IOException {
        Path market = folder.resolve("btc");
        Path funding = folder.resolve("btc-funding");
        ok(
                "ingest",
                "--format",
                "ta4j-candles-json",
                "--instrument",
                "BTC-USD.TEST",
                "--journal",
                market.toString(),
                DATA.resolve("crypto-bars/ta4j/Coinbase-BTC-USD-PT4H-20160518_20251028.json.gz")
                        .toString());
        ok(
                "ingest",
                "--funding",
                DATA.resolve("crypto-funding/supervik/BTC-USDT_gate_2020-01-01_2024-01-01_funding_history.csv.gz")
                        .toString(),
                "--of",
                market.toString(),
                "--journal",
                funding.toString());
        RunResult plain = run(List.of(market), Sizing.quantity(Fixed.ONE), Map.of());
        RunResult charged = run(List.of(market, funding), Sizing.quantity(Fixed.ONE), Map.of());
        RunResult given = run(List.of(funding, market), Sizing.quantity(Fixed.ONE), Map.of("short", "true"));
        assertEquals(plain.position(), charged.position());
        long paid = plain.cash() - charged.cash();
        assertTrue(paid > 10_000 * Fixed.ONE, Decimals.plain(paid));
        assertEquals(CASH + given.fills().getFirst().px() + paid, given.cash());
    }
}
