package io.reprise.research.ingest;

import io.reprise.codecs.BookAction;
import io.reprise.codecs.Side;
import io.reprise.engine.book.BookFeed;
import java.io.IOException;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * BitMEX's tables orderBookL2, quote and trade. A level's price is said once, with the id that later rows name it by; its
 * rows carry no time, so the time of receipt stands for it. Owned by the thread that reads.
 */
final class BitmexFeed implements FeedDecoder {
    private static final Map<String, Side> SIDES = Map.of("Buy", Side.BUY, "Sell", Side.SELL);
    private static final TimeReader ISO = TimeReaders.of(new Format.Timing("iso", null, ZoneOffset.UTC, null, 0), "");
    /** More levels than this are refused. */
    private static final int LEVELS_MAX = 1 << 20;

    private final Map<String, Long> pxById = new HashMap<>();

    @Override
    public boolean decode(FeedLine line, FeedEvents to) throws IOException {
        Map<String, Object> message = Msg.map(line.json(), "object");
        if (!message.containsKey("table")) {
            return false;
        }
        String action = Msg.text(message, "action");
        List<Object> rows = Msg.list(message.get("data"), "data");
        return switch (Msg.text(message, "table")) {
            case "orderBookL2" -> to.wants(FeedStream.BOOK) && book(action, rows, to);
            case "quote" -> to.wants(FeedStream.QUOTES) && quotes(rows, to);
            case "trade" -> to.wants(FeedStream.TRADES) && !action.equals("partial") && trades(rows, to);
            default -> false;
        };
    }

    private boolean book(String action, List<Object> rows, FeedEvents to) {
        boolean isTaken = false;
        for (Object one : rows) {
            Map<String, Object> row = Msg.map(one, "row");
            if (to.takes(Msg.text(row, "symbol"))) {
                isTaken = true;
                level(action, row, to);
            }
        }
        if (isTaken && action.equals("partial")) {
            to.endSnapshot(BookFeed.NO_UPDATE);
        } else if (isTaken) {
            to.endUpdate(BookFeed.NO_UPDATE);
        }
        return isTaken;
    }

    private void level(String action, Map<String, Object> row, FeedEvents to) {
        Side side = FeedEvents.side(Msg.text(row, "side"), SIDES);
        String id = Msg.text(row, "symbol") + " " + Msg.text(row, "id");
        if (row.containsKey("price")) {
            if (pxById.size() == LEVELS_MAX) {
                throw new IllegalArgumentException("there are more than " + LEVELS_MAX + " levels");
            }
            pxById.put(id, Msg.fixed(row.get("price"), "price"));
        }
        Long px = pxById.get(id);
        if (px == null) {
            throw new IllegalArgumentException("the price of level " + id + " is not known");
        }
        switch (action) {
            case "partial", "insert" ->
                to.order(BookAction.ADD, side, px, Msg.fixed(row.get("size"), "size"), BookFeed.NO_KEY);
            case "update" -> to.order(BookAction.CHANGE, side, px, Msg.fixed(row.get("size"), "size"), BookFeed.NO_KEY);
            case "delete" -> to.order(BookAction.DELETE, side, px, 0, BookFeed.NO_KEY);
            default -> throw new IllegalArgumentException("'" + action + "' is no action of a book");
        }
    }

    private static boolean quotes(List<Object> rows, FeedEvents to) {
        boolean isTaken = false;
        for (Object one : rows) {
            Map<String, Object> row = Msg.map(one, "row");
            if (to.takes(Msg.text(row, "symbol"))) {
                isTaken = true;
                to.at(FeedLine.time(ISO, Msg.text(row, "timestamp")));
                to.quote(
                        Msg.fixed(row.get("bidPrice"), "bidPrice"),
                        Msg.fixed(row.get("bidSize"), "bidSize"),
                        Msg.fixed(row.get("askPrice"), "askPrice"),
                        Msg.fixed(row.get("askSize"), "askSize"));
            }
        }
        return isTaken;
    }

    private static boolean trades(List<Object> rows, FeedEvents to) {
        boolean isTaken = false;
        for (Object one : rows) {
            Map<String, Object> row = Msg.map(one, "row");
            if (to.takes(Msg.text(row, "symbol"))) {
                isTaken = true;
                to.at(FeedLine.time(ISO, Msg.text(row, "timestamp")));
                Side side = FeedEvents.side(Msg.text(row, "side"), SIDES);
                to.trade(
                        Msg.fixed(row.get("price"), "price"),
                        Msg.fixed(row.get("size"), "size"),
                        side,
                        Row.NO_TRADE_ID);
            }
        }
        return isTaken;
    }
}
