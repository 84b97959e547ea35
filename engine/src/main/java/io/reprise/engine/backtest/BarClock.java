package io.reprise.engine.backtest;

import io.reprise.engine.domain.BarSpec;
import io.reprise.engine.domain.HotPath;
import io.reprise.engine.domain.StateInput;
import io.reprise.engine.domain.StateOutput;
import io.reprise.engine.domain.Stateful;
import io.reprise.engine.feature.BarSeries;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Knows when the open bars of trade-built time series end (rule 8): the driver's twin of the live timer. Owned by the
 * driver's thread.
 */
@HotPath
final class BarClock implements Stateful {
    static final long NEVER = Long.MAX_VALUE;

    private final int[] instrumentOf;
    private final long[] periodNs;
    private final long[] endNs;
    private final int[][] byInstrument;
    private final boolean[] idle;
    private long nextNs = NEVER;

    /** @param series those of the pipeline; others than time bars are left out */
    BarClock(int instruments, List<BarSeries> series) {
        List<BarSeries> timed =
                series.stream().filter(one -> one.spec().isTime()).toList();
        instrumentOf = timed.stream().mapToInt(BarSeries::instrumentId).toArray();
        periodNs = timed.stream().map(BarSeries::spec).mapToLong(BarSpec::size).toArray();
        endNs = new long[timed.size()];
        Arrays.fill(endNs, NEVER);
        byInstrument = new int[instruments][];
        idle = new boolean[instruments];
        for (int instrument = 0; instrument < instruments; instrument++) {
            int id = instrument;
            byInstrument[id] = IntStream.range(0, timed.size())
                    .filter(i -> instrumentOf[i] == id)
                    .toArray();
            idle[id] = byInstrument[id].length > 0;
        }
    }

    /** When the next open bar ends, {@link #NEVER} if none is open. */
    long nextNs() {
        return nextNs;
    }

    /** Whether a trade of this instrument could open a bar. */
    boolean isIdle(int instrumentId) {
        return idle[instrumentId];
    }

    /** A trade opens the bars of its instrument that are not open. */
    void open(int instrumentId, long tsInitNs) {
        for (int i : byInstrument[instrumentId]) {
            if (endNs[i] == NEVER) {
                endNs[i] = Math.addExact(tsInitNs - Math.floorMod(tsInitNs, periodNs[i]), periodNs[i]);
                nextNs = Math.min(nextNs, endNs[i]);
            }
        }
        idle[instrumentId] = false;
    }

    /** The series whose bar ends next: at equal time the lowest instrument id, then the shortest period. */
    int due() {
        int best = -1;
        for (int i = 0; i < endNs.length; i++) {
            if (endNs[i] == nextNs && (best < 0 || precedes(i, best))) {
                best = i;
            }
        }
        return best;
    }

    private boolean precedes(int a, int b) {
        return instrumentOf[a] != instrumentOf[b] ? instrumentOf[a] < instrumentOf[b] : periodNs[a] < periodNs[b];
    }

    int instrumentOf(int due) {
        return instrumentOf[due];
    }

    long periodNs(int due) {
        return periodNs[due];
    }

    /** The bar has been closed. */
    void closed(int due) {
        endNs[due] = NEVER;
        idle[instrumentOf[due]] = true;
        nextNs = NEVER;
        for (long end : endNs) {
            nextNs = Math.min(nextNs, end);
        }
    }

    @Override
    public void saveState(StateOutput out) {
        out.putLongs(endNs, endNs.length);
    }

    @Override
    public void loadState(StateInput in) {
        in.getLongs(endNs, endNs.length);
        nextNs = NEVER;
        for (long end : endNs) {
            nextNs = Math.min(nextNs, end);
        }
        for (int instrument = 0; instrument < idle.length; instrument++) {
            boolean anyIdle = false;
            for (int i : byInstrument[instrument]) {
                anyIdle |= endNs[i] == NEVER;
            }
            idle[instrument] = anyIdle;
        }
    }
}
