package io.reprise.mcp.transport;

import io.modelcontextprotocol.common.McpTransportContext;
import io.modelcontextprotocol.json.TypeRef;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCMessage;
import io.modelcontextprotocol.spec.McpServerSession;
import io.modelcontextprotocol.spec.McpServerTransport;
import io.modelcontextprotocol.spec.McpServerTransportProvider;
import io.reprise.mcp.server.Caller;
import io.reprise.mcp.server.Guard;
import io.reprise.research.access.AccessDenied;
import io.reprise.research.access.AuditEvent.Outcome;
import io.reprise.research.access.Principal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import reactor.core.publisher.Mono;

/**
 * One client over standard input and output, a message a line. The SDK's own ends with the first line that is no message; this
 * one answers it with the protocol's error and goes on. {@link #run} reads on the caller's thread; each message is handled on
 * a virtual thread of its own.
 */
public final class StdioTransport implements McpServerTransportProvider {
    private static final int CALLS_MAX = 16;
    private static final String TOO_LARGE =
            "the message is above " + Messages.BYTES_MAX + " bytes";

    private final InputStream in;
    private final OutputStream out;
    private final Guard guard;
    private final Supplier<Principal> caller;
    private final McpTransportContext context;
    private final RequestIds ids = new RequestIds();
    private final Semaphore room = new Semaphore(CALLS_MAX);
    private McpServerSession session;

    /** @param caller who holds the token that this process was given, asked anew for each message */
    public StdioTransport(InputStream in, OutputStream out, Guard guard, Supplier<Principal> caller) {
        this.in = in;
        this.out = out;
        this.guard = guard;
        this.caller = caller;
        context = Caller.context(caller);
    }

    @Override
    public List<String> protocolVersions() {
        return Messages.VERSIONS;
    }

    @Override
    public void setSessionFactory(McpServerSession.Factory factory) {
        session = factory.create(new Lines());
    }

    @Override
    public Mono<Void> notifyClients(String method, Object params) {
        return session.sendNotification(method, params);
    }

    @Override
    public Mono<Void> closeGracefully() {
        return session == null ? Mono.empty() : session.closeGracefully();
    }

    /** Answers until standard input ends; what is being answered then is finished first. */
    public void run() throws IOException {
        try (ExecutorService calls = Executors.newVirtualThreadPerTaskExecutor()) {
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            boolean tooLong = false;
            for (int read = in.read(); read >= 0; read = in.read()) {
                if (read == '\n') {
                    take(line, tooLong, calls);
                    line.reset();
                    tooLong = false;
                } else if (line.size() < Messages.BYTES_MAX) {
                    line.write(read);
                } else {
                    tooLong = true;
                }
            }
        }
    }

    private void take(ByteArrayOutputStream line, boolean tooLong, ExecutorService calls) {
        if (tooLong) {
            refuse(null, McpSchema.ErrorCodes.INVALID_REQUEST, TOO_LARGE);
            return;
        }
        String text = line.toString(StandardCharsets.UTF_8).strip();
        if (text.isEmpty()) {
            return;
        }
        try {
            JSONRPCMessage message = Messages.parse(text);
            if (message instanceof McpSchema.JSONRPCRequest request && !accepts(request)) {
                return;
            }
            room.acquireUninterruptibly();
            calls.execute(() -> {
                try {
                    session.handle(message)
                            .contextWrite(with -> with.put(McpTransportContext.KEY, context))
                            .block();
                } finally {
                    room.release();
                }
            });
        } catch (Messages.Malformed malformed) {
            refuse(null, malformed.code(), malformed.getMessage());
        }
    }

    private boolean accepts(McpSchema.JSONRPCRequest request) {
        if (!ids.isFirst(request.id())) {
            refuse(request.id(), McpSchema.ErrorCodes.INVALID_REQUEST, "a request with this id was made before");
            return false;
        }
        if (request.method().equals(McpSchema.METHOD_INITIALIZE)) {
            guard.began(who(), Clients.name(request.params()));
        } else {
            guard.unknown(who(), request.method(), request.params());
        }
        return true;
    }

    private Principal who() {
        try {
            return caller.get();
        } catch (AccessDenied notValid) {
            return null;
        }
    }

    private void refuse(Object id, int code, String sentence) {
        guard.refused(who(), "message", Outcome.INVALID, sentence);
        write(Messages.error(id, code, sentence));
    }

    private void write(String message) {
        byte[] bytes = (message + "\n").getBytes(StandardCharsets.UTF_8);
        synchronized (out) {
            try {
                out.write(bytes);
                out.flush();
            } catch (IOException clientIsGone) {
                // the end of its input ends the server
            }
        }
    }

    private final class Lines implements McpServerTransport {
        @Override
        public Mono<Void> sendMessage(JSONRPCMessage message) {
            return Mono.fromRunnable(() -> write(Messages.text(message)));
        }

        @Override
        public <T> T unmarshalFrom(Object data, TypeRef<T> type) {
            return Messages.JSON.convertValue(data, type);
        }

        @Override
        public Mono<Void> closeGracefully() {
            return Mono.empty();
        }

        @Override
        public List<String> protocolVersions() {
            return Messages.VERSIONS;
        }
    }
}
