package io.reprise.mcp.transport;

import io.modelcontextprotocol.common.McpTransportContext;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCMessage;
import io.modelcontextprotocol.spec.McpStreamableServerSession;
import io.modelcontextprotocol.spec.McpStreamableServerTransportProvider;
import io.reprise.mcp.server.Caller;
import io.reprise.mcp.server.Guard;
import io.reprise.research.access.AccessDenied;
import io.reprise.research.access.AuditEvent.Outcome;
import io.reprise.research.access.Principal;
import io.reprise.research.access.TokenStore;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderValues;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import reactor.core.publisher.Mono;

/**
 * Streamable HTTP as a handler of Undertow: POST a message, GET what the server says by itself, DELETE a session. A session
 * belongs to the token that began it. The SDK's own is a servlet, which Undertow takes only with a module of another version.
 * Safe from any thread; each exchange has a virtual thread of its own.
 */
public final class HttpTransport implements McpStreamableServerTransportProvider, HttpHandler {
    private static final HttpString SESSION = new HttpString("Mcp-Session-Id");
    private static final HttpString VERSION = new HttpString("MCP-Protocol-Version");
    private static final String BEARER = "Bearer ";
    private static final String JSON = "application/json";
    private static final String EVENTS = "text/event-stream";
    private static final int SESSIONS_MAX = 256;
    private static final int CALLS_MAX = 64;
    private static final int STREAMS_MAX = 64;

    private final TokenStore tokens;
    private final Guard guard;
    private final ExecutorService calls = Executors.newVirtualThreadPerTaskExecutor();
    private final Semaphore callRoom = new Semaphore(CALLS_MAX);
    private final Semaphore streamRoom = new Semaphore(STREAMS_MAX);
    private final Map<String, Client> clients = new ConcurrentHashMap<>();
    private McpStreamableServerSession.Factory factory;
    private volatile boolean closing;

    public HttpTransport(TokenStore tokens, Guard guard) {
        this.tokens = tokens;
        this.guard = guard;
    }

    /** A session and whose it is. */
    private record Client(McpStreamableServerSession session, String tokenId, RequestIds ids) {}

    /** A request that is refused with a status and one sentence. */
    private static final class Refused extends Exception {
        private static final long serialVersionUID = 1;
        private final int status;
        private final int code;
        private final transient Object id;
        private final Outcome outcome;

        Refused(int status, int code, Object id, Outcome outcome, String sentence) {
            super(sentence);
            this.status = status;
            this.code = code;
            this.id = id;
            this.outcome = outcome;
        }

        static Refused invalid(int status, String sentence) {
            return new Refused(status, McpSchema.ErrorCodes.INVALID_REQUEST, null, Outcome.INVALID, sentence);
        }
    }

    @Override
    public List<String> protocolVersions() {
        return Messages.VERSIONS;
    }

    @Override
    public void setSessionFactory(McpStreamableServerSession.Factory sessions) {
        factory = sessions;
    }

    @Override
    public Mono<Void> notifyClients(String method, Object params) {
        return Mono.fromRunnable(() -> clients.values()
                .forEach(client ->
                        client.session().sendNotification(method, params).onErrorComplete().subscribe()));
    }

    @Override
    public Mono<Void> closeGracefully() {
        return Mono.fromRunnable(() -> {
            closing = true;
            clients.values().forEach(client -> client.session().close());
            clients.clear();
            calls.shutdownNow();
        });
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) {
        exchange.dispatch(calls, () -> {
            exchange.startBlocking();
            try {
                serve(exchange);
            } catch (IOException | RuntimeException broken) {
                if (!exchange.isResponseStarted()) {
                    respond(exchange, 500, Messages.error(null, McpSchema.ErrorCodes.INTERNAL_ERROR, "it failed"));
                }
            } finally {
                exchange.endExchange();
            }
        });
    }

    private void serve(HttpServerExchange exchange) throws IOException {
        Principal principal = null;
        try {
            requireOwnOrigin(exchange);
            String token = token(exchange);
            principal = tokens.verify(token);
            if (closing) {
                throw Refused.invalid(503, "the server is ending");
            }
            requireVersion(exchange);
            switch (exchange.getRequestMethod().toString()) {
                case "POST" -> post(exchange, principal, token);
                case "GET" -> listen(exchange, principal);
                case "DELETE" -> delete(exchange, principal);
                default -> {
                    exchange.getResponseHeaders().put(Headers.ALLOW, "GET, POST, DELETE");
                    throw Refused.invalid(405, "a session takes GET, POST and DELETE");
                }
            }
        } catch (AccessDenied denied) {
            guard.refused(null, "http", Outcome.DENIED, denied.reason() + ": " + denied.getMessage());
            exchange.getResponseHeaders().put(Headers.WWW_AUTHENTICATE, "Bearer realm=\"reprise\"");
            respond(exchange, 401, Messages.error(null, McpSchema.ErrorCodes.INVALID_REQUEST, denied.getMessage()));
        } catch (Refused refused) {
            guard.refused(principal, "http", refused.outcome, refused.getMessage());
            respond(exchange, refused.status, Messages.error(refused.id, refused.code, refused.getMessage()));
        }
    }

    /** A page of another site may not use the token of the one that is open: DNS rebinding. */
    private static void requireOwnOrigin(HttpServerExchange exchange) throws Refused {
        String origin = exchange.getRequestHeaders().getFirst(Headers.ORIGIN);
        if (origin == null) {
            return;
        }
        String host = exchange.getRequestHeaders().getFirst(Headers.HOST);
        try {
            if (host != null && host.equals(URI.create(origin).getAuthority())) {
                return;
            }
        } catch (IllegalArgumentException noUri) {
            // refused below
        }
        throw new Refused(403, McpSchema.ErrorCodes.INVALID_REQUEST, null, Outcome.DENIED, "the origin is another site");
    }

    private static String token(HttpServerExchange exchange) {
        String header = exchange.getRequestHeaders().getFirst(Headers.AUTHORIZATION);
        return header != null && header.startsWith(BEARER) ? header.substring(BEARER.length()).strip() : null;
    }

    private static void requireVersion(HttpServerExchange exchange) throws Refused {
        String version = exchange.getRequestHeaders().getFirst(VERSION);
        if (version != null && !Messages.VERSIONS.contains(version)) {
            throw Refused.invalid(400, "the protocol version is not one of " + String.join(", ", Messages.VERSIONS));
        }
    }

    private static boolean accepts(HttpServerExchange exchange, String type) {
        HeaderValues accept = exchange.getRequestHeaders().get(Headers.ACCEPT);
        return accept != null && accept.stream().anyMatch(value -> value.contains(type) || value.contains("*/*"));
    }

    // ---- POST -----------------------------------------------------------------------------------------------------

    private void post(HttpServerExchange exchange, Principal principal, String token) throws Refused, IOException {
        String type = exchange.getRequestHeaders().getFirst(Headers.CONTENT_TYPE);
        if (type == null || !type.split(";")[0].strip().equalsIgnoreCase(JSON)) {
            throw Refused.invalid(415, "a message is application/json");
        }
        if (!accepts(exchange, JSON) || !accepts(exchange, EVENTS)) {
            throw Refused.invalid(406, "a client accepts application/json and text/event-stream");
        }
        JSONRPCMessage message;
        try {
            message = Messages.parse(body(exchange));
        } catch (Messages.Malformed malformed) {
            throw new Refused(400, malformed.code(), null, Outcome.INVALID, malformed.getMessage());
        }
        if (!callRoom.tryAcquire()) {
            throw Refused.invalid(429, "too many calls at once");
        }
        try {
            McpTransportContext context = Caller.context(() -> tokens.verify(token));
            if (message instanceof McpSchema.JSONRPCRequest request
                    && request.method().equals(McpSchema.METHOD_INITIALIZE)) {
                begin(exchange, principal, request);
            } else {
                answer(exchange, client(exchange, principal), message, principal, context);
            }
        } finally {
            callRoom.release();
        }
    }

    private static String body(HttpServerExchange exchange) throws Refused, IOException {
        if (exchange.getRequestContentLength() > Messages.BYTES_MAX) {
            throw tooLarge();
        }
        InputStream in = exchange.getInputStream();
        byte[] bytes = in.readNBytes(Messages.BYTES_MAX + 1);
        if (bytes.length > Messages.BYTES_MAX) {
            throw tooLarge();
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static Refused tooLarge() {
        return Refused.invalid(413, "the message is above " + Messages.BYTES_MAX + " bytes");
    }

    private void begin(HttpServerExchange exchange, Principal principal, McpSchema.JSONRPCRequest request)
            throws Refused {
        if (clients.size() >= SESSIONS_MAX) {
            throw Refused.invalid(429, "there are " + SESSIONS_MAX + " sessions already");
        }
        McpSchema.InitializeRequest asked;
        try {
            asked = Messages.JSON.convertValue(request.params(), McpSchema.InitializeRequest.class);
            if (asked == null || asked.protocolVersion() == null) {
                throw new IllegalArgumentException();
            }
        } catch (RuntimeException malformed) {
            throw new Refused(
                    400,
                    McpSchema.ErrorCodes.INVALID_PARAMS,
                    request.id(),
                    Outcome.INVALID,
                    "the parameters are not those of initialize");
        }
        McpStreamableServerSession.McpStreamableServerSessionInit init = factory.startSession(asked);
        McpSchema.InitializeResult result = init.initResult().block();
        String id = init.session().getId();
        Client client = new Client(init.session(), principal.tokenId(), new RequestIds());
        client.ids().isFirst(request.id());
        clients.put(id, client);
        guard.began(principal, Clients.name(request.params()));
        exchange.getResponseHeaders().put(SESSION, id);
        respond(exchange, 200, Messages.text(McpSchema.JSONRPCResponse.result(request.id(), result)));
    }

    private Client client(HttpServerExchange exchange, Principal principal) throws Refused {
        String id = exchange.getRequestHeaders().getFirst(SESSION);
        if (id == null) {
            throw Refused.invalid(400, "the header Mcp-Session-Id is missing");
        }
        Client client = clients.get(id);
        if (client == null) {
            throw Refused.invalid(404, "there is no such session");
        }
        if (!client.tokenId().equals(principal.tokenId())) {
            throw new Refused(
                    404, McpSchema.ErrorCodes.INVALID_REQUEST, null, Outcome.DENIED, "there is no such session");
        }
        return client;
    }

    private void answer(
            HttpServerExchange exchange,
            Client client,
            JSONRPCMessage message,
            Principal principal,
            McpTransportContext context)
            throws Refused, IOException {
        switch (message) {
            case McpSchema.JSONRPCRequest request -> {
                if (!client.ids().isFirst(request.id())) {
                    throw new Refused(
                            400,
                            McpSchema.ErrorCodes.INVALID_REQUEST,
                            request.id(),
                            Outcome.INVALID,
                            "a request with this id was made before");
                }
                guard.unknown(principal, request.method(), request.params());
                EventStream stream = EventStream.start(exchange);
                client.session()
                        .responseStream(stream)
                        .handle(request)
                        .contextWrite(with -> with.put(McpTransportContext.KEY, context))
                        .block();
            }
            case McpSchema.JSONRPCNotification notification -> {
                client.session()
                        .accept(notification)
                        .contextWrite(with -> with.put(McpTransportContext.KEY, context))
                        .block();
                exchange.setStatusCode(202);
            }
            case McpSchema.JSONRPCResponse response -> {
                client.session()
                        .accept(response)
                        .contextWrite(with -> with.put(McpTransportContext.KEY, context))
                        .block();
                exchange.setStatusCode(202);
            }
            default -> throw Refused.invalid(400, "the message is not JSON-RPC 2.0");
        }
    }

    // ---- GET, DELETE ----------------------------------------------------------------------------------------------

    private void listen(HttpServerExchange exchange, Principal principal) throws Refused, IOException {
        if (!accepts(exchange, EVENTS)) {
            throw Refused.invalid(406, "a listener accepts text/event-stream");
        }
        Client client = client(exchange, principal);
        if (!streamRoom.tryAcquire()) {
            throw Refused.invalid(429, "too many listeners");
        }
        try {
            EventStream stream = EventStream.start(exchange);
            var listening = client.session().listeningStream(stream);
            try {
                stream.awaitEnd(() -> closing || !clients.containsKey(client.session().getId()));
            } finally {
                listening.close();
            }
        } finally {
            streamRoom.release();
        }
    }

    private void delete(HttpServerExchange exchange, Principal principal) throws Refused {
        Client client = client(exchange, principal);
        clients.remove(client.session().getId());
        client.session().delete().onErrorComplete().block();
        exchange.setStatusCode(200);
    }

    private static void respond(HttpServerExchange exchange, int status, String json) {
        exchange.setStatusCode(status);
        exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, JSON);
        exchange.getResponseHeaders().put(Headers.CACHE_CONTROL, "no-store");
        try {
            exchange.getOutputStream().write(json.getBytes(StandardCharsets.UTF_8));
        } catch (IOException clientIsGone) {
            // nobody is there to tell
        }
    }
}
