package io.reprise.admin.openapi;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.reprise.admin.http.Json;
import io.reprise.admin.http.Problem;
import io.reprise.admin.http.Route;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;

/** Holds bodies against the schemas of the document, before anything is made of them. Immutable. */
public final class Bodies {
    private static final int SENTENCE_CHARS_MAX = 300;

    private final Map<Route, Schema> schemas = new HashMap<>();

    public Bodies(OpenApi api, List<Route> routes) {
        SchemaRegistry registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
        for (Route route : routes) {
            Map<String, Object> body = api.body(route);
            if (body != null) {
                Map<String, Object> whole = new LinkedHashMap<>(body);
                whole.put(OpenApi.COMPONENTS, api.document().get(OpenApi.COMPONENTS));
                schemas.put(route, registry.getSchema(Json.node(Json.bytes(whole))));
            }
        }
    }

    /** @throws Problem 400 in one sentence */
    public void check(Route route, byte[] body) {
        if (body.length == 0) {
            throw Problem.bad("there is no body");
        }
        List<Error> errors;
        try {
            errors = schemas.get(route).validate(Json.node(body));
        } catch (JacksonException notJson) {
            throw Problem.bad("the body is not JSON: " + notJson.getOriginalMessage());
        }
        if (!errors.isEmpty()) {
            String sentence = errors.stream()
                    .limit(3)
                    .map(error -> error.getInstanceLocation() + " " + error.getMessage())
                    .collect(Collectors.joining("; "))
                    .strip();
            throw Problem.bad("the body is not what is expected: "
                    + (sentence.length() <= SENTENCE_CHARS_MAX ? sentence : sentence.substring(0, SENTENCE_CHARS_MAX)));
        }
    }
}
