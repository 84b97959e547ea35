package io.reprise.admin.http;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * What a call is answered: status, type, bytes, and headers beside those that every answer has.
 *
 * @param seq sequence at which the call took effect in a session's journal, null when it did not
 */
public record Answer(int status, String type, byte[] body, Map<String, String> headers, Long seq) {
    public static final String JSON = "application/json";

    public static Answer ok(Object value) {
        return json(200, value);
    }

    public static Answer json(int status, Object value) {
        return new Answer(status, JSON, Json.bytes(value), Map.of(), null);
    }

    /** JSON that is text already. */
    public static Answer raw(String json) {
        return new Answer(200, JSON, json.getBytes(StandardCharsets.UTF_8), Map.of(), null);
    }

    public static Answer text(String type, String text) {
        return new Answer(200, type, text.getBytes(StandardCharsets.UTF_8), Map.of(), null);
    }

    /** Took effect at a sequence. */
    public Answer took(long effectSeq) {
        return new Answer(status, type, body, headers, effectSeq);
    }

    static Answer problem(Problem problem, String instance) {
        byte[] body = Json.bytes(problem.body(instance));
        Map<String, String> headers = problem.status() == 401
                ? Map.of("WWW-Authenticate", "Bearer realm=\"reprise\"")
                : problem.retryAfterS() > 0 ? Map.of("Retry-After", Long.toString(problem.retryAfterS())) : Map.of();
        return new Answer(problem.status(), "application/problem+json", body, headers, null);
    }

    Answer with(String name, String value) {
        Map<String, String> more = new HashMap<>(headers);
        more.put(name, value);
        return new Answer(status, type, body, Map.copyOf(more), seq);
    }
}
