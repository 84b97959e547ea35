package io.reprise.research.ingest;

import io.reprise.engine.fixed.Decimals;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * LEAN's quotes of one venue. Three layouts, told by their number of cells: time, bid, ask; time, bid, bid size, ask, ask
 * size; and bars, time, then open, high, low, close and size of bid and ask: the close is the quote at the bar's end. A row
 * without one of the sides is of another kind. Owned by the thread that reads.
 */
final class LeanQuotes implements FeedDecoder {
    private static final int TICK = 3;
    private static final int SIZED_TICK = 5;
    private static final int BAR = 11;

    private final int pricePlaces;
    private final TimeReader time;
    private final long periodNs;

    LeanQuotes(Format format, TimeReader time) {
        this.time = time;
        pricePlaces = format.values().pricePlaces();
        periodNs = format.timing().barPeriodNs();
    }

    @Override
    public boolean decode(FeedLine line, FeedEvents to) {
        List<String> cells = List.of(line.text().strip().split(",", -1));
        return switch (cells.size()) {
            case TICK -> take(cells, 1, -1, 2, -1, to);
            case SIZED_TICK -> take(cells, 1, 2, 3, 4, to);
            case BAR -> take(cells, 4, 5, 9, 10, to);
            default -> throw new IllegalArgumentException("a row of " + cells.size() + " cells is no quote");
        };
    }

    private boolean take(List<String> cells, int bid, int bidSize, int ask, int askSize, FeedEvents to) {
        long bidPx = px(cells.get(bid), pricePlaces);
        long askPx = px(cells.get(ask), pricePlaces);
        if (cells.get(bid).isEmpty() || cells.get(ask).isEmpty()) {
            return false;
        }
        to.at(Math.addExact(FeedLine.time(time, cells.getFirst()), periodNs));
        to.quote(bidPx, size(cells, bidSize), askPx, size(cells, askSize));
        return true;
    }

    private static long size(List<String> cells, int at) {
        return at < 0 || cells.get(at).isEmpty() ? 0 : Decimals.parse(cells.get(at));
    }

    static long px(String text, int places) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return bytes.length == 0 ? 0 : Decimals.parseScaled(bytes, 0, bytes.length, places);
    }
}
