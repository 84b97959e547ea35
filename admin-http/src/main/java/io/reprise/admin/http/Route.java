package io.reprise.admin.http;

import io.reprise.research.access.Scope;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One route of the API. The router, the document and the tests read this same definition.
 *
 * @param path below {@code /api/v1}, with parameters in braces
 * @param scope that is needed, null when anybody may call
 * @param body type of the body, null for none
 * @param answer type of the answer, null where it is not JSON
 * @param status of an answer that is no problem
 * @param acting whether it changes something, and is audited
 */
public record Route(
        String method,
        String path,
        Scope scope,
        String summary,
        List<Param> params,
        Type body,
        Type answer,
        String produces,
        int status,
        boolean acting,
        Handler handler) {

    /** Whether a request must name itself by an idempotency key; what is deleted twice is deleted once anyway. */
    public boolean keyed() {
        return acting && method.equals("POST");
    }

    /** Whether there must be a body, rather than may. */
    public boolean needsBody() {
        return body instanceof Class<?> type
                && Arrays.stream(type.getRecordComponents()).anyMatch(part -> !part.isAnnotationPresent(Maybe.class));
    }

    public static Builder get(String path) {
        return new Builder("GET", path);
    }

    public static Builder post(String path) {
        return new Builder("POST", path);
    }

    public static Builder delete(String path) {
        return new Builder("DELETE", path);
    }

    /** Puts a route together, a thing a line. */
    public static final class Builder {
        private final String method;
        private final String path;
        private final List<Param> params = new ArrayList<>();
        private Scope scope;
        private String summary = "";
        private Type body;
        private Type answer;
        private String produces = Answer.JSON;
        private int status = 200;
        private boolean acting;

        private Builder(String method, String path) {
            this.method = method;
            this.path = path;
        }

        public Builder needs(Scope needed) {
            scope = needed;
            return this;
        }

        public Builder says(String text) {
            summary = text;
            return this;
        }

        public Builder with(Param... more) {
            params.addAll(List.of(more));
            return this;
        }

        /** Lists a part at a time. */
        public Builder paged() {
            params.addAll(Param.paging());
            return this;
        }

        public Builder takes(Type type) {
            body = type;
            return this;
        }

        public Builder gives(Type type) {
            answer = type;
            return this;
        }

        /** Gives a list of these, a part at a time. */
        public Builder lists(Type item) {
            answer = new PageOf(item);
            return paged();
        }

        public Builder produces(String type) {
            produces = type;
            return this;
        }

        public Builder status(int code) {
            status = code;
            return this;
        }

        /** Changes something: needs an idempotency key. */
        public Builder acts() {
            acting = true;
            return this;
        }

        public Route does(Handler handler) {
            return new Route(
                    method, path, scope, summary, List.copyOf(params), body, answer, produces, status, acting, handler);
        }
    }

    /** {@link Page} of an item. */
    public record PageOf(Type item) implements Type {}
}
