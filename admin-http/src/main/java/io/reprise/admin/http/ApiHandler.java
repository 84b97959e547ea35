package io.reprise.admin.http;

import io.reprise.engine.time.SystemClock;
import io.reprise.research.access.AccessDenied;
import io.reprise.research.access.Principal;
import io.reprise.research.access.Scope;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;

/**
 * Answers the API: guards, routes, reads the body, calls the route's handler on a worker, and makes of everything that goes
 * wrong a problem that is documented. The server's own threads never wait.
 */
public final class ApiHandler implements HttpHandler {
    public static final String PREFIX = "/api/v1";

    private static final Pattern KEY = Pattern.compile("[\\x21-\\x7E]{1,128}");

    private final Router router;
    private final Guard guard;
    private final Limits limits;
    private final ExecutorService workers;
    private final SystemClock clock;
    private final Observer observer;
    private final Idempotency idempotency = new Idempotency();

    public ApiHandler(
            Router router, Guard guard, Limits limits, ExecutorService workers, SystemClock clock, Observer observer) {
        this.router = router;
        this.guard = guard;
        this.limits = limits;
        this.workers = workers;
        this.clock = clock;
        this.observer = observer;
    }

    /** A call on its way to its answer; the first answer is the one that goes out. */
    private final class Flight {
        private final HttpServerExchange exchange;
        private final String path;
        private final long startNs = clock.monoNs();
        private final AtomicBoolean isAnswered = new AtomicBoolean();
        private volatile Route route;
        private volatile Principal principal;

        Flight(HttpServerExchange exchange) {
            this.exchange = exchange;
            path = exchange.getRequestPath();
        }

        void answer(Answer answer, String kind, Throwable failure) {
            if (!isAnswered.compareAndSet(false, true)) {
                return;
            }
            observer.answered(
                    exchange.getRequestMethod().toString(),
                    path,
                    route,
                    principal,
                    answer,
                    kind,
                    clock.monoNs() - startNs,
                    failure);
            exchange.setStatusCode(answer.status());
            Headers.put(exchange, "Content-Type", answer.type());
            answer.headers().forEach((name, value) -> Headers.put(exchange, name, value));
            if (answer.type().startsWith("text/html")) {
                Headers.put(exchange, "Content-Security-Policy", Headers.REPORT_POLICY);
                Headers.put(exchange, "X-Frame-Options", "SAMEORIGIN");
            }
            exchange.getResponseSender().send(ByteBuffer.wrap(answer.body()));
        }

        void fail(Throwable failure) {
            String instance = path.length() <= 200 ? path : path.substring(0, 200);
            if (failure instanceof Router.MethodNotAllowed other) {
                Problem problem = new Problem(405, "method", "this address knows " + other.allowed());
                answer(Answer.problem(problem, instance).with("Allow", other.allowed()), problem.kind(), null);
                return;
            }
            Problem problem = problem(failure);
            answer(Answer.problem(problem, instance), problem.kind(), problem.status() == 500 ? failure : null);
        }
    }

    private static Problem problem(Throwable failure) {
        return switch (failure) {
            case Problem problem -> problem;
            case AccessDenied denied ->
                denied.unauthenticated()
                        ? new Problem(401, "token", denied.getMessage())
                        : new Problem(403, "scope", denied.getMessage());
            case RejectedExecutionException full -> new Problem(503, "busy", "the side-car has too much to do", 1);
            default -> new Problem(500, "internal", "something failed that should not; the side-car's log says what");
        };
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) {
        Headers.set(exchange, true, guard.tls());
        Flight flight = new Flight(exchange);
        try {
            guard.admit(exchange);
            Router.Match match = router.match(exchange.getRequestMethod().toString(), below(flight.path));
            flight.route = match.route();
            Scope scope = match.route().scope();
            if (scope != null) {
                flight.principal = guard.principal(exchange);
                flight.principal.require(scope);
            }
            Map<String, String> query = Router.query(match.route(), exchange.getQueryString());
            check(match, query);
            String key = key(exchange, match.route());
            if (match.route().body() == null) {
                refuseBody(exchange);
                dispatch(
                        flight, new Call(match.route(), flight.path, flight.principal, match.path(), query, null, key));
            } else {
                receive(flight, match, query, key);
            }
        } catch (RuntimeException failure) {
            flight.fail(failure);
        }
    }

    private static String below(String path) {
        String rest = path.substring(PREFIX.length());
        return rest.isEmpty() ? "/" : rest;
    }

    private static void check(Router.Match match, Map<String, String> query) {
        for (Param param : match.route().params()) {
            String value = param.in().equals("path") ? match.path().get(param.name()) : query.get(param.name());
            if (value != null) {
                param.check(value);
            } else if (param.required()) {
                throw Problem.bad("the parameter " + param.name() + " is missing");
            }
        }
    }

    private static String key(HttpServerExchange exchange, Route route) {
        if (!route.acting()) {
            return null;
        }
        String key = exchange.getRequestHeaders().getFirst("Idempotency-Key");
        if (key == null || !KEY.matcher(key).matches()) {
            throw Problem.bad(
                    "this needs the header Idempotency-Key: 1 to 128 characters of your own that name the action");
        }
        return key;
    }

    private static void refuseBody(HttpServerExchange exchange) {
        long length = exchange.getRequestContentLength();
        if (length > 0 || exchange.getRequestHeaders().contains("Transfer-Encoding")) {
            throw Problem.bad("this takes no body");
        }
    }

    private void receive(Flight flight, Router.Match match, Map<String, String> query, String key) {
        HttpServerExchange exchange = flight.exchange;
        String type = exchange.getRequestHeaders().getFirst("Content-Type");
        if (type == null
                || !type.toLowerCase(java.util.Locale.ROOT)
                        .matches("application/json(\\s*;\\s*charset=\"?utf-8\"?)?\\s*")) {
            throw new Problem(415, "content-type", "the body must be application/json");
        }
        if (exchange.getRequestContentLength() > limits.bodyBytes()) {
            throw new Problem(413, "size", "a body may have at most " + limits.bodyBytes() + " bytes");
        }
        var timer = exchange.getIoThread()
                .executeAfter(
                        () -> {
                            flight.exchange.setPersistent(false);
                            flight.fail(new Problem(408, "slow", "the request took too long to arrive"));
                        },
                        limits.arriveMs(),
                        TimeUnit.MILLISECONDS);
        exchange.getRequestReceiver().setMaxBufferSize(limits.bodyBytes());
        exchange.getRequestReceiver()
                .receiveFullBytes(
                        (received, body) -> {
                            timer.remove();
                            dispatch(
                                    flight,
                                    new Call(
                                            match.route(),
                                            flight.path,
                                            flight.principal,
                                            match.path(),
                                            query,
                                            body,
                                            key));
                        },
                        (received, failure) -> {
                            timer.remove();
                            flight.fail(
                                    failure instanceof io.undertow.io.Receiver.RequestToLargeException
                                            ? new Problem(
                                                    413,
                                                    "size",
                                                    "a body may have at most " + limits.bodyBytes() + " bytes")
                                            : Problem.bad("the request broke off"));
                        });
    }

    private void dispatch(Flight flight, Call call) {
        flight.exchange.dispatch(workers, () -> {
            if (flight.isAnswered.get()) {
                return;
            }
            var timer = flight.exchange
                    .getIoThread()
                    .executeAfter(
                            () -> flight.fail(new Problem(504, "slow", "the answer took too long")),
                            limits.answerMs(),
                            TimeUnit.MILLISECONDS);
            try {
                flight.answer(answer(call), null, null);
            } catch (Throwable failure) {
                flight.fail(failure);
            } finally {
                timer.remove();
            }
        });
    }

    private Answer answer(Call call) throws Exception {
        if (call.key() == null) {
            return call.route().handler().answer(call);
        }
        String who = (call.principal() == null ? "" : call.principal().tokenId()) + " " + call.key();
        return idempotency.once(who, digest(call), () -> call.route().handler().answer(call));
    }

    private static byte[] digest(Call call) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update((call.route().method() + " " + call.uri() + " " + call.query() + "\n")
                    .getBytes(StandardCharsets.UTF_8));
            return digest.digest(call.body() == null ? new byte[0] : call.body());
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }
}
