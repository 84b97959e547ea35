package io.reprise.engine.domain;

/**
 * Finished bars of one instrument and period that are known one behind the other, field by field: a loop over one field of
 * many bars is a tenth of as many calls with one bar. Prices at 1e-8, times epoch ns; a bar's index is its place here.
 * Written by whoever reads the market, read by the stages; owned by the thread that drives an INLINE pipeline.
 */
@HotPath
public final class BarColumns {
    /** Most bars at a time; a document of the usual size has fewer. */
    public static final int BARS_MAX = 512;

    private final long[] tsEventNs = new long[BARS_MAX];
    private final long[] tsInitNs = new long[BARS_MAX];
    private final long[] highPx = new long[BARS_MAX];
    private final long[] lowPx = new long[BARS_MAX];
    private final long[] closePx = new long[BARS_MAX];
    private int count;
    private long version;

    /** Begins anew, with no bars. */
    public void clear() {
        count = 0;
        version++;
    }

    /** Adds a bar behind the others; there must be room. */
    public void add(long barTsEventNs, long barTsInitNs, long high, long low, long close) {
        tsEventNs[count] = barTsEventNs;
        tsInitNs[count] = barTsInitNs;
        highPx[count] = high;
        lowPx[count] = low;
        closePx[count] = close;
        count++;
    }

    public boolean isFull() {
        return count == BARS_MAX;
    }

    /** Bars that are here. */
    public int count() {
        return count;
    }

    /** Another whenever the bars are others. */
    public long version() {
        return version;
    }

    /** By index, to be read only; so are the other columns. */
    public long[] tsEventNs() {
        return tsEventNs;
    }

    public long[] tsInitNs() {
        return tsInitNs;
    }

    public long[] highPx() {
        return highPx;
    }

    public long[] lowPx() {
        return lowPx;
    }

    public long[] closePx() {
        return closePx;
    }
}
