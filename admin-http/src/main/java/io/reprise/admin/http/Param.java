package io.reprise.admin.http;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A parameter of a route, in its path or its query: one definition for the check and for the document.
 *
 * @param schema in JSON Schema's words
 */
public record Param(String name, String in, boolean required, String description, Map<String, Object> schema) {
    private static final String ID_CHARS = "[A-Za-z0-9_][A-Za-z0-9._~@-]{0,199}";
    private static final String ID = "^" + ID_CHARS + "$";
    /** Marks, in a schema, a value that names things which there may be or not. */
    private static final String NAMES = "x-names";

    private static final String TIME = "^\\d{4}-\\d{2}-\\d{2}(T\\d{2}:\\d{2}(:\\d{2}(\\.\\d{1,9})?)?Z)?$";

    /** An id of the workspace. */
    public static Param id(String name, String description) {
        return new Param(name, "path", true, description, Map.of("type", "string", "pattern", ID));
    }

    /** Ids of the workspace with commas between, in the query; such a thing there may be or not. */
    public static Param ids(String name, int max, String description) {
        String pattern = "^" + ID_CHARS + "(," + ID_CHARS + "){0," + (max - 1) + "}$";
        return new Param(name, "query", true, description, Map.of("type", "string", "pattern", pattern, NAMES, true));
    }

    /** Whether a value can be well formed and still name nothing that there is. */
    public boolean mayNameNothing() {
        return in.equals("path") || schema.containsKey(NAMES);
    }

    public static Param number(String name, String description) {
        return new Param(name, "path", true, description, Map.of("type", "integer", "format", "int64", "minimum", 0));
    }

    public static Param integer(String name, long min, long max, String description) {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "integer");
        schema.put("format", "int64");
        schema.put("minimum", min);
        schema.put("maximum", max);
        return new Param(name, "query", false, description, schema);
    }

    public static Param time(String name, String description) {
        return new Param(name, "query", false, description, Map.of("type", "string", "pattern", TIME));
    }

    public static Param text(String name, String pattern, String description) {
        return new Param(name, "query", false, description, Map.of("type", "string", "pattern", pattern));
    }

    public static Param oneOf(String name, String description, String... values) {
        return new Param(name, "query", false, description, Map.of("type", "string", "enum", List.of(values)));
    }

    public static <E extends Enum<E>> Param oneOf(String name, String description, Class<E> type) {
        return oneOf(
                name,
                description,
                Arrays.stream(type.getEnumConstants())
                        .map(Enum::name)
                        .filter(value -> !value.equals("NULL_VAL"))
                        .toArray(String[]::new));
    }

    public Param needed() {
        return new Param(name, in, true, description, schema);
    }

    /** {@code limit} and {@code cursor} of every list. */
    static List<Param> paging() {
        return new ArrayList<>(List.of(
                integer("limit", 1, Page.LIMIT_MAX, "Most items of one answer (default: " + Page.LIMIT + ")."),
                text("cursor", "^[A-Za-z0-9_=-]{1,200}$", "What the answer before gave as next.")));
    }

    /** @throws Problem 400 when the value is not one of the parameter's */
    void check(String value) {
        if ("integer".equals(schema.get("type"))) {
            long number;
            try {
                number = Long.parseLong(value);
            } catch (NumberFormatException notOne) {
                throw Problem.bad(name + " cannot be '" + shown(value) + "': it takes a whole number");
            }
            if (number < bound("minimum", Long.MIN_VALUE) || number > bound("maximum", Long.MAX_VALUE)) {
                throw Problem.bad(name + " cannot be " + number + ": it must be from "
                        + bound("minimum", Long.MIN_VALUE) + " to " + bound("maximum", Long.MAX_VALUE));
            }
        } else if (schema.get("enum") instanceof List<?> values && !values.contains(value)) {
            throw Problem.bad(name + " cannot be '" + shown(value) + "': it takes one of " + values);
        } else if (schema.get("pattern") instanceof String pattern && !Pattern.matches(pattern, value)) {
            throw in.equals("path")
                    ? Problem.notFound("there is no " + name + " '" + shown(value) + "'")
                    : Problem.bad(name + " cannot be '" + shown(value) + "': it must match " + pattern);
        }
    }

    private long bound(String key, long otherwise) {
        return schema.get(key) instanceof Number bound ? bound.longValue() : otherwise;
    }

    private static String shown(String value) {
        return value.length() <= 80 ? value : value.substring(0, 80) + "...";
    }
}
