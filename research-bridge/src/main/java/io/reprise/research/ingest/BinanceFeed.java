package io.reprise.research.ingest;

import io.reprise.codecs.Side;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Binance's streams, spot and futures: depth, bookTicker, trade and aggTrade, and the snapshot of the REST interface. Depth
 * updates from before the snapshot wait for it; those it holds are passed over ("How to manage a local order book
 * correctly" in Binance's documentation). Numbers that break are a gap, and the next snapshot is waited for. Owned by the
 * thread that reads.
 */
final class BinanceFeed implements FeedDecoder {
    /** More updates than this before a snapshot are refused. */
    private static final int WAITING_MAX = 100_000;

    private static final long NONE = -1;

    private record Depth(long tsNs, long u, Object bids, Object asks) {}

    private final List<Depth> waiting = new ArrayList<>();
    private boolean hasBook;
    private long lastU = NONE;

    @Override
    public boolean decode(FeedLine line, FeedEvents to) throws IOException {
        Map<String, Object> message = Msg.map(line.json(), "object");
        Map<String, Object> data = message.containsKey("stream") ? Msg.map(message.get("data"), "data") : message;
        if (data.containsKey("lastUpdateId")) {
            return snapshot(line, data, to);
        }
        if (!data.containsKey("s") || !to.takes(Msg.text(data, "s"))) {
            return false;
        }
        return switch (data.getOrDefault("e", "bookTicker").toString()) {
            case "depthUpdate" -> to.wants(FeedStream.BOOK) && depth(data, to);
            case "bookTicker" -> to.wants(FeedStream.QUOTES) && best(data, to);
            case "trade" -> to.wants(FeedStream.TRADES) && trade(data, "t", to);
            case "aggTrade" -> to.wants(FeedStream.TRADES) && trade(data, "a", to);
            default -> false;
        };
    }

    /** Spot's best prices carry no time of the venue: the time of receipt stands for it. */
    private static boolean best(Map<String, Object> data, FeedEvents to) {
        if (data.containsKey("T")) {
            to.at(Msg.ms(data, "T"));
        }
        to.quote(
                Msg.fixed(data.get("b"), "b"),
                Msg.fixed(data.get("B"), "B"),
                Msg.fixed(data.get("a"), "a"),
                Msg.fixed(data.get("A"), "A"));
        return true;
    }

    private static boolean trade(Map<String, Object> data, String id, FeedEvents to) {
        to.at(Msg.ms(data, "T"));
        Side side = Boolean.parseBoolean(Msg.text(data, "m")) ? Side.SELL : Side.BUY;
        to.trade(Msg.fixed(data.get("p"), "p"), Msg.fixed(data.get("q"), "q"), side, Msg.whole(data, id));
        return true;
    }

    private boolean snapshot(FeedLine line, Map<String, Object> data, FeedEvents to) {
        String symbol = data.containsKey("symbol") ? Msg.text(data, "symbol") : line.wordAfter("symbol=");
        if (!to.wants(FeedStream.BOOK) || !to.takes(symbol)) {
            return false;
        }
        if (data.containsKey("T")) {
            to.at(Msg.ms(data, "T"));
        }
        long snapshotNs = data.containsKey("T") ? Msg.ms(data, "T") : to.receivedNs();
        long id = Msg.whole(data, "lastUpdateId");
        to.levels(Side.BUY, data.get("bids"), "bids");
        to.levels(Side.SELL, data.get("asks"), "asks");
        to.endSnapshot(id);
        for (Depth one : waiting) {
            if (one.u() > id) {
                to.at(Math.max(snapshotNs, one.tsNs()));
                levels(one, to);
            }
        }
        waiting.clear();
        hasBook = true;
        return true;
    }

    private boolean depth(Map<String, Object> data, FeedEvents to) {
        Depth one = new Depth(
                Msg.ms(data, data.containsKey("T") ? "T" : "E"), Msg.whole(data, "u"), data.get("b"), data.get("a"));
        boolean follows = lastU == NONE
                || (data.containsKey("pu") ? Msg.whole(data, "pu") == lastU : Msg.whole(data, "U") == lastU + 1);
        to.at(one.tsNs());
        if (!follows) {
            to.gap();
            hasBook = false;
            waiting.clear();
        }
        if (hasBook) {
            levels(one, to);
        } else if (waiting.size() < WAITING_MAX) {
            waiting.add(one);
        } else {
            throw new IllegalArgumentException("no snapshot comes for " + WAITING_MAX + " updates");
        }
        lastU = one.u();
        return true;
    }

    private static void levels(Depth one, FeedEvents to) {
        to.levels(Side.BUY, one.bids(), "b");
        to.levels(Side.SELL, one.asks(), "a");
        to.endUpdate(one.u());
    }
}
