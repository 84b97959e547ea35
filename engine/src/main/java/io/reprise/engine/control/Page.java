package io.reprise.engine.control;

import java.util.List;

/**
 * Some of a list.
 *
 * @param next cursor of the next page, {@link #END} when this is the last
 */
public record Page<T>(List<T> items, long next) {
    /** There is no next page. */
    public static final long END = -1;
    /** A page has at most so many items. */
    public static final int LIMIT_MAX = 1_000;

    public Page {
        items = List.copyOf(items);
    }

    /** Refuses a limit out of range in one sentence. */
    static int requireLimit(int limit) {
        if (limit < 1 || limit > LIMIT_MAX) {
            throw new IllegalArgumentException("a page has 1 to " + LIMIT_MAX + " items, not " + limit);
        }
        return limit;
    }
}
