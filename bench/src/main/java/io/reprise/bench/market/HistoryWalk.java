package io.reprise.bench.market;

import io.reprise.codecs.AssetClass;
import io.reprise.engine.domain.Instrument;
import io.reprise.research.history.Batches;
import io.reprise.research.history.ColumnBatch;
import io.reprise.research.history.HistoryKind;
import io.reprise.research.history.Series;

/** Trades of a seeded random walk as batches of columns. Owned by one thread. */
public final class HistoryWalk implements Batches {
    /** What is traded. */
    public static final Series SERIES = new Series(
            HistoryKind.TRADES,
            new Instrument(0, "RND-USD.BENCH", AssetClass.CRYPTO, 1_000_000, 10_000, "USD", false, true),
            0);

    /** 2020-01-01T00:00:00Z. */
    public static final long START_NS = 1_577_836_800_000_000_000L;

    private static final long TICK_PX = 1_000_000L;
    private static final long LOT_QTY = 10_000L;
    private static final long LOTS_MAX = 40_000;
    private static final long LOWEST_TICKS = 1_000;
    private static final int STEP_TICKS_MAX = 10;

    private final ColumnBatch batch = ColumnBatch.of(HistoryKind.TRADES);
    private final SplitMix random;
    private final long rows;
    private final long gapMaxNs;
    private long number;
    private long tsNs;
    private long ticks = 1_000_000;

    /**
     * @param rows how many trades
     * @param startNs all come then or later, epoch ns
     * @param gapMaxNs between two trades at most, exclusive; half of it on average
     */
    public HistoryWalk(long rows, long seed, long startNs, long gapMaxNs) {
        this.rows = rows;
        this.gapMaxNs = gapMaxNs;
        random = new SplitMix(seed);
        tsNs = startNs;
    }

    @Override
    public boolean next() {
        batch.clear();
        while (number < rows && !batch.isFull()) {
            int row = batch.addRow();
            tsNs += random.below(gapMaxNs);
            ticks = Math.max(LOWEST_TICKS, ticks + random.below(2 * STEP_TICKS_MAX + 1) - STEP_TICKS_MAX);
            long[] values = {
                tsNs, tsNs, 0, 1 + random.below(2), ticks * TICK_PX, (1 + random.below(LOTS_MAX)) * LOT_QTY, ++number
            };
            for (int i = 0; i < values.length; i++) {
                batch.column(i)[row] = values[i];
            }
        }
        return batch.size() > 0;
    }

    /** When the last trade was, epoch ns. */
    public long tsNs() {
        return tsNs;
    }

    @Override
    public ColumnBatch batch() {
        return batch;
    }

    @Override
    public void close() {
        // nothing is held
    }
}
