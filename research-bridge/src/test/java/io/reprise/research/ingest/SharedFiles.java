package io.reprise.research.ingest;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The shared market data, outside of the project, and how each kind of file there is read. */
final class SharedFiles {
    static final Path DATA = Path.of("../../shared/data");

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
        return Datasets.files(DATA);
    }

    /** All files of trades and bars. */
    static List<Sample> samples() throws IOException {
        return Datasets.in(DATA).stream()
                .map(one -> new Sample(one.file(), one.format(), one.bar(), one.isStampedAtEnd(), one.symbol()))
                .toList();
    }

    /** Whether a file is known to be neither trades nor bars. */
    static boolean isNeither(String file) {
        return NEITHER.stream().anyMatch(pattern -> Datasets.fits(pattern, file));
    }
}
