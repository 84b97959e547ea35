package io.reprise.engine.pipeline;

import io.reprise.engine.domain.HotPath;
import io.reprise.engine.metrics.LatencyHistogram;
import io.reprise.engine.time.SystemClock;

/**
 * How long one event in {@value #EVERY} takes in each part of a pipeline with threads. What is measured goes nowhere but
 * here, so that it changes no byte of what is decided. Each histogram is written by the thread of its part.
 */
@HotPath
public final class PipelineMeter {
    /** A power of two, smaller than any ring. */
    public static final int EVERY = 256;

    /** Parts that an event comes through, in order, and the whole. */
    public enum Part {
        /** From being published to being taken from the ring. */
        QUEUE,
        /** Appending the batch that the event is in. */
        JOURNAL,
        FEATURES,
        STRATEGY,
        RISK,
        ORDERS,
        /** From being published to having been through all stages. */
        TOTAL;

        private static final Part[] ALL = values();

        /** How many there are. */
        public static int count() {
            return ALL.length;
        }

        public static Part of(int ordinal) {
            return ALL[ordinal];
        }
    }

    private final SystemClock clock = new SystemClock();
    private final LatencyHistogram[] histograms = new LatencyHistogram[Part.count()];
    private final long[] publishedNs;
    private final int mask;

    /** @param ringSlots of the ring that the events come through, a power of two */
    public PipelineMeter(int ringSlots) {
        for (int i = 0; i < histograms.length; i++) {
            histograms[i] = new LatencyHistogram();
        }
        publishedNs = new long[Math.max(1, ringSlots / EVERY)];
        mask = publishedNs.length - 1;
    }

    /** Whether the event in this place of the ring's sequence is one that is measured. */
    static boolean isSampled(long sequence) {
        return (sequence & EVERY - 1) == 0;
    }

    /** Whether one from first to last is. */
    static boolean hasSampled(long first, long last) {
        return (first + EVERY - 1 & -EVERY) <= last;
    }

    long nowNs() {
        return clock.monoNs();
    }

    /** By the feeding thread, before a sampled event is published; its slot was free, so nobody reads the entry. */
    void onPublish(long sequence) {
        publishedNs[(int) (sequence / EVERY) & mask] = clock.monoNs();
    }

    /** When a sampled event that was not consumed yet was published. */
    long publishedNs(long sequence) {
        return publishedNs[(int) (sequence / EVERY) & mask];
    }

    /** A part took from a moment until now; returns now. */
    long took(Part part, long fromNs) {
        long nowNs = clock.monoNs();
        histograms[part.ordinal()].record(nowNs - fromNs);
        return nowNs;
    }

    /** For any thread to read. */
    public LatencyHistogram histogram(Part part) {
        return histograms[part.ordinal()];
    }
}
