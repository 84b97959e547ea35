package io.reprise.research.ingest;

import io.reprise.codecs.Side;
import io.reprise.engine.book.BookFeed;
import io.reprise.engine.book.LevelBook;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * Kraken's channels book and trade. A book has a depth: levels that are pushed beyond it are gone, without a word. Each
 * update carries a checksum of the ten best levels of both sides ({@link KrakenChecksum}); one that does not fit is a gap.
 * Owned by the thread that reads.
 */
final class KrakenFeed implements FeedDecoder {
    private static final String BOOK = "book-";
    private static final int DEPTH_MAX = LevelBook.LEVELS_MAX;

    private final KrakenChecksum checksum = new KrakenChecksum();
    private LevelBook book;
    private int depth;

    @Override
    public boolean decode(FeedLine line, FeedEvents to) throws IOException {
        if (!(line.json() instanceof List<?> parts) || parts.size() < 4) {
            return false;
        }
        String channel = Msg.text(parts.get(parts.size() - 2), "channel");
        String pair = Msg.text(parts.getLast(), "pair");
        if (channel.equals("trade")) {
            return to.wants(FeedStream.TRADES) && to.takes(pair) && trades(parts.get(1), to);
        }
        if (!channel.startsWith(BOOK) || !to.wants(FeedStream.BOOK) || !to.takes(pair)) {
            return false;
        }
        depth = Math.clamp(Long.parseLong(channel.substring(BOOK.length())), 1, DEPTH_MAX);
        long tsNs = Long.MIN_VALUE;
        boolean isSnapshot = false;
        String sum = null;
        for (int i = 1; i < parts.size() - 2; i++) { // both sides are two parts of one update
            Map<String, Object> part = Msg.map(parts.get(i), "levels");
            isSnapshot |= part.containsKey("as") || part.containsKey("bs");
            book = isSnapshot ? new LevelBook(0) : book;
            if (book == null) {
                throw new IllegalArgumentException("there is an update before the snapshot");
            }
            tsNs = Math.max(tsNs, take(Side.BUY, part.get(isSnapshot ? "bs" : "b"), to));
            tsNs = Math.max(tsNs, take(Side.SELL, part.get(isSnapshot ? "as" : "a"), to));
            sum = part.get("c") instanceof String text ? text : sum;
        }
        to.at(tsNs);
        end(isSnapshot, sum, to);
        return true;
    }

    private void end(boolean isSnapshot, String sum, FeedEvents to) {
        if (isSnapshot) {
            to.endSnapshot(BookFeed.NO_UPDATE);
            return;
        }
        cut(Side.BUY, to);
        cut(Side.SELL, to);
        to.endUpdate(BookFeed.NO_UPDATE);
        if (sum != null && !sum.equals(Long.toString(checksum.of(book)))) {
            to.gap();
        }
    }

    /** The newest time of these levels. */
    private long take(Side side, Object rows, FeedEvents to) {
        long tsNs = Long.MIN_VALUE;
        for (Object one : rows == null ? List.of() : Msg.list(rows, "levels")) {
            List<Object> row = Msg.list(one, "level");
            String price = Msg.text(Msg.at(row, 0), "price");
            long px = Msg.fixed(price, "price");
            long qty = Msg.fixed(Msg.at(row, 1), "volume");
            tsNs = Math.max(tsNs, FeedLine.seconds(Msg.text(Msg.at(row, 2), "time")));
            to.level(side, px, qty);
            checksum.places(price.length() - 1 - price.indexOf('.'));
            book.set(side, px, qty);
        }
        return tsNs;
    }

    private void cut(Side side, FeedEvents to) {
        while (book.levels(side) > depth) {
            long px = book.px(side, book.levels(side) - 1);
            book.set(side, px, 0);
            to.level(side, px, 0);
        }
    }

    private static boolean trades(Object rows, FeedEvents to) {
        for (Object one : Msg.list(rows, "trades")) {
            List<Object> row = Msg.list(one, "trade");
            to.at(FeedLine.seconds(Msg.text(Msg.at(row, 2), "time")));
            Side side = Msg.text(Msg.at(row, 3), "side").equals("b") ? Side.BUY : Side.SELL;
            to.trade(Msg.fixed(Msg.at(row, 0), "price"), Msg.fixed(Msg.at(row, 1), "volume"), side, Row.NO_TRADE_ID);
        }
        return true;
    }
}
