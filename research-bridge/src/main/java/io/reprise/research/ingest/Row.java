package io.reprise.research.ingest;

import io.reprise.codecs.Side;

/**
 * One accepted row, reused. Prices and quantities at 1e-8, times in ns since 1970 UTC. Owned by the thread that reads.
 */
final class Row {
    /** Time of the event: the trade's, or the exclusive end of the bar. */
    long tsEventNs;

    long tsInitNs;
    long px;
    long qty;
    /** The aggressor's. */
    Side side;
    /** The venue's number of the trade, or {@link #NO_TRADE_ID}. */
    long tradeId;

    long open;
    long high;
    long low;
    long close;
    /** -1 where the source has no volume in units of the instrument. */
    long volume;
    /** 0 where the source does not say. */
    long tradeCount;

    static final long NO_TRADE_ID = Long.MIN_VALUE;
    static final long NO_VOLUME = -1;
}
