package io.reprise.research.ingest;

import io.reprise.codecs.BookAction;
import io.reprise.codecs.Side;
import io.reprise.engine.book.BookFeed;
import io.reprise.engine.fixed.Decimals;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Takes what a message says, checks it by rule 4 of docs/semantics.md, and writes it as frames when the whole message is
 * accepted. Levels and orders are held until their update is whole. Owned by the thread that reads.
 */
final class FeedEvents {
    private final Set<FeedStream> streams;
    private final Symbols symbols;
    private final long clockOffsetNs;
    private final long feedLatencyNs;
    private final boolean nonPositivePx;

    private FrameWriter writer;
    private final List<Item> items = new ArrayList<>();
    private final List<BookRow> run = new ArrayList<>();
    private int runBefore;
    private long receivedNs;
    private long tsEventNs;
    private long lastTradeNs = Long.MIN_VALUE;
    private long lastQuoteNs = Long.MIN_VALUE;
    private long leastLatencyNs = Long.MAX_VALUE;
    private long gaps;

    /** What becomes a frame, or a run of frames. */
    private sealed interface Item {
        long tsNs();

        void write(FrameWriter writer, long tsInitNs);
    }

    private record Print(long tsNs, long px, long qty, Side side, long id) implements Item {
        @Override
        public void write(FrameWriter writer, long tsInitNs) {
            Row row = new Row();
            row.tsEventNs = tsNs;
            row.tsInitNs = tsInitNs;
            row.px = px;
            row.qty = qty;
            row.side = side;
            row.tradeId = id;
            writer.trade(row);
        }
    }

    private record Best(long tsNs, long bidPx, long bidQty, long askPx, long askQty) implements Item {
        @Override
        public void write(FrameWriter writer, long tsInitNs) {
            writer.quote(tsNs, tsInitNs, bidPx, bidQty, askPx, askQty);
        }
    }

    /** One level or order of an update. */
    record BookRow(BookAction action, Side side, long px, long qty, long key) {}

    private record Update(long tsNs, boolean isSnapshot, long id, List<BookRow> rows) implements Item {
        @Override
        public void write(FrameWriter writer, long tsInitNs) {
            int bids = 0;
            for (int i = 0; i < rows.size(); i++) {
                boolean isFirst = i == 0;
                boolean isLast = i == rows.size() - 1;
                BookRow row = rows.get(i);
                if (isSnapshot) {
                    bids += row.side() == Side.BUY ? 1 : 0;
                    int level = row.side() == Side.BUY ? bids - 1 : i - bids;
                    writer.bookSnapshot(tsNs, tsInitNs, isFirst, isLast, row, id, level);
                } else {
                    writer.bookDelta(tsNs, tsInitNs, isFirst, isLast, row, id);
                }
            }
        }
    }

    private record Gap(long tsNs) implements Item {
        @Override
        public void write(FrameWriter writer, long tsInitNs) {
            writer.gap(tsNs, tsInitNs);
        }
    }

    /**
     * @param symbols which symbol of several
     * @param clockOffsetNs added to each time of receipt
     * @param feedLatencyNs added as well
     */
    FeedEvents(
            Set<FeedStream> streams, Symbols symbols, long clockOffsetNs, long feedLatencyNs, boolean nonPositivePx) {
        this.streams = streams;
        this.symbols = symbols;
        this.clockOffsetNs = clockOffsetNs;
        this.feedLatencyNs = feedLatencyNs;
        this.nonPositivePx = nonPositivePx;
    }

    /** Writes frames from now on; before, messages are only looked at. */
    void writeTo(FrameWriter newWriter) {
        writer = newWriter;
    }

    /** Breaks in the venue's numbers so far. */
    long gaps() {
        return gaps;
    }

    /** The shortest time from an event to its receipt by uncorrected clocks, ns; may be negative. */
    long leastLatencyNs() {
        return leastLatencyNs;
    }

    boolean wants(FeedStream stream) {
        return streams.contains(stream);
    }

    /** Whether a message is of the symbol that is read; a null is. */
    boolean takes(String symbol) {
        return symbol == null || symbols.takes(symbol);
    }

    /** The symbol that is read, null before any was seen. */
    String symbol() {
        return symbols.chosen();
    }

    /**
     * Call at the end of all files.
     *
     * @throws IngestException when there are several symbols and none is chosen, or the chosen one is not there
     */
    void check() {
        symbols.check();
    }

    /** A message begins. */
    void begin(long newReceivedNs) {
        receivedNs = newReceivedNs == IngestResult.NO_TIME ? newReceivedNs : newReceivedNs + clockOffsetNs;
        tsEventNs = receivedNs;
        items.clear();
        runBefore = run.size();
    }

    /** What follows happened at that time, ns. */
    void at(long newTsEventNs) {
        tsEventNs = newTsEventNs;
        if (receivedNs != IngestResult.NO_TIME) {
            leastLatencyNs = Math.min(leastLatencyNs, receivedNs - clockOffsetNs - newTsEventNs);
        }
    }

    /** When the message was received, corrected; {@link IngestResult#NO_TIME} if that is not known. */
    long receivedNs() {
        return receivedNs;
    }

    void trade(long px, long qty, Side side, long id) {
        requirePx(px);
        if (qty <= 0) {
            throw new IllegalArgumentException("quantity " + Decimals.plain(qty) + " is not above 0");
        }
        if (tsEventNs < lastTradeNs) {
            throw new IllegalArgumentException("time is before that of the last accepted trade");
        }
        items.add(new Print(tsEventNs, px, qty, side, id));
    }

    /** Sizes are 0 where they are not known. */
    void quote(long bidPx, long bidQty, long askPx, long askQty) {
        requirePx(bidPx);
        requirePx(askPx);
        if (bidQty < 0 || askQty < 0) {
            throw new IllegalArgumentException("a quantity is below 0");
        }
        if (bidPx > askPx) {
            throw new IllegalArgumentException(
                    "bid " + Decimals.plain(bidPx) + " is above ask " + Decimals.plain(askPx));
        }
        if (tsEventNs < lastQuoteNs) {
            throw new IllegalArgumentException("time is before that of the last accepted quote");
        }
        items.add(new Best(tsEventNs, bidPx, bidQty, askPx, askQty));
    }

    private void requirePx(long px) {
        if (px <= 0 && !nonPositivePx) {
            throw new IllegalArgumentException("price " + Decimals.plain(px) + " is not above 0");
        }
    }

    /** A level, set to a quantity. */
    void level(Side side, long px, long qty) {
        order(BookAction.SET, side, px, qty, BookFeed.NO_KEY);
    }

    /** A level or order of the update at hand. */
    void order(BookAction action, Side side, long px, long qty, long key) {
        requirePx(px);
        if (qty < 0) {
            throw new IllegalArgumentException("quantity " + Decimals.plain(qty) + " is below 0");
        }
        run.add(new BookRow(action, side, px, qty, key));
    }

    /** Levels given as rows of price and quantity, 0 for a level that is gone. */
    void levels(Side side, Object rows, String what) {
        for (Object one : Msg.list(rows, what)) {
            var row = Msg.list(one, what);
            level(side, Msg.fixed(Msg.at(row, 0), "price"), Msg.fixed(Msg.at(row, 1), "quantity"));
        }
    }

    /** The book, or a side of it, is empty. */
    void clear(Side side) {
        run.add(new BookRow(BookAction.CLEAR, side, BookFeed.NO_KEY, 0, BookFeed.NO_KEY));
    }

    /** Levels and orders since the last end are an update. */
    void endUpdate(long id) {
        if (!run.isEmpty()) {
            items.add(new Update(tsEventNs, false, id, List.copyOf(run)));
            run.clear();
        }
        runBefore = 0;
    }

    /** Levels and orders since the last end are the whole book, bids first, each side from the best on. */
    void endSnapshot(long id) {
        if (run.isEmpty()) {
            run.add(new BookRow(BookAction.SET, Side.NONE, BookFeed.NO_KEY, 0, BookFeed.NO_KEY));
        }
        items.add(new Update(tsEventNs, true, id, List.copyOf(run)));
        run.clear();
        runBefore = 0;
    }

    /** Updates are missing. */
    void gap() {
        gaps++;
        items.add(new Gap(tsEventNs));
    }

    /** The message is accepted. */
    void commit() {
        for (Item item : items) {
            switch (item) {
                case Print print -> lastTradeNs = print.tsNs();
                case Best best -> lastQuoteNs = best.tsNs();
                default -> {}
            }
            if (writer != null) {
                item.write(writer, tsInitNs(item.tsNs()));
            }
        }
        items.clear();
    }

    private long tsInitNs(long tsNs) {
        return feedLatencyNs + (receivedNs == IngestResult.NO_TIME ? tsNs : Math.max(tsNs, receivedNs));
    }

    /** The message is not accepted: nothing of it stays. */
    void rollback() {
        items.clear();
        while (run.size() > runBefore) {
            run.removeLast();
        }
    }

    /** Of a message's key and value, the side that rows under it are of. */
    static Side side(String word, Map<String, Side> sides) {
        Side side = sides.get(word);
        if (side == null) {
            throw new IllegalArgumentException("'" + word + "' is no side");
        }
        return side;
    }
}
