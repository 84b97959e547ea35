package io.reprise.research.history;

import java.util.ArrayList;
import java.util.List;

/**
 * The times for which a tier has the rows: spans in order that do not touch. Whoever covers a time answers for all of it, so
 * that two tiers, or two journals of the same market, never both give a row of it. Immutable.
 */
record Cover(List<Interval> spans) {
    static final Cover NONE = new Cover(List.of());

    Cover {
        spans = List.copyOf(spans);
    }

    static Cover of(long fromNs, long toNs) {
        return fromNs < toNs ? new Cover(List.of(new Interval(fromNs, toNs))) : NONE;
    }

    boolean isEmpty() {
        return spans.isEmpty();
    }

    boolean contains(long tsNs) {
        int low = 0;
        int high = spans.size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            Interval span = spans.get(middle);
            if (tsNs < span.fromNs()) {
                high = middle - 1;
            } else if (tsNs >= span.toNs()) {
                low = middle + 1;
            } else {
                return true;
            }
        }
        return false;
    }

    /** Both together. */
    Cover with(Cover other) {
        List<Interval> all = new ArrayList<>(spans);
        all.addAll(other.spans);
        all.sort((a, b) -> Long.compare(a.fromNs(), b.fromNs()));
        List<Interval> joined = new ArrayList<>();
        for (Interval next : all) {
            Interval last = joined.isEmpty() ? null : joined.getLast();
            if (last != null && next.fromNs() <= last.toNs()) {
                joined.set(joined.size() - 1, new Interval(last.fromNs(), Math.max(last.toNs(), next.toNs())));
            } else {
                joined.add(next);
            }
        }
        return new Cover(joined);
    }

    /** What of it lies in a span. */
    Cover within(long fromNs, long toNs) {
        List<Interval> parts = new ArrayList<>();
        for (Interval span : spans) {
            long from = Math.max(fromNs, span.fromNs());
            long to = Math.min(toNs, span.toNs());
            if (from < to) {
                parts.add(new Interval(from, to));
            }
        }
        return new Cover(parts);
    }

    /** What of it the other covers too. */
    Cover within(Cover other) {
        List<Interval> parts = new ArrayList<>();
        for (Interval span : other.spans) {
            parts.addAll(within(span.fromNs(), span.toNs()).spans);
        }
        return new Cover(parts);
    }

    /** What of it the other does not cover. */
    Cover without(Cover other) {
        List<Interval> parts = new ArrayList<>();
        for (Interval span : spans) {
            long from = span.fromNs();
            for (Interval taken : other.within(span.fromNs(), span.toNs()).spans()) {
                if (from < taken.fromNs()) {
                    parts.add(new Interval(from, taken.fromNs()));
                }
                from = taken.toNs();
            }
            if (from < span.toNs()) {
                parts.add(new Interval(from, span.toNs()));
            }
        }
        return new Cover(parts);
    }

    /** Gathers the cover of rows as they come: a silence longer than a day is nobody's. Owned by one thread. */
    static final class Gathering {
        private static final long SILENCE_NS = 86_400_000_000_000L;

        private final List<Interval> spans = new ArrayList<>();
        private long fromNs;
        private long lastNs;
        private boolean isOpen;

        /** Adds a row's time, not before the last one's. */
        void add(long tsNs) {
            if (isOpen && tsNs - lastNs > SILENCE_NS) {
                end();
            }
            if (!isOpen) {
                isOpen = true;
                fromNs = tsNs;
            }
            lastNs = tsNs;
        }

        private void end() {
            spans.add(new Interval(fromNs, lastNs + 1));
            isOpen = false;
        }

        Cover cover() {
            if (isOpen) {
                end();
            }
            return new Cover(spans);
        }
    }
}
