package io.reprise.mcp.server;

import io.reprise.research.access.Principal;

/**
 * Something to read under an address.
 *
 * @param uri address, or a template of it with one {@code {name}} where there are many
 * @param name short name
 * @param description what it is, for agents
 * @param mimeType of its text
 * @param reader gives the text of an address
 */
public record Resource(String uri, String name, String description, String mimeType, Reader reader) {
    /** Gives the text of an address; what it throws becomes the protocol's error in one sentence. */
    @FunctionalInterface
    public interface Reader {
        String text(String uri, Principal caller) throws Exception;
    }

    boolean isTemplate() {
        return uri.contains("{");
    }
}
