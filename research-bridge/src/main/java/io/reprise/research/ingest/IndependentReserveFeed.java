package io.reprise.research.ingest;

import io.reprise.codecs.BookAction;
import io.reprise.codecs.Side;
import io.reprise.engine.book.BookFeed;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/**
 * Independent Reserve's orders: the whole book of the REST interface, then new, changed and canceled orders of a coin,
 * priced in each currency. Orders get numbers in order of their first mention. What comes before the book is passed over.
 * Owned by the thread that reads.
 */
final class IndependentReserveFeed implements FeedDecoder {
    private static final String CHANNEL = "orderbook-";
    /** More orders than this are refused. */
    private static final int ORDERS_MAX = 1 << 20;

    private record Known(long key, Side side, long px) {}

    private final Map<String, Known> orders = new HashMap<>();
    private long keyNext = 1;
    private boolean hasBook;

    @Override
    public boolean decode(FeedLine line, FeedEvents to) throws IOException {
        Map<String, Object> message = Msg.map(line.json(), "object");
        String coin = line.wordAfter("primaryCurrencyCode=");
        if (coin != null) {
            String symbol = coin + "-" + line.wordAfter("secondaryCurrencyCode=");
            return to.wants(FeedStream.BOOK) && to.takes(symbol) && snapshot(message, to);
        }
        if (!(message.get("Channel") instanceof String channel) || !channel.startsWith(CHANNEL)) {
            return false;
        }
        String symbol = to.symbol();
        if (!to.wants(FeedStream.BOOK)
                || symbol == null
                || !symbol.startsWith(channel.substring(CHANNEL.length()) + "-")
                || !hasBook) {
            return false;
        }
        to.at(Msg.ms(message, "Time"));
        return change(
                Msg.text(message, "Event"),
                Msg.map(message.get("Data"), "Data"),
                symbol.substring(symbol.indexOf('-') + 1),
                to);
    }

    private boolean snapshot(Map<String, Object> message, FeedEvents to) {
        orders.clear();
        orders(Side.BUY, message.get("BuyOrders"), to);
        orders(Side.SELL, message.get("SellOrders"), to);
        to.endSnapshot(BookFeed.NO_UPDATE);
        hasBook = true;
        return true;
    }

    private void orders(Side side, Object rows, FeedEvents to) {
        for (Object one : Msg.list(rows, "orders")) {
            Map<String, Object> row = Msg.map(one, "order");
            long px = Msg.fixed(row.get("Price"), "Price");
            if (px > 0) { // an order of little worth in another currency is listed at 0
                add(Msg.text(row, "Guid"), side, px, row, to);
            }
        }
    }

    private void add(String id, Side side, long px, Map<String, Object> row, FeedEvents to) {
        if (orders.size() == ORDERS_MAX) {
            throw new IllegalArgumentException("there are more than " + ORDERS_MAX + " orders");
        }
        Known known = new Known(keyNext++, side, px);
        orders.put(id, known);
        to.order(BookAction.ADD, side, px, Msg.fixed(row.get("Volume"), "Volume"), known.key());
    }

    private boolean change(String event, Map<String, Object> data, String currency, FeedEvents to) {
        String id = Msg.text(data, "OrderGuid");
        Known known = orders.get(id);
        switch (event) {
            case "NewOrder" -> {
                if (known != null) {
                    return false; // the book that was asked for held it already
                }
                Side side = Msg.text(data, "OrderType").endsWith("Bid") ? Side.BUY : Side.SELL;
                long px = Msg.fixed(Msg.map(data.get("Price"), "Price").get(currency), "Price");
                add(id, side, px, data, to);
            }
            case "OrderChanged" -> {
                requireKnown(known);
                to.order(
                        BookAction.CHANGE,
                        known.side(),
                        known.px(),
                        Msg.fixed(data.get("Volume"), "Volume"),
                        known.key());
            }
            case "OrderCanceled" -> {
                requireKnown(known);
                orders.remove(id);
                to.order(BookAction.DELETE, known.side(), known.px(), 0, known.key());
            }
            default -> {
                return false;
            }
        }
        to.endUpdate(BookFeed.NO_UPDATE);
        return true;
    }

    private static void requireKnown(Known known) {
        if (known == null) {
            throw new IllegalArgumentException("the order is not known");
        }
    }
}
