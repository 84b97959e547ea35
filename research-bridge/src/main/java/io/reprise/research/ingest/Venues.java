package io.reprise.research.ingest;

import java.util.List;
import java.util.Locale;

/** Whether prices and funding are of one venue: a carry of funding on prices of another is no trade that could be had. */
final class Venues {
    /** Those whose names are looked for in the names of files. */
    private static final List<String> KNOWN = List.of(
            "BINANCE",
            "BITFINEX",
            "BITMEX",
            "BITSTAMP",
            "BITTREX",
            "BYBIT",
            "COINBASE",
            "DERIBIT",
            "DYDX",
            "FTX",
            "GATE",
            "HYPERLIQUID",
            "KRAKEN",
            "OKX");

    private Venues() {}

    /**
     * Why funding is a proxy; empty where it is of the prices' venue, or nothing says of which it is.
     *
     * @param given by the user; null = by the file's name
     */
    static String proxy(String given, String fundingFile, MarketManifest market) {
        String funding = given == null ? named(fundingFile) : given.toUpperCase(Locale.ROOT);
        if (funding == null) {
            return "";
        }
        String instrument = market.instrument().name();
        String venue = instrument.substring(instrument.lastIndexOf('.') + 1);
        String prices = venue.equals("FILE") ? named(instrument + " " + market.dataset()) : venue;
        return funding.equals(prices)
                ? ""
                : "funding of " + funding + ", prices of " + (prices == null ? "a venue that is not known" : prices);
    }

    /** The last known venue that stands as a word in a text; null when there is none. */
    private static String named(String text) {
        String found = null;
        for (String word : text.toUpperCase(Locale.ROOT).split("[^A-Z0-9]+")) {
            found = KNOWN.contains(word) ? word : found;
        }
        return found;
    }
}
