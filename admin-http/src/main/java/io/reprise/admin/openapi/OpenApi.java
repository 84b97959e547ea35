package io.reprise.admin.openapi;

import io.reprise.admin.http.Answer;
import io.reprise.admin.http.ApiHandler;
import io.reprise.admin.http.Param;
import io.reprise.admin.http.Route;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The OpenAPI 3.1 document of a list of routes. Immutable. */
public final class OpenApi {
    /** Of every document's schemas. */
    public static final String COMPONENTS = "components";

    private static final String PROBLEM = "#/components/schemas/Problem";
    private static final String PROBLEM_TYPE = "application/problem+json";
    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9]+");

    private static final Map<Integer, String> PROBLEMS = new TreeMap<>(Map.ofEntries(
            Map.entry(400, "The request makes no sense."),
            Map.entry(401, "A valid token is needed."),
            Map.entry(403, "The token, or the page, may not do this."),
            Map.entry(404, "There is no such thing."),
            Map.entry(405, "The address does not know this method."),
            Map.entry(408, "The request took too long to arrive."),
            Map.entry(409, "In conflict with what is, or with the idempotency key."),
            Map.entry(413, "The body is too large."),
            Map.entry(415, "The body must be JSON."),
            Map.entry(421, "The server is not called by that name."),
            Map.entry(422, "Understood, and not possible."),
            Map.entry(429, "Too many requests, or too many wrong tokens."),
            Map.entry(503, "Too much to do."),
            Map.entry(504, "The answer took too long.")));

    private final Map<String, Object> document;
    private final Map<Route, Map<String, Object>> bodies = new LinkedHashMap<>();

    /**
     * Makes the document.
     *
     * @param version of the engine
     */
    public OpenApi(List<Route> routes, String version) {
        Schemas schemas = new Schemas();
        Map<String, Object> paths = new TreeMap<>();
        for (Route route : routes) {
            @SuppressWarnings("unchecked")
            Map<String, Object> path =
                    (Map<String, Object>) paths.computeIfAbsent(route.path(), unseen -> new LinkedHashMap<>());
            path.put(route.method().toLowerCase(java.util.Locale.ROOT), operation(route, schemas));
        }
        Map<String, Object> components = new LinkedHashMap<>();
        Map<String, Object> all = new TreeMap<>(schemas.components());
        all.put("Problem", problem());
        components.put("schemas", all);
        components.put("securitySchemes", Map.of("token", Map.of("type", "http", "scheme", "bearer")));
        document = new LinkedHashMap<>();
        document.put("openapi", "3.1.0");
        document.put("info", info(version));
        document.put("servers", List.of(Map.of("url", ApiHandler.PREFIX)));
        document.put("paths", paths);
        document.put(COMPONENTS, components);
    }

    public Map<String, Object> document() {
        return document;
    }

    /** The schema of a route's body, null for none. */
    public Map<String, Object> body(Route route) {
        return bodies.get(route);
    }

    private static Map<String, Object> info(String version) {
        Map<String, Object> info = new LinkedHashMap<>();
        info.put("title", "Reprise side-car");
        info.put("version", version);
        info.put(
                "description",
                "Prices, quantities and money are exact decimals in texts; times ISO-8601 in UTC; ratios are numbers or null. "
                        + "The stream is a WebSocket at " + ApiHandler.PREFIX + "/stream, metrics are at /metrics.");
        info.put("license", Map.of("name", "Apache-2.0", "identifier", "Apache-2.0"));
        return info;
    }

    private Map<String, Object> operation(Route route, Schemas schemas) {
        Map<String, Object> operation = new LinkedHashMap<>();
        operation.put("operationId", operationId(route));
        operation.put("summary", route.summary());
        operation.put("tags", List.of(tag(route)));
        if (route.scope() != null) {
            operation.put("security", List.of(Map.of("token", List.of())));
            operation.put("x-scope", route.scope().text());
        }
        List<Map<String, Object>> params = new ArrayList<>();
        route.params().forEach(param -> params.add(parameter(param)));
        if (route.keyed()) {
            params.add(idempotencyKey());
        }
        if (!params.isEmpty()) {
            operation.put("parameters", params);
        }
        if (route.body() != null) {
            Map<String, Object> schema = schemas.of(route.body());
            bodies.put(route, schema);
            operation.put(
                    "requestBody",
                    Map.of("required", route.needsBody(), "content", Map.of(Answer.JSON, Map.of("schema", schema))));
        }
        operation.put("responses", responses(route, schemas));
        return operation;
    }

    private static Map<String, Object> parameter(Param param) {
        Map<String, Object> parameter = new LinkedHashMap<>();
        parameter.put("name", param.name());
        parameter.put("in", param.in());
        parameter.put("required", param.required());
        parameter.put("description", param.description());
        parameter.put("schema", param.schema());
        return parameter;
    }

    private static Map<String, Object> idempotencyKey() {
        Map<String, Object> parameter = new LinkedHashMap<>();
        parameter.put("name", "Idempotency-Key");
        parameter.put("in", "header");
        parameter.put("required", true);
        parameter.put(
                "description", "Names the action: the same key again gives the first answer and does nothing again.");
        parameter.put("schema", Map.of("type", "string", "pattern", "^[!-~]{1,128}$"));
        return parameter;
    }

    private static Map<String, Object> responses(Route route, Schemas schemas) {
        Map<String, Object> responses = new TreeMap<>();
        Type answer = route.answer();
        Map<String, Object> content =
                answer == null ? Map.of("schema", Map.of("type", "string")) : Map.of("schema", schemas.of(answer));
        responses.put(
                Integer.toString(route.status()),
                Map.of("description", "Done.", "content", Map.of(route.produces(), content)));
        PROBLEMS.forEach((status, text) -> {
            if (may(route, status)) {
                responses.put(
                        Integer.toString(status),
                        Map.of(
                                "description",
                                text,
                                "content",
                                Map.of(PROBLEM_TYPE, Map.of("schema", Map.of("$ref", PROBLEM)))));
            }
        });
        return responses;
    }

    /** Whether a route can end so. */
    private static boolean may(Route route, int status) {
        boolean hasPath = route.path().contains("{");
        return switch (status) {
            case 401 -> route.scope() != null;
            case 404 -> route.body() != null || route.params().stream().anyMatch(Param::mayNameNothing);
            case 408, 413, 415 -> route.body() != null;
            case 409, 422 ->
                route.acting()
                        || hasPath
                        || route.params().stream().anyMatch(Param::required); // what must be said may make no sense
            default -> true;
        };
    }

    private static Map<String, Object> problem() {
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("type", Map.of("type", "string"));
        properties.put("title", Map.of("type", "string"));
        properties.put("status", Map.of("type", "integer"));
        properties.put("detail", Map.of("type", "string"));
        properties.put("instance", Map.of("type", "string"));
        return Map.of(
                "type",
                "object",
                "description",
                "RFC 9457.",
                "properties",
                properties,
                "required",
                List.of("type", "title", "status", "detail", "instance"));
    }

    private static String tag(Route route) {
        String[] segments = route.path().split("/");
        return segments.length > 1 ? segments[1] : "";
    }

    /** {@code getSessionsIdOrders}. */
    private static String operationId(Route route) {
        StringBuilder id = new StringBuilder(route.method().toLowerCase(java.util.Locale.ROOT));
        Matcher words = WORD.matcher(route.path());
        while (words.find()) {
            String word = words.group();
            id.append(Character.toUpperCase(word.charAt(0))).append(word.substring(1));
        }
        return id.toString();
    }
}
