package io.reprise.research.ingest;

import io.reprise.engine.fixed.Decimals;

/**
 * LEAN's ticks of US equity quotes: a row is one side, ms, bid, bid size, ask, ask size, venue, condition, suspicious, with 0
 * for the other side. The rows are the national best bid and offer already, each side with the venue that makes it (taken so,
 * their state at each second is the close of LEAN's own bars of the second, see {@code RecordedBooksTest}; taken as quotes of
 * venues, hardly ever). Two rows make a quote, the bid first: it is said with the ask that follows. Rows that are suspicious
 * are passed over. Owned by the thread that reads.
 */
final class LeanBestQuotes implements FeedDecoder {
    private static final int CELLS = 8;

    private final int pricePlaces;
    private final TimeReader time;
    private long bidPx;
    private long bidQty;
    private long saidBidPx;
    private long saidBidQty;
    private long saidAskPx;
    private long saidAskQty;

    LeanBestQuotes(Format format, TimeReader time) {
        this.time = time;
        pricePlaces = format.values().pricePlaces();
    }

    @Override
    public boolean decode(FeedLine line, FeedEvents to) {
        String[] cells = line.text().strip().split(",", -1);
        if (cells.length != CELLS) {
            throw new IllegalArgumentException("a row of " + cells.length + " cells is no quote of a venue");
        }
        if (!cells[7].equals("0")) {
            return false;
        }
        to.at(FeedLine.time(time, cells[0]));
        long newBidPx = LeanQuotes.px(cells[1], pricePlaces);
        long newBidQty = Decimals.parse(cells[2]);
        long askPx = LeanQuotes.px(cells[3], pricePlaces);
        long askQty = Decimals.parse(cells[4]);
        if (newBidPx < 0 || askPx < 0 || newBidQty < 0 || askQty < 0) {
            throw new IllegalArgumentException("a price or size is below 0");
        }
        if (newBidPx > 0) {
            bidPx = newBidPx;
            bidQty = newBidQty;
        }
        boolean isSaid = bidPx == saidBidPx && bidQty == saidBidQty && askPx == saidAskPx && askQty == saidAskQty;
        if (askPx == 0 || bidPx == 0 || isSaid) {
            return false;
        }
        to.quote(bidPx, bidQty, askPx, askQty);
        saidBidPx = bidPx;
        saidBidQty = bidQty;
        saidAskPx = askPx;
        saidAskQty = askQty;
        return true;
    }
}
