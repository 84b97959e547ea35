package io.reprise.bench.market;

import io.reprise.codecs.AssetClass;
import io.reprise.engine.domain.Instrument;

/**
 * A seeded random walk of trades: 60 a minute on average, prices on a tick, quantities on a lot. The same seed gives the same
 * trades however many are taken. Owned by one thread.
 */
public final class TradeWalk {
    /** What is traded. Prices are around 10,000; a tick is 0.01, a lot 0.0001. */
    public static final Instrument INSTRUMENT =
            new Instrument(0, "RND-USD.BENCH", AssetClass.CRYPTO, 1_000_000L, 10_000L, "USD", false, true);

    /** 2020-01-01T00:00:00Z. */
    static final long START_NS = 1_577_836_800_000_000_000L;

    private static final long GAP_MAX_NS = 2_000_000_000L;
    private static final long START_TICKS = 1_000_000;
    private static final long LOWEST_TICKS = 500_000;
    private static final long HIGHEST_TICKS = 2_000_000;
    private static final int STEP_TICKS_MAX = 10;
    private static final long QTY_LOTS_MIN = 1_000;
    private static final long QTY_LOTS_MAX = 40_000;

    private final SplitMix random;
    private long tsNs = START_NS;
    private long ticks = START_TICKS;
    private long qtyLots;
    private boolean buy;

    public TradeWalk(long seed) {
        random = new SplitMix(seed);
    }

    /** Goes to the next trade. */
    public void advance() {
        tsNs += 1 + random.below(GAP_MAX_NS);
        long draw = random.next();
        buy = draw < 0;
        long step = Math.unsignedMultiplyHigh(draw << 1, 2 * STEP_TICKS_MAX + 1) - STEP_TICKS_MAX;
        long next = ticks + step;
        ticks = next < LOWEST_TICKS || next > HIGHEST_TICKS ? ticks - step : next;
        qtyLots = QTY_LOTS_MIN + random.below(QTY_LOTS_MAX - QTY_LOTS_MIN);
    }

    /** tsEvent and tsInit, epoch ns. */
    public long tsNs() {
        return tsNs;
    }

    /** Price at 1e-8. */
    public long px() {
        return ticks * INSTRUMENT.tickPx();
    }

    /** Quantity at 1e-8. */
    public long qty() {
        return qtyLots * INSTRUMENT.lotQty();
    }

    /** Whether the aggressor bought. */
    public boolean isBuy() {
        return buy;
    }
}
