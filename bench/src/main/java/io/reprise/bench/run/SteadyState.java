package io.reprise.bench.run;

/**
 * Bytes per event that a thread allocates between the first fill after a tenth of a run and the first after nine tenths:
 * what remains when start-up and growth are over. Owned by the thread that runs.
 */
final class SteadyState {
    private final long fromEvent;
    private final long toEvent;
    private long firstEvent;
    private long firstBytes;
    private long lastEvent;
    private long lastBytes;

    SteadyState(long events) {
        fromEvent = events / 10;
        toEvent = events - events / 10;
    }

    /** A fill by this market event. */
    void at(long event) {
        if (event < fromEvent || lastEvent > 0) {
            return;
        }
        if (firstEvent == 0) {
            firstEvent = event;
            firstBytes = ProcessFacts.threadAllocatedBytes();
        } else if (event >= toEvent) {
            lastEvent = event;
            lastBytes = ProcessFacts.threadAllocatedBytes();
        }
    }

    /** NaN when there were too few fills to tell. */
    double bytesPerEvent() {
        return lastEvent > firstEvent ? (double) (lastBytes - firstBytes) / (lastEvent - firstEvent) : Double.NaN;
    }
}
