package io.reprise.mcp.transport;

import java.util.Map;

/** What a client says of itself. Without state. */
final class Clients {
    private static final int CHARS_MAX = 100;

    private Clients() {}

    /** Name and version, as the request to initialize has them; data, not to be believed. */
    static String name(Object initializeParams) {
        if (initializeParams instanceof Map<?, ?> params && params.get("clientInfo") instanceof Map<?, ?> info) {
            String name = info.get("name") + " " + info.get("version");
            return name.length() <= CHARS_MAX ? name : name.substring(0, CHARS_MAX) + "...";
        }
        return "";
    }
}
