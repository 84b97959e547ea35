package io.reprise.admin.http;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Finds the route of a request, and takes its address apart, strictly. Immutable. */
public final class Router {
    private static final int SEGMENTS_MAX = 12;

    private final List<Route> routes;
    private final List<String[]> templates = new ArrayList<>();

    /** A route and what its path's parameters are. */
    record Match(Route route, Map<String, String> path) {}

    public Router(List<Route> routes) {
        this.routes = List.copyOf(routes);
        Map<String, Route> known = new HashMap<>();
        for (Route route : routes) {
            templates.add(route.path().substring(1).split("/", -1));
            String shape = route.method() + " " + route.path().replaceAll("\\{[^}]*}", "{}");
            if (known.putIfAbsent(shape, route) != null) {
                throw new IllegalStateException("two routes are " + shape);
            }
        }
    }

    public List<Route> routes() {
        return routes;
    }

    /**
     * @param path below the API's prefix, not decoded, beginning with a slash
     * @throws Problem 404 or 405
     */
    Match match(String method, String path) {
        String[] segments = path.substring(1).split("/", SEGMENTS_MAX);
        for (int i = 0; i < segments.length; i++) {
            segments[i] = decode(segments[i], false);
        }
        String asked = method.equals("HEAD") ? "GET" : method;
        TreeSet<String> others = new TreeSet<>();
        Match best = null;
        for (int i = 0; i < routes.size(); i++) {
            Map<String, String> values = values(templates.get(i), segments);
            if (values == null) {
                continue;
            }
            Route route = routes.get(i);
            others.add(route.method());
            // A literal segment wins over a parameter: it has fewer parameters.
            if (route.method().equals(asked)
                    && (best == null || values.size() < best.path().size())) {
                best = new Match(route, values);
            }
        }
        if (best != null) {
            return best;
        }
        if (others.isEmpty()) {
            throw Problem.notFound("there is nothing at this address");
        }
        throw new MethodNotAllowed(String.join(", ", others));
    }

    /** What is said to a method that an address does not know; it tells those that it knows. */
    static final class MethodNotAllowed extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final String allowed;

        MethodNotAllowed(String allowed) {
            super(null, null, false, false);
            this.allowed = allowed;
        }

        String allowed() {
            return allowed;
        }
    }

    private static Map<String, String> values(String[] template, String[] segments) {
        if (template.length != segments.length) {
            return null;
        }
        Map<String, String> values = new LinkedHashMap<>();
        for (int i = 0; i < template.length; i++) {
            if (template[i].startsWith("{")) {
                values.put(template[i].substring(1, template[i].length() - 1), segments[i]);
            } else if (!template[i].equals(segments[i])) {
                return null;
            }
        }
        return values;
    }

    /** @throws Problem 400 when a parameter comes twice or is not of the route */
    static Map<String, String> query(Route route, String text) {
        Map<String, String> values = new LinkedHashMap<>();
        if (text == null || text.isEmpty()) {
            return values;
        }
        for (String pair : text.split("&")) {
            if (pair.isEmpty()) {
                continue;
            }
            int equals = pair.indexOf('=');
            String name = decode(equals < 0 ? pair : pair.substring(0, equals), true);
            String value = equals < 0 ? "" : decode(pair.substring(equals + 1), true);
            boolean isKnown = route.params().stream()
                    .anyMatch(
                            param -> param.in().equals("query") && param.name().equals(name));
            if (!isKnown) {
                throw Problem.bad(
                        "there is no parameter '" + (name.length() > 40 ? name.substring(0, 40) : name) + "'");
            }
            if (values.putIfAbsent(name, value) != null) {
                throw Problem.bad("the parameter " + name + " comes twice");
            }
        }
        return values;
    }

    /** Percent-decoding of whole UTF-8 characters, or a 400. */
    static String decode(String text, boolean plusIsBlank) {
        if (text.indexOf('%') < 0 && !(plusIsBlank && text.indexOf('+') >= 0)) {
            return text;
        }
        ByteBuffer bytes = ByteBuffer.allocate(text.length() * 3);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '%') {
                int high = i + 2 < text.length() ? Character.digit(text.charAt(i + 1), 16) : -1;
                int low = i + 2 < text.length() ? Character.digit(text.charAt(i + 2), 16) : -1;
                if (high < 0 || low < 0) {
                    throw Problem.bad("the address has a % that stands for nothing");
                }
                bytes.put((byte) (high << 4 | low));
                i += 2;
            } else if (c == '+' && plusIsBlank) {
                bytes.put((byte) ' ');
            } else {
                bytes.put(Character.toString(c).getBytes(StandardCharsets.UTF_8));
            }
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(bytes.flip()).toString();
        } catch (CharacterCodingException notText) {
            throw Problem.bad("the address is not UTF-8");
        }
    }
}
