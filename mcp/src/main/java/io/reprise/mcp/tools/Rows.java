package io.reprise.mcp.tools;

import io.reprise.mcp.server.Schema;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Pages of lists. Without state. */
final class Rows {
    static final int LIMIT = 50;
    static final int LIMIT_MAX = 500;

    private Rows() {}

    /** Adds what every list takes. */
    static Schema paged(Schema input) {
        return input.integer("limit", 1, LIMIT_MAX, "Items of a page (default " + LIMIT + ").")
                .text("cursor", "The next of the page before; none for the first page.");
    }

    /** What every list gives. */
    static Schema page(String description) {
        return Schema.output()
                .list("items", description)
                .maybe("next", "Cursor of the next page; null when this is the last.")
                .needs("items", "next");
    }

    /** A page of a list that is whole in memory; the cursor is a place in it. */
    static <T> Map<String, Object> page(
            List<T> all, String cursor, long limit, Function<T, Map<String, Object>> row) {
        int from = at(cursor, all.size());
        int to = (int) Math.min(from + limit, all.size());
        return page(
                all.subList(from, to).stream().map(row).toList(), to == all.size() ? null : Integer.toString(to));
    }

    static Map<String, Object> page(List<Map<String, Object>> items, String next) {
        Map<String, Object> page = new LinkedHashMap<>();
        page.put("items", items);
        page.put("next", next);
        return page;
    }

    private static int at(String cursor, int size) {
        if (cursor == null) {
            return 0;
        }
        try {
            int at = Integer.parseInt(cursor);
            if (at >= 0 && at <= size) {
                return at;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw new IllegalArgumentException("the cursor is not one that a page gave");
    }
}
