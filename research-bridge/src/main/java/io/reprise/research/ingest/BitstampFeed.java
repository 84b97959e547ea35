package io.reprise.research.ingest;

import io.reprise.codecs.Side;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Bitstamp's channels diff_order_book and live_trades, and the snapshot of its REST interface. Updates are numbered by their
 * microsecond: those that the snapshot holds are passed over, those from before it wait for it. Owned by the thread that
 * reads.
 */
final class BitstampFeed implements FeedDecoder {
    private static final EpochTime MICROS = new EpochTime(1_000L);
    private static final String DIFF = "diff_order_book_";
    private static final String TRADES = "live_trades_";
    private static final int WAITING_MAX = 100_000;

    private final List<Map<String, Object>> waiting = new ArrayList<>();
    private boolean hasBook;
    private long snapshotUs;

    @Override
    public boolean decode(FeedLine line, FeedEvents to) throws IOException {
        Map<String, Object> message = Msg.map(line.json(), "object");
        String address = line.wordAfter("/order_book/");
        if (address != null) {
            return to.wants(FeedStream.BOOK) && to.takes(address) && snapshot(message, to);
        }
        if (!"data".equals(message.get("event")) && !"trade".equals(message.get("event"))) {
            return false;
        }
        String channel = Msg.text(message, "channel");
        Map<String, Object> data = Msg.map(message.get("data"), "data");
        if (channel.startsWith(DIFF)) {
            return to.wants(FeedStream.BOOK) && to.takes(channel.substring(DIFF.length())) && diff(data, to);
        }
        return channel.startsWith(TRADES)
                && to.wants(FeedStream.TRADES)
                && to.takes(channel.substring(TRADES.length()))
                && trade(data, to);
    }

    private boolean snapshot(Map<String, Object> data, FeedEvents to) {
        snapshotUs = Msg.whole(data, "microtimestamp");
        write(data, to);
        to.endSnapshot(snapshotUs);
        for (Map<String, Object> one : waiting) {
            update(one, to);
        }
        waiting.clear();
        hasBook = true;
        return true;
    }

    private boolean diff(Map<String, Object> data, FeedEvents to) {
        if (hasBook) {
            update(data, to);
        } else if (waiting.size() < WAITING_MAX) {
            Msg.whole(data, "microtimestamp");
            waiting.add(data);
        } else {
            throw new IllegalArgumentException("no snapshot comes for " + WAITING_MAX + " updates");
        }
        return true;
    }

    private void update(Map<String, Object> data, FeedEvents to) {
        long us = Msg.whole(data, "microtimestamp");
        if (us > snapshotUs) {
            write(data, to);
            to.endUpdate(us);
        }
    }

    private static void write(Map<String, Object> data, FeedEvents to) {
        to.at(FeedLine.time(MICROS, Msg.text(data, "microtimestamp")));
        to.levels(Side.BUY, data.get("bids"), "bids");
        to.levels(Side.SELL, data.get("asks"), "asks");
    }

    private static boolean trade(Map<String, Object> data, FeedEvents to) {
        to.at(FeedLine.time(MICROS, Msg.text(data, "microtimestamp")));
        Side side = Msg.text(data, "type").equals("0") ? Side.BUY : Side.SELL;
        to.trade(
                Msg.fixed(data.get("price_str"), "price"),
                Msg.fixed(data.get("amount_str"), "amount"),
                side,
                Msg.whole(data, "id"));
        return true;
    }
}
