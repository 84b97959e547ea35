package io.reprise.research.history;

/** A span of time, epoch ns: the beginning is in it, the end is not. */
record Interval(long fromNs, long toNs) {
    Interval {
        if (fromNs > toNs) {
            throw new IllegalArgumentException("a span cannot end at " + toNs + " before it begins at " + fromNs);
        }
    }
}
