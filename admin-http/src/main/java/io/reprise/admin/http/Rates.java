package io.reprise.admin.http;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How many calls a caller may make: a bucket each, that fills at a steady rate. Callers that were not seen for longest are
 * forgotten first. Safe from any thread.
 */
public final class Rates {
    private static final int CALLERS_MAX = 10_000;
    private static final double NS_PER_SECOND = 1e9;

    private final double perSecond;
    private final double burst;
    private final Map<String, Bucket> buckets = new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
            return size() > CALLERS_MAX;
        }
    };

    private static final class Bucket {
        private double left;
        private long filledNs;
    }

    public Rates(double perSecond, double burst) {
        this.perSecond = perSecond;
        this.burst = burst;
    }

    /** Takes one from the caller's bucket; false when it is empty. */
    public synchronized boolean take(String caller, long monoNs) {
        Bucket bucket = filled(caller, monoNs);
        if (bucket.left < 1) {
            return false;
        }
        bucket.left--;
        return true;
    }

    /** Whether there is one to take. */
    public synchronized boolean hasOne(String caller, long monoNs) {
        return filled(caller, monoNs).left >= 1;
    }

    private Bucket filled(String caller, long monoNs) {
        Bucket bucket = buckets.get(caller);
        if (bucket == null) {
            bucket = new Bucket();
            bucket.left = burst;
            bucket.filledNs = monoNs;
            buckets.put(caller, bucket);
        }
        double filled = Math.max(0, monoNs - bucket.filledNs) / NS_PER_SECOND * perSecond;
        bucket.left = Math.min(burst, bucket.left + filled);
        bucket.filledNs = monoNs;
        return bucket;
    }
}
