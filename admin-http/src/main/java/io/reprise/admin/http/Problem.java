package io.reprise.admin.http;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** What went wrong with a call, told as RFC 9457's problem details. The detail is one sentence and holds no secret. */
public final class Problem extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** Followed by the name of the kind of problem. */
    public static final String TYPE_PREFIX = "urn:reprise:problem:";

    private static final Map<Integer, String> TITLES = Map.ofEntries(
            Map.entry(400, "Bad request"),
            Map.entry(401, "A valid token is needed"),
            Map.entry(403, "Not allowed"),
            Map.entry(404, "Not found"),
            Map.entry(405, "Method not allowed"),
            Map.entry(408, "The request took too long to arrive"),
            Map.entry(409, "In conflict with what is"),
            Map.entry(413, "Too large"),
            Map.entry(415, "Another type of content is needed"),
            Map.entry(421, "Not the host that is served here"),
            Map.entry(422, "Not possible"),
            Map.entry(429, "Too many requests"),
            Map.entry(500, "The side-car failed"),
            Map.entry(503, "Not now"),
            Map.entry(504, "Took too long"));

    private final int status;
    private final String kind;
    private final long retryAfterS;

    public Problem(int status, String kind, String detail) {
        this(status, kind, detail, 0);
    }

    /** @param retryAfterS when another try makes sense, seconds; 0 says nothing */
    public Problem(int status, String kind, String detail, long retryAfterS) {
        super(detail, null, false, false);
        this.status = status;
        this.kind = kind;
        this.retryAfterS = retryAfterS;
    }

    public static Problem notFound(String detail) {
        return new Problem(404, "not-found", detail);
    }

    public static Problem bad(String detail) {
        return new Problem(400, "bad-request", detail);
    }

    /** Does something whose {@link IllegalStateException} says that it cannot be now: a 409. */
    public static <T> T conflicts(Supplier<T> action) {
        try {
            return action.get();
        } catch (IllegalStateException now) {
            throw new Problem(409, "state", now.getMessage());
        }
    }

    /** The same, its detail put otherwise. */
    Problem with(UnaryOperator<String> wording) {
        String detail = wording.apply(getMessage());
        return Objects.equals(detail, getMessage()) ? this : new Problem(status, kind, detail, retryAfterS);
    }

    public int status() {
        return status;
    }

    public String kind() {
        return kind;
    }

    public long retryAfterS() {
        return retryAfterS;
    }

    /** @param instance the path of the call */
    public Map<String, Object> body(String instance) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("type", TYPE_PREFIX + kind);
        body.put("title", TITLES.getOrDefault(status, "Problem"));
        body.put("status", status);
        body.put("detail", getMessage());
        body.put("instance", instance);
        return body;
    }
}
