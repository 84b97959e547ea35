package io.reprise.research.ingest;

import io.reprise.codecs.Side;
import io.reprise.engine.book.BookFeed;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Hyperliquid's channels l2Book, each message the whole book of 20 levels a side, and trades. Owned by the thread that reads. */
final class HyperliquidFeed implements FeedDecoder {
    private static final Map<String, Side> SIDES = Map.of("B", Side.BUY, "A", Side.SELL);

    @Override
    public boolean decode(FeedLine line, FeedEvents to) throws IOException {
        Map<String, Object> message = Msg.map(line.json(), "object");
        return switch (message.getOrDefault("channel", "").toString()) {
            case "l2Book" -> to.wants(FeedStream.BOOK) && book(Msg.map(message.get("data"), "data"), to);
            case "trades" -> to.wants(FeedStream.TRADES) && trades(Msg.list(message.get("data"), "data"), to);
            default -> false;
        };
    }

    private static boolean book(Map<String, Object> data, FeedEvents to) {
        if (!to.takes(Msg.text(data, "coin"))) {
            return false;
        }
        to.at(Msg.ms(data, "time"));
        List<Object> sides = Msg.list(data.get("levels"), "levels");
        levels(Side.BUY, Msg.at(sides, 0), to);
        levels(Side.SELL, Msg.at(sides, 1), to);
        to.endSnapshot(BookFeed.NO_UPDATE);
        return true;
    }

    private static void levels(Side side, Object rows, FeedEvents to) {
        for (Object one : Msg.list(rows, "levels")) {
            Map<String, Object> row = Msg.map(one, "level");
            to.level(side, Msg.fixed(row.get("px"), "px"), Msg.fixed(row.get("sz"), "sz"));
        }
    }

    private static boolean trades(List<Object> rows, FeedEvents to) {
        boolean isTaken = false;
        for (Object one : rows) {
            Map<String, Object> row = Msg.map(one, "trade");
            if (to.takes(Msg.text(row, "coin"))) {
                isTaken = true;
                to.at(Msg.ms(row, "time"));
                to.trade(
                        Msg.fixed(row.get("px"), "px"),
                        Msg.fixed(row.get("sz"), "sz"),
                        FeedEvents.side(Msg.text(row, "side"), SIDES),
                        Msg.whole(row, "tid"));
            }
        }
        return isTaken;
    }
}
