package io.reprise.research.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.reprise.engine.backtest.Backtest;
import io.reprise.engine.backtest.RunConfig;
import io.reprise.engine.backtest.RunResult;
import io.reprise.engine.cli.CommandProvider;
import io.reprise.engine.cli.Main;
import io.reprise.engine.fixed.Fixed;
import io.reprise.engine.journal.JournalManifest;
import io.reprise.engine.portfolio.Costs;
import io.reprise.engine.risk.RiskLimits;
import io.reprise.engine.risk.Sizing;
import io.reprise.engine.strategy.StrategyCatalog;
import io.reprise.engine.time.Times;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Real funding files: their clocks, the jitter of their stamps, and whose prices they go with. */
@Tag("slow")
final class FundingFilesTest {
    private static final Path DATA = Path.of(System.getProperty("reprise.home", ".."), "..", "shared", "data");
    private static final long EIGHT_HOURS_NS = 8L * 3_600_000_000_000L;
    private static final String COINBASE = "crypto-bars/ta4j/Coinbase-BTC-USD-PT4H-20160518_20251028.json.gz";

    @TempDir
    Path folder;

    @BeforeEach
    void findTheSharedData() {
        assumeTrue(Files.exists(DATA.resolve("MANIFEST.tsv")), "the shared data are not there: " + DATA);
    }

    private static void ok(String... args) {
        StringWriter err = new StringWriter();
        PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
        int code =
                Main.run(ServiceLoader.load(CommandProvider.class), nowhere, new PrintWriter(err, true), false, args);
        assertEquals(0, code, err.toString());
    }

    private Path prices(String format, String file, String instrument) {
        Path market = folder.resolve("market");
        ok(
                "ingest",
                "--format",
                format,
                "--instrument",
                instrument,
                "--journal",
                market.toString(),
                DATA.resolve(file).toString());
        return market;
    }

    private Path funding(Path market, String file, String zone) {
        Path funding = folder.resolve("funding");
        ok(
                "ingest",
                "--funding",
                DATA.resolve(file).toString(),
                "--zone",
                zone,
                "--of",
                market.toString(),
                "--journal",
                funding.toString());
        return funding;
    }

    private static Map<String, String> properties(Path journal) {
        return JournalManifest.read(journal).properties();
    }

    /** Binance's stamps have up to 47 ms of jitter; none is left, and none is off the hours of the venue. */
    @ParameterizedTest
    @CsvSource({
        "BTC-USDT_binance_2020-01-01_2024-01-01, UTC+3, 4383, 2020-01-01T00:00:00, 2023-12-31T16:00:00",
        "ETH-USDT_binance_2020-01-01_2024-01-01, UTC+3, 4383, 2020-01-01T00:00:00, 2023-12-31T16:00:00",
        "BTC-USDT_bybit_2021-01-01_2024-01-01, UTC+3, 3285, 2021-01-01T00:00:00, 2023-12-31T16:00:00",
        "BTC-USDT_gate_2020-01-01_2024-01-01, UTC, 4290, 2020-01-01T00:00:00, 2023-12-31T16:00:00"
    })
    void ratesOfEightHoursLandOnTheHoursOfTheVenue(String name, String zone, int rows, String first, String last) {
        Path funding = funding(
                prices("ta4j-candles-json", COINBASE, "BTC-USD.COINBASE"),
                "crypto-funding/supervik/" + name + "_funding_history.csv.gz",
                zone);
        Map<String, String> said = properties(funding);
        assertEquals(Integer.toString(rows), said.get("acceptedRows"));
        assertNull(said.get("finding"));
        assertTrue(said.get("first").startsWith(first), said.get("first"));
        assertTrue(said.get("last").startsWith(last), said.get("last"));
        assertEquals(0, Times.parse(said.get("first")) % EIGHT_HOURS_NS);
        assertEquals(
                "funding of " + name.split("_")[1].toUpperCase(Locale.ROOT) + ", prices of COINBASE",
                said.get("proxy"));
    }

    @Test
    void aWrongClockIsFlagged() {
        Path market = prices("ta4j-candles-json", COINBASE, "BTC-USD.COINBASE");
        String file = "crypto-funding/supervik/BTC-USDT_binance_2020-01-01_2024-01-01_funding_history.csv.gz";
        assertEquals(
                "4383 of 4383 rates of eight hours are off 00, 08 and 16 UTC: is the zone of the stamps right?",
                properties(funding(market, file, "UTC")).get("finding"));
    }

    @Test
    void hourlyRatesHaveNoHoursToKeep() {
        Path market = prices("ta4j-candles-json", COINBASE, "BTC-USD.COINBASE");
        String file = "crypto-funding/supervik/BTC-USDT_dydx_2022-01-01_2024-01-01_funding_history.csv.gz";
        Map<String, String> said = properties(funding(market, file, "UTC"));
        assertEquals("17520", said.get("acceptedRows"));
        assertNull(said.get("finding"));
    }

    /** The jitter of freqtrade's stamps is up to 19 ms. */
    @Test
    void fundingOfTheSameFolderIsNoProxy() {
        Path market = prices(
                "freqtrade-ohlcv-json", "crypto-perp/freqtrade/XRP_USDT_USDT-1h-futures.json.gz", "XRP-USDT.BINANCE");
        Map<String, String> said =
                properties(funding(market, "crypto-perp/freqtrade/XRP_USDT_USDT-8h-funding_rate.json.gz", "UTC"));
        assertNull(said.get("proxy"));
        assertNull(said.get("finding"));
        assertEquals(0, Times.parse(said.get("first")) % EIGHT_HOURS_NS);
    }

    @Test
    void aCarryOfTwoVenuesIsMarkedProxy() throws IOException {
        Path market = prices("ta4j-candles-json", COINBASE, "BTC-USD.COINBASE");
        Path funding = funding(
                market,
                "crypto-funding/supervik/BTC-USDT_binance_2020-01-01_2024-01-01_funding_history.csv.gz",
                "UTC+3");
        RunResult run = run(List.of(market, funding), "funding-carry");
        assertTrue(run.orders() > 0);
        assertTrue(run.dataset().endsWith(" (proxy: funding of BINANCE, prices of COINBASE)"), run.dataset());
        RunResult alone = run(List.of(market), "sma-cross");
        assertEquals(-1, alone.dataset().indexOf("proxy"));
    }

    private static RunResult run(List<Path> journals, String strategy) throws IOException {
        RunConfig config = new RunConfig(
                strategy,
                Map.of(),
                null,
                100_000 * Fixed.ONE,
                Sizing.fractionOfEquity(Fixed.ONE),
                Costs.NONE,
                0,
                0,
                0,
                RunConfig.CALENDAR_DAYS,
                true,
                false,
                RiskLimits.NONE);
        return Backtest.run(
                Backtest.Request.unrecorded(new ArrayList<>(journals), config),
                StrategyCatalog.load(FundingFilesTest.class.getClassLoader()),
                fill -> {});
    }
}
