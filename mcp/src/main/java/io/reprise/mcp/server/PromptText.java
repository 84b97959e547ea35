package io.reprise.mcp.server;

import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * A piece of work that a person may ask an agent for.
 *
 * @param name as clients show it
 * @param title for people
 * @param description what it does
 * @param arguments that it takes
 * @param text makes the request of the arguments
 */
public record PromptText(
        String name,
        String title,
        String description,
        List<Argument> arguments,
        Function<Map<String, Object>, String> text) {
    /** An argument of a prompt. */
    public record Argument(String name, String description, boolean required) {}
}
