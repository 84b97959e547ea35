package io.reprise.engine.book;

import io.reprise.engine.domain.HotPath;
import io.reprise.engine.domain.StateInput;
import io.reprise.engine.domain.StateOutput;
import io.reprise.engine.domain.Stateful;
import java.util.Arrays;

/**
 * Last trade and best bid and ask of each instrument. Prices and quantities are at 1e-8, times the venue's in ns; all
 * are {@link #NULL_PX}, {@link #NULL_QTY} and {@link #NULL_TS} until known. Owned by the thread that drives the stages.
 */
@HotPath
public final class TopOfBook implements Stateful {
    public static final long NULL_PX = Long.MIN_VALUE;
    public static final long NULL_QTY = Long.MIN_VALUE;
    public static final long NULL_TS = Long.MIN_VALUE;

    // Eight values an instrument, so that an event touches one cache line or two.
    private static final int STRIDE_BITS = 3;
    private static final int LAST_PX = 0;
    private static final int LAST_QTY = 1;
    private static final int LAST_TS = 2;
    private static final int BID_PX = 3;
    private static final int BID_QTY = 4;
    private static final int ASK_PX = 5;
    private static final int ASK_QTY = 6;
    private static final int QUOTE_TS = 7;

    private final long[] values;

    /** For instruments with ids 0 to {@code instrumentCount} - 1. */
    public TopOfBook(int instrumentCount) {
        values = new long[Math.multiplyExact(instrumentCount, 1 << STRIDE_BITS)];
        Arrays.fill(values, NULL_PX);
    }

    public void onTrade(int instrumentId, long tsEventNs, long px, long qty) {
        int base = instrumentId << STRIDE_BITS;
        values[base + LAST_PX] = px;
        values[base + LAST_QTY] = qty;
        values[base + LAST_TS] = tsEventNs;
    }

    /** A side that is empty is given as {@link #NULL_PX}. */
    public void onQuote(int instrumentId, long tsEventNs, long bidPx, long bidQty, long askPx, long askQty) {
        int base = instrumentId << STRIDE_BITS;
        values[base + BID_PX] = bidPx;
        values[base + BID_QTY] = bidQty;
        values[base + ASK_PX] = askPx;
        values[base + ASK_QTY] = askQty;
        values[base + QUOTE_TS] = tsEventNs;
    }

    /**
     * Bid and ask are not known any more, be it of one instrument or, where the id is negative, of all. When they last were
     * stays known.
     */
    public void forgetQuotes(int instrumentId) {
        int first = Math.max(0, instrumentId) << STRIDE_BITS;
        int end = instrumentId < 0 ? values.length : first + (1 << STRIDE_BITS);
        for (int base = first; base < end; base += 1 << STRIDE_BITS) {
            Arrays.fill(values, base + BID_PX, base + QUOTE_TS, NULL_PX);
        }
    }

    /** Whether there ever was a quote, or a book whose best prices are one. */
    public boolean hasQuoted(int instrumentId) {
        return quoteTsEventNs(instrumentId) != NULL_TS;
    }

    /** A split: quotes before it are no prices any more, and the last trade's is given anew. */
    public void split(int instrumentId, long lastPx) {
        forgetQuotes(instrumentId);
        values[(instrumentId << STRIDE_BITS) + LAST_PX] = lastPx;
    }

    public long lastPx(int instrumentId) {
        return values[(instrumentId << STRIDE_BITS) + LAST_PX];
    }

    public long lastQty(int instrumentId) {
        return values[(instrumentId << STRIDE_BITS) + LAST_QTY];
    }

    public long lastTsEventNs(int instrumentId) {
        return values[(instrumentId << STRIDE_BITS) + LAST_TS];
    }

    public long bidPx(int instrumentId) {
        return values[(instrumentId << STRIDE_BITS) + BID_PX];
    }

    public long bidQty(int instrumentId) {
        return values[(instrumentId << STRIDE_BITS) + BID_QTY];
    }

    public long askPx(int instrumentId) {
        return values[(instrumentId << STRIDE_BITS) + ASK_PX];
    }

    public long askQty(int instrumentId) {
        return values[(instrumentId << STRIDE_BITS) + ASK_QTY];
    }

    public long quoteTsEventNs(int instrumentId) {
        return values[(instrumentId << STRIDE_BITS) + QUOTE_TS];
    }

    @Override
    public void saveState(StateOutput out) {
        out.putLongs(values, values.length);
    }

    @Override
    public void loadState(StateInput in) {
        in.getLongs(values, values.length);
    }
}
