package io.reprise.research.ingest;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The shared market data, outside of the project, and how each kind of file there is read. */
final class SharedFiles {
    static final Path DATA = Path.of("../../shared/data");

    /**
     * Trades and bars: pattern of paths, format, bars to build from trades or what the file's own are stamped with, symbol
     * of files that hold several.
     */
    private static final String READ = """
            crypto-trades/pyalgotrade/bitstampUSD.csv.gz    bitstamp-trades                1h -
            crypto-trades/freqtrade/*-trades.json.gz        freqtrade-trades-json          5m -
            crypto-l2/hftbacktest/{usdm,spot,cm}/*.gz       hftbacktest-binance-trades     1s -
            crypto-l2/hftbacktest/hyperliquid/*.gz          hftbacktest-hyperliquid-trades 1s -
            crypto-l3/ob-analytics/*.log.gz                 ob-analytics-trades            1m -
            crypto-feeds/cryptofeed/BINANCE_FUTURES.ws.*.gz cryptofeed-binance-trades      1s SUSHIUSDT
            crypto-feeds/cryptofeed/BITMEX.ws.*.gz          cryptofeed-bitmex-trades       1s XBTUSD
            crypto-feeds/cryptofeed/BITSTAMP.ws.*.gz        cryptofeed-bitstamp-trades     1s live_trades_ethusd
            crypto-feeds/cryptofeed/COINBASE.ws.*.gz        cryptofeed-coinbase-trades     1s SKL-USD
            crypto-feeds/cryptofeed/KRAKEN.ws.48.0.gz       cryptofeed-kraken-trades       1s SC/EUR
            futures-l3/nautilus/futures_trades_*.dbn.gz     dbn-trades                     1s ESU4
            futures-l3/nautilus/futures_ohlcv-1m_*.dbn.gz   dbn-ohlcv-1m                   -  NQU4
            crypto-bars/ta4j/*.json.gz                      ta4j-candles-json              -  -
            crypto-bars/nautilus/*_1m.csv.gz                ohlcv-csv                      end -
            crypto-bars/freqtrade/*.json.gz                 freqtrade-ohlcv-json           -  -
            crypto-perp/freqtrade/*-{1h,5m}-futures.json.gz freqtrade-ohlcv-json           -  -
            equity-minute/pyalgotrade/nt-*.csv.gz           nt-csv                         -  -
            equity-daily/pyalgotrade/WIKI-*.csv.gz          wiki-csv                       -  -
            futures/nautilus/*_1min_bars_*.csv.gz           ohlcv-csv                      end -
            fx/nautilus/*-m1-{bid,ask}-*.csv.gz             ohlcv-csv                      -  -
            lean/equity/usa/tick/*/*_trade.zip              lean-equity-tick-trades        1m -
            lean/equity/usa/second/*/*_trade.zip            lean-equity-second             -  -
            lean/equity/usa/minute/*/*_trade.zip            lean-equity-minute             -  -
            lean/equity/usa/hour/*.zip                      lean-equity-hour               -  -
            lean/equity/usa/daily/*.zip                     lean-equity-daily              -  -
            lean/crypto/*/second/*/*_trade.zip              lean-crypto-second             -  -
            lean/crypto/*/minute/*/*_trade.zip              lean-crypto-minute             -  -
            lean/crypto/*/hour/*_trade.zip                  lean-crypto-hour               -  -
            lean/crypto/*/daily/*_trade.zip                 lean-crypto-daily              -  -
            lean/cryptofuture/*/minute/*/*_trade.zip        lean-cryptofuture-minute       -  -
            lean/cryptofuture/*/hour/*_trade.zip            lean-cryptofuture-hour         -  -
            lean/cryptofuture/*/daily/*_trade.zip           lean-cryptofuture-daily        -  -
            lean/cfd/oanda/minute/*/*_quote.zip             lean-cfd-minute                -  -
            lean/cfd/oanda/hour/*.zip                       lean-cfd-hour                  -  -
            lean/cfd/oanda/daily/*.zip                      lean-cfd-daily                 -  -
            lean/forex/oanda/hour/*.zip                     lean-forex-hour                -  -
            lean/forex/oanda/daily/*.zip                    lean-forex-daily               -  -
            lean/future/*/tick/*/*_trade.zip                lean-future-tick-trades        1m -
            lean/future/*/minute/*/*_trade.zip              lean-future-minute             -  -
            lean/future/*/hour/*_trade.zip                  lean-future-hour               -  -
            lean/future/*/daily/*_trade.zip                 lean-future-daily              -  -
            """;

    /** What is in the folders of those and is neither trades nor bars of trades. */
    private static final List<String> NEITHER = List.of(
            "crypto-feeds/cryptofeed/*.http.*", // order books and instruments, as asked for
            "crypto-feeds/cryptofeed/{BINANCE_FUTURES,BITMEX,BITSTAMP,COINBASE,INDEPENDENT_RESERVE,KRAKEN}.0.gz",
            "crypto-feeds/cryptofeed/INDEPENDENT_RESERVE.ws.*", // orders only
            "crypto-feeds/cryptofeed/KRAKEN.ws.{49,50}.0.gz", // ticker and book
            "crypto-l2/nautilus/*", // order book
            "crypto-l3/ob-analytics/orders.csv.gz", // orders
            "crypto-perp/freqtrade/*{mark,funding_rate}*", // mark prices, funding
            "crypto-perp/freqtrade/binance_leverage_tiers.json.gz",
            "futures-l3/nautilus/*mbo*", // orders
            "futures-l3/nautilus/*mbp-1*", // quotes
            "lean/cfd/oanda/tick/**", // quotes
            "lean/{crypto,cryptofuture,equity,future}/**_quote.zip", // quotes and bars of quotes beside those of trades
            "lean/cryptofuture/*/margin_interest/*", // funding
            "lean/equity/usa/{factor_files,map_files,fundamental,universes}/**",
            "lean/future/*/{factor_files,map_files,universes}/**",
            "lean/future/**openinterest.zip",
            "lean/{alternative,market-hours,symbol-properties}/**",
            "{crypto-funding,macro,panel,reference}/**");

    private SharedFiles() {}

    /**
     * A file of trades or bars.
     *
     * @param file below the data's folder, with the entry where a zip has several
     * @param bar bars to build from trades; null for bars
     * @param isStampedAtEnd whatever the format says
     * @param symbol null where the file has one
     */
    record Sample(String file, String format, String bar, boolean isStampedAtEnd, String symbol) {
        String path() {
            return DATA.resolve(file).toString();
        }

        @Override
        public String toString() {
            return file;
        }
    }

    /** All files that are there, in order of their paths. */
    static List<String> all() throws IOException {
        try (Stream<String> lines = Files.lines(DATA.resolve("MANIFEST.tsv"))) {
            return lines.skip(1).map(line -> line.split("\t")[0]).sorted().toList();
        }
    }

    /** All files of trades and bars. */
    static List<Sample> samples() throws IOException {
        List<Sample> samples = new ArrayList<>();
        for (String file : all()) {
            for (String line : READ.lines().toList()) {
                String[] words = line.strip().split(" +");
                if (fits(words[0], file)) {
                    for (String source : sources(file)) {
                        boolean isAtEnd = words[2].equals("end");
                        String bar = isAtEnd ? null : orNull(words[2]);
                        samples.add(new Sample(source, words[1], bar, isAtEnd, orNull(words[3])));
                    }
                }
            }
        }
        return samples;
    }

    /** Whether a file is known to be neither trades nor bars. */
    static boolean isNeither(String file) {
        return NEITHER.stream().anyMatch(pattern -> fits(pattern, file));
    }

    private static boolean fits(String pattern, String file) {
        PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + pattern);
        return matcher.matches(Path.of(file));
    }

    private static List<String> sources(String file) throws IOException {
        List<String> entries = file.endsWith(".zip") ? ZipEntries.names(DATA.resolve(file)) : List.of();
        return entries.size() < 2
                ? List.of(file)
                : entries.stream().map(entry -> file + "!" + entry).toList();
    }

    private static String orNull(String word) {
        return word.equals("-") ? null : word;
    }
}
