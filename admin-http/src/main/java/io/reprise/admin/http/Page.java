package io.reprise.admin.http;

import java.util.List;

/**
 * A part of a list.
 *
 * @param next the cursor of what follows, null at the end
 */
public record Page<T>(List<T> items, @Maybe String next) {
    public static final int LIMIT = 100;
    public static final int LIMIT_MAX = 1_000;

    public Page {
        items = List.copyOf(items);
    }

    /** The part of a whole list that a call asks for; cursors are places in it. */
    public static <T> Page<T> of(List<T> all, Call call) {
        int from = (int) Math.min(all.size(), call.cursor());
        int to = (int) Math.min(all.size(), (long) from + call.limit());
        return new Page<>(all.subList(from, to), to < all.size() ? Integer.toString(to) : null);
    }
}
