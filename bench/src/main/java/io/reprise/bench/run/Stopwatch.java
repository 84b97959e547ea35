package io.reprise.bench.run;

import io.reprise.engine.time.SystemClock;

/** Times a piece of work on the calling thread; started when made. */
public final class Stopwatch {
    private static final double NS_PER_SECOND = 1e9;

    private final SystemClock clock = new SystemClock();
    private final long cpuStartNs = ProcessFacts.threadCpuNs();
    private final long allCpuStartNs = ProcessFacts.cpuNs();
    private final long startNs = clock.monoNs();

    /**
     * What a piece of work took.
     *
     * @param seconds by the wall
     * @param cpuSeconds of the thread on a core: without what other processes took
     * @param allCpuSeconds of all threads of this process, those of the collector and the compiler included
     */
    public record Elapsed(double seconds, double cpuSeconds, double allCpuSeconds) {}

    public Elapsed stop() {
        long wallNs = clock.monoNs() - startNs;
        return new Elapsed(
                wallNs / NS_PER_SECOND,
                (ProcessFacts.threadCpuNs() - cpuStartNs) / NS_PER_SECOND,
                (ProcessFacts.cpuNs() - allCpuStartNs) / NS_PER_SECOND);
    }
}
