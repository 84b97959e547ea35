package io.reprise.admin.http;

import io.reprise.engine.time.SystemClock;
import io.reprise.research.access.AccessDenied;
import io.reprise.research.access.Principal;
import io.reprise.research.access.Scope;
import io.reprise.research.workspace.UnknownId;
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
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * Answers the API: guards, routes, reads the body, calls the route's handler on a worker, and makes of everything that goes
 * wrong a problem that is documented. The server's own threads never wait.
 */
public final class ApiHandler implements HttpHandler {
    public static final String PREFIX = "/api/v1";

    private static final Pattern JSON_TYPE =
            Pattern.compile("application/json(\\s*;\\s*charset=\"?utf-8\"?)?\\s*", Pattern.CASE_INSENSITIVE);

    private static final Pattern KEY = Pattern.compile("[\\x21-\\x7E]{1,128}");

    private final String prefix;
    private final Router router;
    private final BodyCheck bodies;
    private final Guard guard;
    private final Limits limits;
    private final ExecutorService workers;
    private final SystemClock clock;
    private final Observer observer;
    private final UnaryOperator<String> shown;
    private final Idempotency idempotency = new Idempotency();

    public ApiHandler(
            Router router,
            BodyCheck bodies,
            Guard guard,
            Limits limits,
            ExecutorService workers,
            SystemClock clock,
            Observer observer,
            UnaryOperator<String> shown) {
        this(PREFIX, router, bodies, guard, limits, workers, clock, observer, shown);
    }

    /**
     * @param prefix of all its addresses
     * @param shown takes out of a problem's detail what only this machine should know
     */
    public ApiHandler(
            String prefix,
            Router router,
            BodyCheck bodies,
            Guard guard,
            Limits limits,
            ExecutorService workers,
            SystemClock clock,
            Observer observer,
            UnaryOperator<String> shown) {
        this.prefix = prefix;
        this.router = router;
        this.guard = guard;
        this.limits = limits;
        this.workers = workers;
        this.clock = clock;
        this.observer = observer;
        this.bodies = bodies;
        this.shown = shown;
    }

    /** A call on its way to its answer; the first answer is the one that goes out. */
    private final class Flight {
        private final HttpServerExchange exchange;
        private final String path;
        private final long startNs = clock.monoNs();
        private final AtomicBoolean isAnswered = new AtomicBoolean();
        private volatile Route route;
        private volatile Principal principal;
        private volatile Call call;

        Flight(HttpServerExchange exchange) {
            this.exchange = exchange;
            path = exchange.getRequestPath();
        }

        void answer(Answer answer, Problem problem, Throwable failure) {
            if (!isAnswered.compareAndSet(false, true)) {
                return;
            }
            Answer told = observed(answer, problem, failure);
            exchange.setStatusCode(told.status());
            Headers.put(exchange, "Content-Type", told.type());
            told.headers().forEach((name, value) -> Headers.put(exchange, name, value));
            if (told.type().startsWith("text/html")) {
                Headers.put(exchange, "Content-Security-Policy", Headers.REPORT_POLICY);
                Headers.put(exchange, "X-Frame-Options", "SAMEORIGIN");
            }
            exchange.getResponseSender().send(ByteBuffer.wrap(told.body()));
        }

        /** The answer; what cannot be audited is not answered. */
        private Answer observed(Answer answer, Problem problem, Throwable failure) {
            try {
                observer.answering(new Observer.Ended(
                        exchange.getRequestMethod().toString(),
                        path,
                        route,
                        principal,
                        call,
                        answer,
                        problem,
                        clock.monoNs() - startNs,
                        failure));
                return answer;
            } catch (RuntimeException notRecorded) {
                return Answer.problem(
                        new Problem(503, "audit", "the call cannot be recorded, so its answer is held back"), path);
            }
        }

        void fail(Throwable failure) {
            String instance = path.length() <= 200 ? path : path.substring(0, 200);
            if (failure instanceof Router.MethodNotAllowed other) {
                Problem problem = new Problem(405, "method", "this address knows " + other.allowed());
                answer(Answer.problem(problem, instance).with("Allow", other.allowed()), problem, null);
                return;
            }
            Problem problem = problem(failure).with(shown);
            answer(Answer.problem(problem, instance), problem, problem.status() == 500 ? failure : null);
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
            case UnknownId unknown -> Problem.notFound(unknown.getMessage());
            case IllegalArgumentException senseless
            when senseless.getMessage() != null -> new Problem(422, "impossible", senseless.getMessage());
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
            if (match.route().body() == null
                    || hasNoBody(exchange) && !match.route().needsBody()) {
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

    /** Lets a request in to another handler, or answers why not. */
    public void admit(HttpServerExchange exchange, HttpHandler inside) throws Exception {
        Headers.set(exchange, true, guard.tls());
        try {
            guard.admit(exchange);
        } catch (Problem problem) {
            new Flight(exchange).fail(problem);
            return;
        }
        inside.handleRequest(exchange);
    }

    private String below(String path) {
        String rest = path.substring(prefix.length());
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
        if (!route.keyed()) {
            return null;
        }
        String key = exchange.getRequestHeaders().getFirst("Idempotency-Key");
        if (key == null || !KEY.matcher(key).matches()) {
            throw Problem.bad(
                    "this needs the header Idempotency-Key: 1 to 128 characters of your own that name the action");
        }
        return key;
    }

    private static boolean hasNoBody(HttpServerExchange exchange) {
        return exchange.getRequestContentLength() <= 0
                && !exchange.getRequestHeaders().contains("Transfer-Encoding");
    }

    private static void refuseBody(HttpServerExchange exchange) {
        if (!hasNoBody(exchange)) {
            throw Problem.bad("this takes no body");
        }
    }

    private void receive(Flight flight, Router.Match match, Map<String, String> query, String key) {
        HttpServerExchange exchange = flight.exchange;
        String type = exchange.getRequestHeaders().getFirst("Content-Type");
        if (type == null || !JSON_TYPE.matcher(type).matches()) {
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
        flight.call = call;
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

    /** Holds a body against the route's schema. */
    public interface BodyCheck {
        /** @throws Problem 400 */
        void check(Route route, byte[] body);
    }

    private Answer answer(Call call) throws Exception {
        if (call.body() != null) {
            bodies.check(call.route(), call.body());
        }
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
