package io.reprise.research.ingest;

import java.io.IOException;

/** Reads the messages of one venue, keeping what it must know of earlier ones. Owned by the thread that reads. */
interface FeedDecoder {
    /**
     * Turns a message into events.
     *
     * @return false when it is of another kind
     * @throws IllegalArgumentException saying why it is not acceptable
     */
    boolean decode(FeedLine line, FeedEvents to) throws IOException;

    /** The decoder of a format; what its files have in common is kept in one. */
    static FeedDecoder of(Format format, String sourceName) {
        return switch (format.feed().decoder()) {
            case "binance" -> new BinanceFeed();
            case "bitmex" -> new BitmexFeed();
            case "bitstamp" -> new BitstampFeed();
            case "bybit" -> new BybitFeed();
            case "coinbase" -> new CoinbaseFeed();
            case "hyperliquid" -> new HyperliquidFeed();
            case "independent-reserve" -> new IndependentReserveFeed();
            case "kraken" -> new KrakenFeed();
            case "ob-analytics" -> new ObAnalyticsFeed();
            case "lean-best" -> new LeanBestQuotes(format, TimeReaders.of(format.timing(), sourceName));
            case "lean-quotes" -> new LeanQuotes(format, TimeReaders.of(format.timing(), sourceName));
            default ->
                throw new IngestException("format " + format.name() + ": there is no feed '"
                        + format.feed().decoder() + "'");
        };
    }
}
