package io.reprise.research.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.reprise.engine.backtest.Backtest;
import io.reprise.engine.backtest.Replay;
import io.reprise.engine.backtest.RunConfig;
import io.reprise.engine.backtest.RunResult;
import io.reprise.engine.pipeline.RingSettings;
import io.reprise.engine.pipeline.Topology;
import io.reprise.research.ingest.Ingest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Runs on real files give the same digests however often they are made, and in every topology. Skipped without the files. */
@Tag("slow")
final class SameDigestsTest {
    private static final int RUNS = 10;

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "freqtrade-trades-json, crypto-trades/freqtrade/XRP_ETH-trades.json.gz, 1m",
        "ohlcv-csv, crypto-bars/nautilus/btc-perp-20211231-20220201_1m.csv.gz,",
        "ta4j-candles-json, crypto-bars/ta4j/Coinbase-BTC-USD-PT4H-20160518_20251028.json.gz,"
    })
    void tenRunsAndThreeTopologiesAgree(String format, String name, String bar) throws IOException {
        check(format, name, bar, RUNS);
    }

    @ParameterizedTest
    @CsvSource({
        "bitstamp-trades, crypto-trades/pyalgotrade/bitstampUSD.csv.gz, 15m",
        "lean-equity-tick-trades, lean/equity/usa/tick/ibm/20131007_trade.zip, 10s",
        "ohlcv-csv, futures/nautilus/6EH4.XCME_1min_bars_20240101_20240131.csv.gz,",
        "ohlcv-csv, fx/nautilus/usdjpy-m1-bid-2013.csv.gz,",
        "freqtrade-ohlcv-json, crypto-bars/freqtrade/ADA_BTC-5m.json.gz,",
        "nt-csv, equity-minute/pyalgotrade/nt-spy-minute-2011.csv.gz,",
        "wiki-csv, equity-daily/pyalgotrade/WIKI-AAPL-2011-quandl.csv.gz,",
        "lean-equity-daily, lean/equity/usa/daily/aapl.zip,",
        "lean-crypto-minute, lean/crypto/coinbase/minute/btcusd/20180404_trade.zip,",
        "lean-cfd-daily, lean/cfd/oanda/daily/xauusd.zip,",
        "lean-forex-daily, lean/forex/oanda/daily/eurusd.zip,"
    })
    void threeTopologiesAgree(String format, String name, String bar) throws IOException {
        check(format, name, bar, 1);
    }

    private void check(String format, String name, String bar, int runs) throws IOException {
        Path file = ExpectedCases.SHARED.resolve("data").resolve(name);
        assumeTrue(Files.exists(file), file + " is not there");
        TwinCase options = TwinCase.of("--strategy sma-cross --fast 3 --slow 8 --shorts --cash 1000000 --fraction 0.5"
                + " --fee-bps 5 --slippage-bps 1 --latency-ms 50" + (bar == null ? "" : " --bar " + bar));
        Path market = folder.resolve("market");
        Path journal = folder.resolve("journal");
        Ingest.run(EngineRun.ingest(format, market, file.toString(), options).build());
        RunConfig config = EngineRun.config(options);
        Backtest.Request request = Backtest.Request.unrecorded(List.of(market), config);
        RunResult recorded = Backtest.run(request.recordedIn(journal), RecordedRun.CATALOG, fill -> {});
        assertTrue(recorded.orders() > 5, "a run that trades, not " + recorded.orders());
        for (int run = 1; run < runs; run++) {
            RunResult again = Backtest.run(request, RecordedRun.CATALOG, fill -> {});
            assertEquals(recorded.stateDigest(), again.stateDigest(), "run " + run);
            assertEquals(recorded.outboundDigest(), again.outboundDigest(), "run " + run);
        }
        for (Topology topology : Topology.values()) {
            Replay.Outcome outcome =
                    new Replay(journal, List.of(market), RecordedRun.CATALOG).verify(topology, RingSettings.DEFAULT);
            assertTrue(outcome.verified(), topology + ": " + outcome.difference());
            assertEquals(recorded.stateDigest(), outcome.result().stateDigest(), topology.name());
            assertEquals(recorded.outboundDigest(), outcome.result().outboundDigest(), topology.name());
        }
    }
}
