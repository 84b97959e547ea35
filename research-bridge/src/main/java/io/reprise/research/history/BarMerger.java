package io.reprise.research.history;

import io.reprise.engine.time.Times;
import java.util.List;
import java.util.function.Supplier;

/**
 * Joins pieces of bars, in order of time, into whole ones: where one piece ends within a bar and the next goes on with it, they
 * become one. Takes rows of bars (whole or pieces) of any finer period, or of trades. Owned by the thread that reads.
 */
final class BarMerger implements Batches {
    private static final long NO_VOLUME = -1;

    private final Batches pieces;
    private final HistoryKind kind;
    private final long piecePeriodNs;
    private final long periodNs;
    private final Interval begins;
    private final ColumnBatch batch = new ColumnBatch(HistoryKind.BARS.columns().size());
    private ColumnBatch from;
    private int at;
    private boolean isOver;

    private boolean isOpen;
    private long startNs;
    private long open;
    private long high;
    private long low;
    private long close;
    private long volume;
    private long trades;

    /**
     * @param kind of the pieces, trades or bars
     * @param piecePeriodNs of the pieces; 0 for trades
     * @param periodNs of the bars that are wanted
     * @param begins when the bars that are wanted begin
     */
    BarMerger(List<Supplier<Batches>> pieces, HistoryKind kind, long piecePeriodNs, long periodNs, Interval begins) {
        this.pieces = new ChainedBatches(pieces);
        this.kind = kind;
        this.piecePeriodNs = piecePeriodNs;
        this.periodNs = periodNs;
        this.begins = begins;
    }

    @Override
    public boolean next() {
        batch.clear();
        while (!batch.isFull() && !isOver) {
            if (from == null || at == from.size()) {
                isOver = !pieces.next();
                from = isOver ? null : pieces.batch();
                at = 0;
            } else {
                take(at++);
            }
        }
        if (isOver && isOpen && !batch.isFull()) {
            flush();
        }
        return batch.size() > 0;
    }

    private void take(int row) {
        boolean isTrade = kind == HistoryKind.TRADES;
        long beginNs =
                isTrade ? from.get(row, HistorySchema.TS_INIT) : from.get(row, HistorySchema.TS_EVENT) - piecePeriodNs;
        long start = Times.floor(beginNs, periodNs);
        if (start < begins.fromNs() || start >= begins.toNs()) {
            return;
        }
        if (isTrade) {
            long px = from.get(row, 4);
            add(start, px, px, px, px, from.get(row, 5), 1);
        } else {
            add(
                    start,
                    from.get(row, 3),
                    from.get(row, 4),
                    from.get(row, 5),
                    from.get(row, 6),
                    from.get(row, 7),
                    from.get(row, 8));
        }
    }

    private void add(long start, long o, long h, long l, long c, long v, long count) {
        if (isOpen && start != startNs) {
            flush();
        }
        if (!isOpen) {
            isOpen = true;
            startNs = start;
            open = o;
            high = h;
            low = l;
            volume = 0;
            trades = 0;
        }
        high = Math.max(high, h);
        low = Math.min(low, l);
        close = c;
        volume = v < 0 || volume == NO_VOLUME ? NO_VOLUME : Math.addExact(volume, v);
        trades = Math.addExact(trades, count);
    }

    private void flush() {
        int row = batch.addRow();
        long endNs = Math.addExact(startNs, periodNs);
        long[] values = {endNs, endNs, 0, open, high, low, close, volume, trades};
        for (int i = 0; i < values.length; i++) {
            batch.column(i)[row] = values[i];
        }
        isOpen = false;
    }

    @Override
    public ColumnBatch batch() {
        return batch;
    }

    @Override
    public void close() {
        pieces.close();
    }
}
