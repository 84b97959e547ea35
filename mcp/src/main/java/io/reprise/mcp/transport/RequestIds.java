package io.reprise.mcp.transport;

import java.util.LinkedHashMap;
import java.util.Map;

/** The ids of a session's requests: the protocol lets no id be used twice, so a message that was recorded cannot be sent again. */
final class RequestIds {
    private static final int KEPT_MAX = 10_000;

    private final Map<String, Boolean> seen = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > KEPT_MAX;
        }
    };

    /** Whether the id is used for the first time, as far as is remembered. */
    synchronized boolean isFirst(Object id) {
        return seen.putIfAbsent(id.getClass().getSimpleName() + id, true) == null;
    }
}
