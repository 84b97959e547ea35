package io.reprise.engine.backtest;

import io.reprise.engine.domain.HotPath;
import java.util.Arrays;

/**
 * Equity, benchmark and price over time in bounded memory: points of one span of time each, two neighbours becoming one
 * whenever the bound is reached. Owned by the observer.
 */
@HotPath
final class Curve {
    private static final int POINTS_MAX = 4096;
    private static final long FIRST_SPAN_NS = 1_000_000_000L;

    private final long[] spanOf = new long[POINTS_MAX];
    private final long[] tsNs = new long[POINTS_MAX];
    private final long[] equity = new long[POINTS_MAX];
    private final long[] buyAndHold = new long[POINTS_MAX];
    private final long[] open = new long[POINTS_MAX];
    private final long[] high = new long[POINTS_MAX];
    private final long[] low = new long[POINTS_MAX];
    private final long[] close = new long[POINTS_MAX];
    private int count;
    private long spanNs = FIRST_SPAN_NS;

    private long openPx;
    private long highPx;
    private long lowPx;
    private long spanEndNs = Long.MIN_VALUE;

    /** Whether an event of this time begins a new point; the one before must be ended first. */
    boolean isBeyond(long timeNs) {
        return timeNs >= spanEndNs;
    }

    /** When the open point ends; before all time when none is open. */
    long spanEndNs() {
        return spanEndNs;
    }

    /** Whether a point is open. */
    boolean isOpen() {
        return spanEndNs != Long.MIN_VALUE;
    }

    void begin(long timeNs, long px) {
        spanEndNs = timeNs - Math.floorMod(timeNs, spanNs) + spanNs;
        openPx = px;
        highPx = px;
        lowPx = px;
    }

    void price(long highest, long lowest) {
        if (highest > highPx) {
            highPx = highest;
        }
        if (lowest < lowPx) {
            lowPx = lowest;
        }
    }

    /** Ends the open point with what held after its last event. */
    void end(long timeNs, long equityNow, long buyAndHoldNow, long px) {
        if (count == POINTS_MAX) {
            halve();
        }
        spanOf[count] = Math.floorDiv(timeNs, spanNs);
        tsNs[count] = timeNs;
        equity[count] = equityNow;
        buyAndHold[count] = buyAndHoldNow;
        open[count] = openPx;
        high[count] = highPx;
        low[count] = lowPx;
        close[count] = px;
        count++;
        spanEndNs = Long.MIN_VALUE;
    }

    private void halve() {
        while (count > POINTS_MAX / 2) {
            spanNs *= 2;
            int kept = 0;
            for (int i = 0; i < count; i++) {
                long span = Math.floorDiv(tsNs[i], spanNs);
                if (kept > 0 && spanOf[kept - 1] == span) {
                    merge(kept - 1, i);
                } else {
                    move(i, kept);
                    spanOf[kept++] = span;
                }
            }
            count = kept;
        }
    }

    private void merge(int into, int from) {
        tsNs[into] = tsNs[from];
        equity[into] = equity[from];
        buyAndHold[into] = buyAndHold[from];
        high[into] = Math.max(high[into], high[from]);
        low[into] = Math.min(low[into], low[from]);
        close[into] = close[from];
    }

    private void move(int from, int to) {
        tsNs[to] = tsNs[from];
        equity[to] = equity[from];
        buyAndHold[to] = buyAndHold[from];
        open[to] = open[from];
        high[to] = high[from];
        low[to] = low[from];
        close[to] = close[from];
    }

    RunResult.Curve columns() {
        return new RunResult.Curve(
                Arrays.copyOf(tsNs, count),
                Arrays.copyOf(equity, count),
                Arrays.copyOf(buyAndHold, count),
                Arrays.copyOf(open, count),
                Arrays.copyOf(high, count),
                Arrays.copyOf(low, count),
                Arrays.copyOf(close, count));
    }
}
