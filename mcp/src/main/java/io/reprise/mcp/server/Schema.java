package io.reprise.mcp.server;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** JSON schemas of tools, written as code. A mutable builder: each method adds a property. */
public final class Schema {
    private static final int TEXT_CHARS_MAX = 300;

    private final Map<String, Object> properties = new LinkedHashMap<>();
    private final List<String> required = new ArrayList<>();
    private final boolean open;

    private Schema(boolean open) {
        this.open = open;
    }

    /** What a tool takes: nothing but what is named. */
    public static Schema input() {
        return new Schema(false);
    }

    /** What a tool gives: at least what is named. */
    public static Schema output() {
        return new Schema(true);
    }

    /** A text of at most 300 characters. */
    public Schema text(String name, String description) {
        return property(name, Map.of("type", "string", "maxLength", TEXT_CHARS_MAX, "description", description));
    }

    public Schema longText(String name, int charsMax, String description) {
        return property(name, Map.of("type", "string", "maxLength", charsMax, "description", description));
    }

    /** One of some texts. */
    public Schema choice(String name, String description, Object... values) {
        return property(name, Map.of("type", "string", "enum", List.of(values), "description", description));
    }

    public Schema integer(String name, long min, long max, String description) {
        return property(
                name, Map.of("type", "integer", "minimum", min, "maximum", max, "description", description));
    }

    public Schema flag(String name, String description) {
        return property(name, Map.of("type", "boolean", "description", description));
    }

    /** A list of ids. */
    public Schema texts(String name, int most, String description) {
        return property(
                name,
                Map.of(
                        "type",
                        "array",
                        "maxItems",
                        most,
                        "items",
                        Map.of("type", "string", "maxLength", TEXT_CHARS_MAX),
                        "description",
                        description));
    }

    /** An object of names and scalar values. */
    public Schema values(String name, String description) {
        return property(
                name,
                Map.of(
                        "type",
                        "object",
                        "maxProperties",
                        64,
                        "additionalProperties",
                        Map.of("type", List.of("string", "number", "boolean")),
                        "description",
                        description));
    }

    /** An object of any shape, in an answer. */
    public Schema object(String name, String description) {
        return property(name, Map.of("type", List.of("object", "null"), "description", description));
    }

    /** A list of objects, in an answer. */
    public Schema list(String name, String description) {
        return property(
                name, Map.of("type", "array", "items", Map.of("type", "object"), "description", description));
    }

    /** A text or nothing, in an answer. */
    public Schema maybe(String name, String description) {
        return property(name, Map.of("type", List.of("string", "null"), "description", description));
    }

    /** A whole number or nothing, in an answer. */
    public Schema maybeNumber(String name, String description) {
        return property(name, Map.of("type", List.of("integer", "null"), "description", description));
    }

    public Schema property(String name, Map<String, Object> schema) {
        properties.put(name, schema);
        return this;
    }

    /** Makes properties required. */
    public Schema needs(String... names) {
        required.addAll(List.of(names));
        return this;
    }

    public Map<String, Object> map() {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "object");
        schema.put("properties", properties);
        if (!required.isEmpty()) {
            schema.put("required", required);
        }
        if (!open) {
            schema.put("additionalProperties", false);
        }
        return schema;
    }
}
