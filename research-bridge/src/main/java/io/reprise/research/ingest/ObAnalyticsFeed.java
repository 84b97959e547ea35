package io.reprise.research.ingest;

import io.reprise.codecs.BookAction;
import io.reprise.codecs.Side;
import io.reprise.engine.book.BookFeed;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The order log that ob-analytics recorded of Bitstamp: receive time in ms, event, message; amounts are what remains. The
 * log begins in the middle of a day: an order from before it is known from its first change on. What is said of an order
 * after its end, or twice, is passed over; so is the making of one whose deletion came first, which is rejected. Times are those of receipt, since the message has only the second of the order's making. Owned by the thread that
 * reads.
 */
final class ObAnalyticsFeed implements FeedDecoder {
    private static final int ORDERS_MAX = 1 << 20;

    /** Orders that are not deleted, and whether anything of them is in the book. */
    private final Map<Long, Boolean> inBook = new HashMap<>();

    private final Set<Long> gone = new HashSet<>();

    private long firstId = Long.MAX_VALUE;

    @Override
    public boolean decode(FeedLine line, FeedEvents to) throws IOException {
        String event = line.words().size() > 1 ? line.words().get(1) : "";
        if (event.equals("trade")) {
            Map<String, Object> data = Msg.map(line.json(), "object");
            return to.wants(FeedStream.TRADES) && trade(data, to);
        }
        if (!event.startsWith("order_") || event.equals("order_book") || !to.wants(FeedStream.BOOK)) {
            return false;
        }
        return order(event, Msg.map(line.json(), "object"), to);
    }

    private static boolean trade(Map<String, Object> data, FeedEvents to) {
        to.trade(
                Msg.fixed(data.get("price"), "price"),
                Msg.fixed(data.get("amount"), "amount"),
                Side.NONE,
                Msg.whole(data, "id"));
        return true;
    }

    private boolean order(String event, Map<String, Object> data, FeedEvents to) {
        long id = Msg.whole(data, "id");
        long px = Msg.fixed(data.get("price"), "price");
        long qty = Msg.fixed(data.get("amount"), "amount");
        Side side = Msg.text(data, "order_type").equals("0") ? Side.BUY : Side.SELL;
        if (gone.contains(id)) {
            return false; // said twice, or after its end
        }
        switch (event) {
            case "order_created" -> created(id, side, px, qty, to);
            case "order_changed" -> changed(id, side, px, qty, to);
            case "order_deleted" -> deleted(id, side, px, to);
            default -> {
                return false;
            }
        }
        to.endUpdate(BookFeed.NO_UPDATE);
        return true;
    }

    private void created(long id, Side side, long px, long qty, FeedEvents to) {
        if (inBook.size() == ORDERS_MAX) {
            throw new IllegalArgumentException("there are more than " + ORDERS_MAX + " orders");
        }
        firstId = Math.min(firstId, id);
        changed(id, side, px, qty, to);
    }

    private void changed(long id, Side side, long px, long qty, FeedEvents to) {
        boolean isInBook = inBook.getOrDefault(id, false);
        if (qty > 0) {
            to.order(isInBook ? BookAction.CHANGE : BookAction.ADD, side, px, qty, id);
        } else if (isInBook) {
            to.order(BookAction.DELETE, side, px, 0, id);
        }
        inBook.put(id, qty > 0);
    }

    private void deleted(long id, Side side, long px, FeedEvents to) {
        if (gone.size() < ORDERS_MAX) {
            gone.add(id);
        }
        Boolean isInBook = inBook.remove(id);
        if (isInBook == null && id > firstId) {
            throw new IllegalArgumentException("order " + id + " is deleted and was not made");
        }
        if (isInBook != null && isInBook) {
            to.order(BookAction.DELETE, side, px, 0, id);
        }
    }
}
