package io.reprise.research.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Real files, outside of the project: each has the rows that the README beside it states. Skipped where they are not.
 */
@Tag("slow")
final class SharedDataTest {
    private static final Path SHARED = Path.of("../../shared");

    @TempDir
    Path folder;

    @Test
    void theHandMadeFileHasNineEventsAndOneReject() {
        Path hand = SHARED.resolve("expected/hand.csv");
        assumeTrue(Files.exists(hand), hand + " is not there");
        Samples samples = new Samples(folder);
        IngestResult result = samples.ingest("bitstamp-csv", hand.toString());
        assertEquals(9, result.acceptedRows());
        assertEquals(1, result.rejectedRows());
        assertEquals(
                "T 10 1385942700000000000 102.37 0.6 NONE -", samples.frames().getLast());
    }

    @ParameterizedTest
    @CsvSource({
        "bitstamp-trades, bitstamp_trades_from_20131125_usd.csv, 99982, 18",
        "ohlcv-csv, appleinc_bars_from_20130101_usd.csv, 252, 0",
        "ta4j-ohlc-json, ETH-USD-PT5M-2023-3-13_2023-3-15.json, 580, 0"
    })
    void readsTheSamplesOfTa4jExamples(String format, String entry, long accepted, long rejected) {
        Path jar = Stream.of(
                        Path.of(
                                System.getProperty("user.home"),
                                ".m2/repository/org/ta4j/ta4j-examples/0.18/ta4j-examples-0.18.jar"),
                        Path.of("/tmp/w/ex/ta4j-examples-0.18.jar"))
                .filter(Files::exists)
                .findFirst()
                .orElse(null);
        assumeTrue(jar != null, "ta4j-examples-0.18.jar is not there");
        check(format, accepted, rejected, null, jar + "!" + entry);
    }

    @ParameterizedTest
    @CsvSource({
        "bitstamp-trades, 9998, 1, , crypto-trades/pyalgotrade/bitstampUSD.csv.gz",
        "freqtrade-trades-json, 12477, 0, , crypto-trades/freqtrade/XRP_ETH-trades.json.gz",
        "lean-equity-tick-trades, 88172, 0, , lean/equity/usa/tick/bac/20131007_trade.zip",
        "lean-equity-tick-trades, 24293, 0, , lean/equity/usa/tick/ibm/20131007_trade.zip",
        "lean-equity-tick-trades, 250601, 0, , lean/equity/usa/tick/spy/20131007_trade.zip",
        "ta4j-candles-json, 20695, 0, 4h, crypto-bars/ta4j/Coinbase-BTC-USD-PT4H-20160518_20251028.json.gz",
        "ohlcv-csv, 45031, 0, 1m, crypto-bars/nautilus/btc-perp-20211231-20220201_1m.csv.gz",
        "ohlcv-csv, 29996, 0, 1m, futures/nautilus/6EH4.XCME_1min_bars_20240101_20240131.csv.gz",
        "ohlcv-csv, 28761, 0, 1m, fx/nautilus/usdjpy-m1-bid-2013.csv.gz",
        "ohlcv-csv, 28761, 0, 1m, fx/nautilus/usdjpy-m1-ask-2013.csv.gz",
        "freqtrade-ohlcv-json, 5720, 0, 5m, crypto-bars/freqtrade/ADA_BTC-5m.json.gz",
        "freqtrade-ohlcv-json, 14397, 0, 1m, crypto-bars/freqtrade/ETH_BTC-1m.json.gz",
        "freqtrade-ohlcv-json, 14360, 0, 1m, crypto-bars/freqtrade/LTC_BTC-1m.json.gz",
        "freqtrade-ohlcv-json, 5760, 0, 5m, crypto-bars/freqtrade/XLM_BTC-5m.json.gz",
        "freqtrade-ohlcv-json, 100, 0, 1h, crypto-perp/freqtrade/XRP_USDT_USDT-1h-futures.json.gz",
        "freqtrade-ohlcv-json, 1999, 0, 5m, crypto-perp/freqtrade/XRP_USDT_USDT-5m-futures.json.gz",
        "nt-csv, 14180, 0, 1m, equity-minute/pyalgotrade/nt-spy-minute-2011.csv.gz",
        "wiki-csv, 252, 0, 1d, equity-daily/pyalgotrade/WIKI-AAPL-2011-quandl.csv.gz",
        "wiki-csv, 253, 0, 1d, equity-daily/pyalgotrade/WIKI-IBM-2008-quandl.csv.gz",
        "wiki-csv, 252, 0, 1d, equity-daily/pyalgotrade/WIKI-ORCL-2000-quandl.csv.gz",
        "lean-equity-daily, 5849, 0, 1d, lean/equity/usa/daily/aapl.zip",
        "lean-equity-daily, 4183, 0, 1d, lean/equity/usa/daily/goog.zip",
        "lean-equity-daily, 1761, 0, 1d, lean/equity/usa/daily/googl.zip",
        "lean-equity-daily, 3964, 0, 1d, lean/equity/usa/daily/qqq.zip",
        "lean-equity-daily, 3910, 0, 1d, lean/equity/usa/daily/uso.zip",
        "lean-equity-daily, 5399, 0, 1d, lean/equity/usa/daily/wm.zip",
        "lean-equity-daily, 2780, 0, 1d, lean/equity/usa/daily/wmi.zip",
        "lean-equity-daily, 135, 0, 1d, lean/equity/usa/daily/uw.zip",
        "lean-equity-daily, 5, 0, 1d, lean/equity/usa/daily/gooav.zip",
        "lean-equity-hour, 40831, 0, 1h, lean/equity/usa/hour/aapl.zip",
        "lean-equity-minute, 227, 0, 1m, lean/equity/usa/minute/goog/20151224_trade.zip",
        "lean-equity-minute, 828, 0, 1m, lean/equity/usa/minute/spy/20131007_trade.zip",
        "lean-equity-second, 12315, 0, 1s, lean/equity/usa/second/bac/20131007_trade.zip",
        "lean-equity-second, 16675, 0, 1s, lean/equity/usa/second/spy/20131007_trade.zip",
        "lean-crypto-daily, 1318, 0, 1d, lean/crypto/coinbase/daily/btcusd_trade.zip",
        "lean-crypto-hour, 733, 0, 1h, lean/crypto/bitfinex/hour/btcusd_trade.zip",
        "lean-crypto-minute, 1440, 0, 1m, lean/crypto/binance/minute/btcbusd/20221213_trade.zip",
        "lean-crypto-minute, 1007, 0, 1m, lean/crypto/coinbase/minute/btcusd/20180404_trade.zip",
        "lean-crypto-second, 4063, 0, 1s, lean/crypto/coinbase/second/btcusd/20161007_trade.zip",
        "lean-cryptofuture-minute, 721, 0, 1m, lean/cryptofuture/bybit/minute/btcusdt/20221213_trade.zip",
        "lean-cfd-daily, 3949, 0, 1d, lean/cfd/oanda/daily/xauusd.zip",
        "lean-cfd-hour, 76499, 0, 1h, lean/cfd/oanda/hour/xauusd.zip",
        "lean-cfd-minute, 1389, 0, 1m, lean/cfd/oanda/minute/xauusd/20140505_quote.zip",
        "lean-forex-daily, 3738, 0, 1d, lean/forex/oanda/daily/eurusd.zip",
        "lean-forex-hour, 74439, 0, 1h, lean/forex/oanda/hour/eurusd.zip",
        "lean-future-tick-trades, 39610, 92, ,"
                + " lean/future/comex/tick/gc/20131007_trade.zip!20131007_gc_tick_trade_201312.csv",
        "lean-future-minute, 1314, 0, 1m,"
                + " lean/future/comex/minute/gc/20131007_trade.zip!20131007_gc_minute_trade_201312.csv",
        "lean-future-hour, 65, 0, 1h, lean/future/comex/hour/gc_trade.zip!gc_trade_201310.csv",
        "lean-future-daily, 5, 0, 1d, lean/future/comex/daily/gc_trade.zip!gc_trade_201310.csv"
    })
    void readsEveryRowOfTheSharedFiles(String format, long accepted, long rejected, String bar, String name) {
        String file = SHARED.resolve("data").resolve(name).toString();
        assumeTrue(Files.exists(SourceFile.parse(file).file()), file + " is not there");
        check(format, accepted, rejected, bar, file);
    }

    private void check(String format, long accepted, long rejected, String bar, String file) {
        Samples samples = new Samples(folder);
        IngestResult result = samples.ingest(format, file);
        assertEquals(accepted, result.acceptedRows());
        assertEquals(rejected, result.rejectedRows());
        if (bar != null) {
            assertEquals(bar, result.bar());
        }
        List<String> frames = samples.frames();
        assertEquals(accepted + 1, frames.size());
        assertEquals(accepted + 1, Long.parseLong(frames.getLast().split(" ")[1]));
    }
}
