package io.reprise.research.ingest;

import java.util.List;
import java.util.Map;

/**
 * Where a value is in a line: keys and 1-based positions with dots between, from the row on; with a slash before them,
 * from the top of the message on; {@code before.N} is the N-th word before the message.
 *
 * @param origin what the steps start from
 * @param steps keys of objects, positions in arrays
 */
record JsonPath(Origin origin, List<String> steps) {
    /** What a path starts from. */
    enum Origin {
        WORDS,
        MESSAGE,
        ROW
    }

    private static final String BEFORE = "before";
    private static final int STEPS_MAX = 16;
    private static final int DIGITS_MAX = 6;

    JsonPath {
        steps = List.copyOf(steps);
    }

    /** Reads a path of a column. */
    static JsonPath ofRow(String text) {
        return text.startsWith("/") ? parse(Origin.MESSAGE, text.substring(1)) : parse(Origin.ROW, text);
    }

    /** Reads a path that starts at the top whether or not it has a slash; empty = the whole message. */
    static JsonPath ofMessage(String text) {
        String path = text.startsWith("/") ? text.substring(1) : text;
        return path.isEmpty() ? new JsonPath(Origin.MESSAGE, List.of()) : parse(Origin.MESSAGE, path);
    }

    private static JsonPath parse(Origin origin, String text) {
        List<String> steps = List.of(text.split("\\.", -1));
        if (steps.size() > STEPS_MAX || steps.stream().anyMatch(String::isBlank)) {
            throw new IllegalArgumentException(
                    "the path '" + text + "' must be one to " + STEPS_MAX + " keys or positions with dots between");
        }
        boolean isWord = steps.getFirst().equals(BEFORE) && steps.size() == 2 && position(steps.getLast()) > 0;
        return isWord ? new JsonPath(Origin.WORDS, List.of(steps.getLast())) : new JsonPath(origin, steps);
    }

    /** Throws an IllegalArgumentException when a path of a layout is none. */
    static void check(Format.Layout layout) {
        ofMessage(layout.jsonPath());
        layout.where().keySet().forEach(JsonPath::ofMessage);
        layout.columns().values().forEach(place -> place.names().forEach(JsonPath::ofRow));
    }

    /** What is there below a value, or null: a map, a list or the text of a scalar. */
    Object in(Object value) {
        Object at = value;
        for (String step : steps) {
            if (at instanceof Map<?, ?> object) {
                at = object.get(step);
            } else if (at instanceof List<?> array) {
                int position = position(step);
                at = position > 0 && position <= array.size() ? array.get(position - 1) : null;
            } else {
                return null;
            }
        }
        return at;
    }

    private static int position(String step) {
        boolean isNumber = step.length() <= DIGITS_MAX && step.chars().allMatch(c -> c >= '0' && c <= '9');
        return isNumber ? Integer.parseInt(step) : 0;
    }
}
