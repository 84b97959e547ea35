package io.reprise.research.ingest;

import io.reprise.codecs.Side;
import io.reprise.engine.book.BookFeed;
import java.io.IOException;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

/** Coinbase's channels level2 and matches; a match says the side of the order that rested. Owned by the thread that reads. */
final class CoinbaseFeed implements FeedDecoder {
    private static final Map<String, Side> SIDES = Map.of("buy", Side.BUY, "sell", Side.SELL);
    private static final Map<String, Side> TAKERS = Map.of("buy", Side.SELL, "sell", Side.BUY);
    private static final TimeReader ISO = TimeReaders.of(new Format.Timing("iso", null, ZoneOffset.UTC, null, 0), "");

    @Override
    public boolean decode(FeedLine line, FeedEvents to) throws IOException {
        Map<String, Object> message = Msg.map(line.json(), "object");
        String type = message.containsKey("product_id") ? Msg.text(message, "type") : "";
        return switch (type) {
            case "snapshot" -> takes(message, FeedStream.BOOK, to) && snapshot(message, to);
            case "l2update" -> takes(message, FeedStream.BOOK, to) && update(message, to);
            case "match" -> takes(message, FeedStream.TRADES, to) && trade(message, to);
            default -> false;
        };
    }

    private static boolean takes(Map<String, Object> message, FeedStream stream, FeedEvents to) {
        return to.wants(stream) && to.takes(Msg.text(message, "product_id"));
    }

    private static boolean snapshot(Map<String, Object> message, FeedEvents to) {
        to.levels(Side.BUY, message.get("bids"), "bids");
        to.levels(Side.SELL, message.get("asks"), "asks");
        to.endSnapshot(BookFeed.NO_UPDATE);
        return true;
    }

    private static boolean update(Map<String, Object> message, FeedEvents to) {
        to.at(FeedLine.time(ISO, Msg.text(message, "time")));
        for (Object one : Msg.list(message.get("changes"), "changes")) {
            List<Object> row = Msg.list(one, "changes");
            to.level(
                    FeedEvents.side(Msg.text(Msg.at(row, 0), "side"), SIDES),
                    Msg.fixed(Msg.at(row, 1), "price"),
                    Msg.fixed(Msg.at(row, 2), "size"));
        }
        to.endUpdate(BookFeed.NO_UPDATE);
        return true;
    }

    private static boolean trade(Map<String, Object> message, FeedEvents to) {
        to.at(FeedLine.time(ISO, Msg.text(message, "time")));
        to.trade(
                Msg.fixed(message.get("price"), "price"),
                Msg.fixed(message.get("size"), "size"),
                FeedEvents.side(Msg.text(message, "side"), TAKERS),
                Msg.whole(message, "trade_id"));
        return true;
    }
}
