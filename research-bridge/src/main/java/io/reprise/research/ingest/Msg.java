package io.reprise.research.ingest;

import io.reprise.engine.fixed.Decimals;
import java.util.List;
import java.util.Map;

/** Reads parts of a message; what is not as it must be is refused in words. */
final class Msg {
    private static final long MS_NS = 1_000_000L;

    private Msg() {}

    @SuppressWarnings("unchecked")
    static Map<String, Object> map(Object part, String what) {
        if (part instanceof Map<?, ?> map) {
            return (Map<String, Object>) map;
        }
        throw new IllegalArgumentException("the message has no " + what);
    }

    @SuppressWarnings("unchecked")
    static List<Object> list(Object part, String what) {
        if (part instanceof List<?> list) {
            return (List<Object>) list;
        }
        throw new IllegalArgumentException("the message has no " + what);
    }

    static String text(Map<String, Object> from, String key) {
        return text(from.get(key), key);
    }

    static String text(Object part, String what) {
        if (part instanceof String text) {
            return text;
        }
        throw new IllegalArgumentException("the message has no " + what);
    }

    /** The n-th of a list, from 0. */
    static Object at(List<Object> list, int index) {
        if (index < list.size()) {
            return list.get(index);
        }
        throw new IllegalArgumentException("the message has a row of " + list.size() + " values");
    }

    /** A decimal at 1e-8. */
    static long fixed(Object part, String what) {
        String text = text(part, what);
        try {
            return Decimals.parse(text);
        } catch (NumberFormatException refused) {
            throw new IllegalArgumentException(what + ": " + refused.getMessage(), refused);
        }
    }

    static long whole(Map<String, Object> from, String key) {
        String text = text(from, key);
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException refused) {
            throw new IllegalArgumentException(key + " '" + text + "' is no whole number", refused);
        }
    }

    /** Milliseconds since 1970, to ns. */
    static long ms(Map<String, Object> from, String key) {
        long ms = whole(from, key);
        if (ms < 0 || ms > Long.MAX_VALUE / MS_NS) {
            throw new IllegalArgumentException(key + " " + ms + " is no time");
        }
        return ms * MS_NS;
    }
}
