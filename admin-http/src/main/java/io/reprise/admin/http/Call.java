package io.reprise.admin.http;

import io.reprise.engine.time.Times;
import io.reprise.research.access.Principal;
import java.util.Map;

/**
 * One request: who calls, and with what. Parameters are checked against their definitions already. Owned by one thread.
 *
 * @param principal null where the route needs no token
 */
public record Call(
        Route route,
        String uri,
        Principal principal,
        Map<String, String> path,
        Map<String, String> query,
        byte[] body,
        String key) {
    private static final byte[] EMPTY = {'{', '}'};

    public String path(String name) {
        return path.get(name);
    }

    public long pathNumber(String name) {
        return Long.parseLong(path.get(name));
    }

    /** Null when it is not given. */
    public String query(String name) {
        return query.get(name);
    }

    public long number(String name, long otherwise) {
        String value = query.get(name);
        return value == null ? otherwise : Long.parseLong(value);
    }

    /** Epoch nanoseconds. */
    public long time(String name, long otherwise) {
        String value = query.get(name);
        try {
            return value == null ? otherwise : Times.parse(value);
        } catch (RuntimeException notOne) {
            throw Problem.bad(name + " cannot be '" + value + "': it is no time between 1678 and 2262");
        }
    }

    public int limit() {
        return (int) number("limit", Page.LIMIT);
    }

    /** The cursor of lists whose cursors are numbers. */
    public long cursor() {
        String cursor = query.get("cursor");
        try {
            long at = cursor == null ? 0 : Long.parseLong(cursor);
            if (at >= 0) {
                return at;
            }
        } catch (NumberFormatException notOne) {
            // said below
        }
        throw Problem.bad("there is no such cursor");
    }

    /** The body, which its schema allows; one that was left out is an empty object. */
    public <T> T body(Class<T> type) {
        return Json.read(body == null ? EMPTY : body, type);
    }
}
