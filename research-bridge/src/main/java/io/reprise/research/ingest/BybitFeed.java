package io.reprise.research.ingest;

import io.reprise.codecs.Side;
import java.io.IOException;
import java.util.Map;

/**
 * Bybit's topic orderbook: a snapshot, then deltas whose number {@code u} grows by one. Owned by the thread that reads.
 */
final class BybitFeed implements FeedDecoder {
    private static final long NONE = -1;

    private long lastU = NONE;

    @Override
    public boolean decode(FeedLine line, FeedEvents to) throws IOException {
        Map<String, Object> message = Msg.map(line.json(), "object");
        if (!(message.get("topic") instanceof String topic) || !topic.startsWith("orderbook.")) {
            return false;
        }
        Map<String, Object> data = Msg.map(message.get("data"), "data");
        if (!to.wants(FeedStream.BOOK) || !to.takes(Msg.text(data, "s"))) {
            return false;
        }
        long u = Msg.whole(data, "u");
        boolean isSnapshot = Msg.text(message, "type").equals("snapshot");
        to.at(Msg.ms(message, "ts"));
        if (!isSnapshot && lastU != u - 1) {
            to.gap();
        }
        to.levels(Side.BUY, data.get("b"), "b");
        to.levels(Side.SELL, data.get("a"), "a");
        if (isSnapshot) {
            to.endSnapshot(u);
        } else {
            to.endUpdate(u);
        }
        lastU = u;
        return true;
    }
}
