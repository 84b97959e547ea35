package io.reprise.engine.metrics;

import io.reprise.engine.domain.HotPath;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * How often something took how long: four buckets to each doubling of the time. Written by one thread, which waits for
 * nobody and allocates nothing; read by any, who may see a count that is not in the sum yet.
 */
@HotPath
public final class LatencyHistogram {
    /** Buckets; the last holds all that took longer than the one before says. */
    public static final int BUCKETS = 128;

    private static final int PER_DOUBLING_BITS = 2;
    private static final int PER_DOUBLING = 1 << PER_DOUBLING_BITS;

    private final AtomicLongArray counts = new AtomicLongArray(BUCKETS);
    private final AtomicLong count = new AtomicLong();
    private final AtomicLong sumNs = new AtomicLong();
    private final AtomicLong maxNs = new AtomicLong();

    public void record(long ns) {
        int bucket = bucketOf(ns);
        counts.lazySet(bucket, counts.get(bucket) + 1);
        sumNs.lazySet(sumNs.get() + Math.max(0, ns));
        if (ns > maxNs.get()) {
            maxNs.lazySet(ns);
        }
        count.lazySet(count.get() + 1);
    }

    /** The bucket of a time; those below 0, of which a clock that stutters may think, are 0. */
    static int bucketOf(long ns) {
        if (ns < PER_DOUBLING) {
            return (int) Math.max(0, ns);
        }
        int doublings = Long.SIZE - 1 - Long.numberOfLeadingZeros(ns) - PER_DOUBLING_BITS;
        int within = (int) (ns >>> doublings) & PER_DOUBLING - 1;
        return Math.min(BUCKETS - 1, (doublings + 1) * PER_DOUBLING + within);
    }

    /** The longest time, ns, that a bucket holds; of the last, {@link Long#MAX_VALUE}. */
    public static long upperNs(int bucket) {
        if (bucket >= BUCKETS - 1) {
            return Long.MAX_VALUE;
        }
        if (bucket < PER_DOUBLING) {
            return bucket;
        }
        int doublings = bucket / PER_DOUBLING - 1;
        return ((long) PER_DOUBLING + bucket % PER_DOUBLING + 1 << doublings) - 1;
    }

    public long count(int bucket) {
        return counts.get(bucket);
    }

    public long count() {
        return count.get();
    }

    public long sumNs() {
        return sumNs.get();
    }

    public long maxNs() {
        return maxNs.get();
    }
}
