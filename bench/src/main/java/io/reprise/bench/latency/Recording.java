package io.reprise.bench.latency;

import io.reprise.engine.time.SystemClock;
import org.HdrHistogram.Histogram;

/**
 * Times from a trade's planned moment to now, those of the warm-up apart. Both are recorded by the same code without a
 * branch: one that is taken for the first time when the measuring begins makes the JVM throw away the compiled code around
 * it, and the first tenth of a second is then measured in the interpreter. Owned by one thread; begun by the driver's.
 */
final class Recording {
    private static final SystemClock CLOCK = new SystemClock();
    private static final int SIGN_SHIFT = Long.SIZE - 1;

    private final Histogram[] histograms = {LatencyRig.newHistogram(), LatencyRig.newHistogram()};
    private volatile long measuredFromNs = Long.MAX_VALUE;

    /** Trades planned for this time or later count; called before the first of all. */
    void measureFrom(long plannedNs) {
        measuredFromNs = plannedNs;
    }

    void record(long plannedNs) {
        record(plannedNs, CLOCK.monoNs());
    }

    void record(long plannedNs, long nowNs) {
        histograms[(int) (plannedNs - measuredFromNs >>> SIGN_SHIFT)].recordValue(nowNs - plannedNs);
    }

    Histogram measured() {
        return histograms[0];
    }
}
