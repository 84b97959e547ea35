package io.reprise.bench.market;

import io.reprise.engine.domain.Instrument;

/**
 * A seeded random walk of one-minute bars without gaps, of the instrument of {@link TradeWalk}. A bar opens at the close
 * before it; steps are small beside the tick, so that equal means of closes happen. Owned by one thread.
 */
public final class BarWalk {
    public static final Instrument INSTRUMENT = TradeWalk.INSTRUMENT;
    /** Length of a bar. */
    public static final long PERIOD_NS = 60_000_000_000L;

    private static final long START_TICKS = 1_000_000;
    private static final long LOWEST_TICKS = 500_000;
    private static final long HIGHEST_TICKS = 2_000_000;
    private static final int STEP_TICKS_MAX = 20;
    private static final int SHADOW_TICKS_MAX = 10;
    private static final long VOLUME_LOTS_MIN = 100_000;
    private static final long VOLUME_LOTS_MAX = 5_000_000;
    private static final int TRADES_MAX = 200;

    private final SplitMix random;
    private long endNs = TradeWalk.START_NS;
    private long openTicks;
    private long closeTicks = START_TICKS;
    private long highTicks;
    private long lowTicks;
    private long volumeLots;
    private long tradeCount;

    public BarWalk(long seed) {
        random = new SplitMix(seed);
    }

    /** Goes to the next bar. */
    public void advance() {
        endNs += PERIOD_NS;
        openTicks = closeTicks;
        long step = random.below(2 * STEP_TICKS_MAX + 1) - STEP_TICKS_MAX;
        long next = openTicks + step;
        closeTicks = next < LOWEST_TICKS || next > HIGHEST_TICKS ? openTicks - step : next;
        highTicks = Math.max(openTicks, closeTicks) + random.below(SHADOW_TICKS_MAX + 1);
        lowTicks = Math.min(openTicks, closeTicks) - random.below(SHADOW_TICKS_MAX + 1);
        volumeLots = VOLUME_LOTS_MIN + random.below(VOLUME_LOTS_MAX - VOLUME_LOTS_MIN);
        tradeCount = 1 + random.below(TRADES_MAX);
    }

    /** Exclusive end of the bar, its tsEvent and tsInit, epoch ns. */
    public long endNs() {
        return endNs;
    }

    public long openPx() {
        return openTicks * INSTRUMENT.tickPx();
    }

    public long highPx() {
        return highTicks * INSTRUMENT.tickPx();
    }

    public long lowPx() {
        return lowTicks * INSTRUMENT.tickPx();
    }

    public long closePx() {
        return closeTicks * INSTRUMENT.tickPx();
    }

    /** 1e-8. */
    public long volume() {
        return volumeLots * INSTRUMENT.lotQty();
    }

    public long tradeCount() {
        return tradeCount;
    }
}
