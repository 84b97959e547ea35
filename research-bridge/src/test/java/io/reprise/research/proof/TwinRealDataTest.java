package io.reprise.research.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.reprise.research.ingest.Format.Stamp;
import io.reprise.research.ingest.Ingest;
import io.reprise.research.ingest.IngestRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The engine reaches what the twin reaches on real files, by each strategy. Skipped where the files are not. */
@Tag("slow")
final class TwinRealDataTest {
    private static final long MINUTE_NS = 60_000_000_000L;
    private static final long DAY_NS = 1440 * MINUTE_NS;

    private static final String SMA = "--strategy sma-cross --fast 5 --slow 20 ";
    private static final String RSI = "--strategy rsi-reversion --period 10 --lower 35 --upper 65 ";
    private static final String DONCHIAN = "--strategy donchian-breakout ";

    @TempDir
    Path folder;

    private interface Reader {
        TwinData read(String file) throws IOException;
    }

    private interface Options {
        IngestRequest.Builder on(IngestRequest.Builder request);
    }

    private static String shared(String name) {
        Path file = ExpectedCases.SHARED.resolve("data").resolve(name);
        assumeTrue(Files.exists(file), file + " is not there");
        return file.toString();
    }

    private void compare(String format, String file, Reader reader, Options ingest, String... cases)
            throws IOException {
        TwinData data = reader.read(file);
        Path market = folder.resolve("market");
        TwinCase plain = TwinCase.of("--strategy none");
        Ingest.run(ingest.on(EngineRun.ingest(format, market, file, plain)).build());
        for (String arguments : cases) {
            TwinCase options = TwinCase.of(arguments);
            TwinResult twin = Twin.run(options, data);
            assertTrue(twin.fills().size() + twin.rejects() > 10, arguments + " hardly trades");
            assertEquals(List.of(), Differences.between(twin, EngineRun.run(options, market)), arguments);
        }
    }

    @Test
    void reachesTheSameOnTradesOfBitstamp() throws IOException {
        compare(
                "bitstamp-trades",
                shared("crypto-trades/pyalgotrade/bitstampUSD.csv.gz"),
                TwinFiles::bitstamp,
                request -> request,
                SMA + "--bar 1h --shorts --fee-bps 20 --slippage-bps 3 --latency-ms 250 --tick 0.01 --lot 0.01",
                RSI + "--bar 15m --qty 400 --fee-bps 7.25 --latency-ms 7200000 --lot 0.1 --annual 252",
                DONCHIAN + "--bar 20t --shorts --fraction 0.9 --fee-bps 50 --latency-ms 1000",
                DONCHIAN + "--bar 50v --entry 5 --exit 9 --qty 10 --cash 150 --unlimited-liquidity");
    }

    @Test
    void reachesTheSameOnTradesOfBinance() throws IOException {
        compare(
                "freqtrade-trades-json",
                shared("crypto-trades/freqtrade/XRP_ETH-trades.json.gz"),
                TwinFiles::freqtradeTrades,
                request -> request,
                SMA + "--bar 5m --shorts --cash 10 --fee-bps 10 --slippage-bps 1 --tick 0.00000001 --lot 1",
                RSI + "--bar 1m --shorts --cash 50 --fraction 0.75 --fee-bps 4 --latency-ms 90000 --lot 0.1",
                DONCHIAN + "--bar 1m --cash 1000 --qty 100000 --fee-bps 0.1 --latency-ms 30000");
    }

    @Test
    void reachesTheSameOnTradesOfTheDemo() throws IOException {
        assumeTrue(Files.exists(ExpectedCases.SAMPLES), ExpectedCases.SAMPLES + " is not there");
        compare(
                "bitstamp-trades",
                ExpectedCases.SAMPLES + "!bitstamp_trades_from_20131125_usd.csv",
                TwinFiles::bitstamp,
                request -> request,
                RSI + "--bar 1m --shorts --fraction 1 --fee-bps 10 --slippage-bps 1 --latency-ms 50 --tick 0.01",
                DONCHIAN + "--bar 30s --shorts --qty 200 --cash 500000 --fee-bps 2 --latency-ms 5000 --lot 0.001");
    }

    @Test
    void reachesTheSameOnMinutesOfFtx() throws IOException {
        compare(
                "ohlcv-csv",
                shared("crypto-bars/nautilus/btc-perp-20211231-20220201_1m.csv.gz"),
                file -> TwinFiles.nautilusMinutes(file, true),
                request -> request.stamp(Stamp.END).barPeriodNs(MINUTE_NS),
                SMA + "--shorts --cash 100000 --fee-bps 5 --slippage-bps 1 --latency-ms 59999 --tick 0.5 --lot 0.001",
                DONCHIAN + "--entry 60 --exit 30 --shorts --cash 1e6 --fraction 0.25 --latency-ms 60000 --tick 0.5");
    }

    @Test
    void reachesTheSameOnMinutesOfAFuture() throws IOException {
        compare(
                "ohlcv-csv",
                shared("futures/nautilus/6EH4.XCME_1min_bars_20240101_20240131.csv.gz"),
                file -> TwinFiles.nautilusMinutes(file, true),
                request -> request.stamp(Stamp.END).barPeriodNs(MINUTE_NS),
                RSI + "--shorts --qty 300 --cash 1000 --fee-bps 0.01 --latency-ms 200000 --tick 0.00005 --lot 1",
                SMA + "--shorts --fraction 1 --slippage-bps 0.5 --tick 0.00005 --lot 1 --annual 252");
    }

    @Test
    void reachesTheSameOnFiveMinutesOfBittrex() throws IOException {
        compare(
                "freqtrade-ohlcv-json",
                shared("crypto-bars/freqtrade/ADA_BTC-5m.json.gz"),
                file -> TwinFiles.freqtradeBars(file, 5 * MINUTE_NS),
                request -> request,
                DONCHIAN + "--shorts --cash 3 --fraction 0.5 --fee-bps 25 --latency-ms 299999 --tick 0.00000001",
                RSI + "--cash 1000 --qty 9000000 --fee-bps 25 --latency-ms 1500000 --lot 0.00000007");
    }

    @Test
    void reachesTheSameOnFourHoursOfCoinbase() throws IOException {
        compare(
                "ta4j-candles-json",
                shared("crypto-bars/ta4j/Coinbase-BTC-USD-PT4H-20160518_20251028.json.gz"),
                file -> TwinFiles.ta4jCandles(file, 240 * MINUTE_NS),
                request -> request.barPeriodNs(240 * MINUTE_NS),
                SMA + "--shorts --fee-bps 10 --slippage-bps 5 --latency-ms 50 --tick 0.01 --lot 0.00001",
                RSI + "--shorts --fraction 0.4 --fee-bps 60 --latency-ms 86400000 --annual 252");
    }

    @Test
    void reachesTheSameOnDaysOfStocks() throws IOException {
        compare(
                "lean-equity-daily",
                shared("lean/equity/usa/daily/aapl.zip"),
                file -> TwinFiles.leanEquity(file, DAY_NS),
                request -> request,
                SMA + "--cash 100000 --fee-bps 1 --slippage-bps 2 --tick 0.01 --lot 1 --annual 252",
                DONCHIAN + "--shorts --cash 100000 --fraction 0.5 --fee-bps 1 --tick 0.01 --lot 100 --annual 252");
    }
}
