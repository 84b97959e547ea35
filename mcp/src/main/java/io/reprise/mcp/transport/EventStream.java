package io.reprise.mcp.transport;

import io.modelcontextprotocol.json.TypeRef;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCMessage;
import io.modelcontextprotocol.spec.McpStreamableServerTransport;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import reactor.core.publisher.Mono;

/** Messages to a client as server-sent events, on one exchange. Safe from any thread. */
final class EventStream implements McpStreamableServerTransport {
    private static final long ALIVE_SECONDS = 15;
    private static final long LOOK_SECONDS = 1;

    private final OutputStream out;
    private final CountDownLatch ended = new CountDownLatch(1);
    private boolean closed;

    private EventStream(OutputStream out) {
        this.out = out;
    }

    static EventStream start(HttpServerExchange exchange) throws IOException {
        exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, "text/event-stream");
        exchange.getResponseHeaders().put(Headers.CACHE_CONTROL, "no-store");
        OutputStream out = exchange.getOutputStream();
        EventStream stream = new EventStream(out);
        stream.write(": open\n\n");
        return stream;
    }

    @Override
    public Mono<Void> sendMessage(JSONRPCMessage message) {
        return sendMessage(message, null);
    }

    @Override
    public Mono<Void> sendMessage(JSONRPCMessage message, String id) {
        return Mono.fromRunnable(() -> write(
                (id == null ? "" : "id: " + id + "\n") + "event: message\ndata: " + Messages.text(message) + "\n\n"));
    }

    private synchronized void write(String event) {
        if (closed) {
            return;
        }
        try {
            out.write(event.getBytes(StandardCharsets.UTF_8));
            out.flush();
        } catch (IOException clientIsGone) {
            close();
        }
    }

    /** Keeps the stream open until the client goes or it is to end. */
    void awaitEnd(BooleanSupplier isOver) {
        try {
            long quiet = 0;
            while (!ended.await(LOOK_SECONDS, TimeUnit.SECONDS) && !isOver.getAsBoolean()) {
                quiet += LOOK_SECONDS;
                if (quiet >= ALIVE_SECONDS) {
                    write(": alive\n\n");
                    quiet = 0;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public <T> T unmarshalFrom(Object data, TypeRef<T> type) {
        return Messages.JSON.convertValue(data, type);
    }

    @Override
    public Mono<Void> closeGracefully() {
        return Mono.fromRunnable(this::close);
    }

    @Override
    public synchronized void close() {
        closed = true;
        ended.countDown();
    }
}
