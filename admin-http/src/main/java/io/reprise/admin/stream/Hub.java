package io.reprise.admin.stream;

import io.reprise.admin.http.ApiHandler;
import io.reprise.admin.http.Guard;
import io.reprise.admin.http.Json;
import io.reprise.admin.http.Problem;
import io.reprise.research.access.Principal;
import io.undertow.server.HttpHandler;
import io.undertow.websockets.WebSocketConnectionCallback;
import io.undertow.websockets.WebSocketProtocolHandshakeHandler;
import io.undertow.websockets.core.AbstractReceiveListener;
import io.undertow.websockets.core.BufferedBinaryMessage;
import io.undertow.websockets.core.BufferedTextMessage;
import io.undertow.websockets.core.WebSocketChannel;
import io.undertow.websockets.spi.WebSocketHttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * Who listens to what. A client says who it is in its first message, {@code {"token": …}}, then what it wants,
 * {@code {"subscribe": […]}} or {@code {"unsubscribe": […]}}. Safe from any thread.
 */
public final class Hub {
    static final int CLIENTS_MAX = 500;
    static final int TOPICS_MAX = 64;
    static final int MESSAGE_BYTES_MAX = 16 << 10;
    private static final long HELLO_MS = 5_000;
    private static final Pattern TOPIC = Pattern.compile(
            "(session|quotes|orders|bars):[A-Za-z0-9_][A-Za-z0-9._~@-]{0,199}|jobs|proposals|alerts|logs");

    /** Close codes of our own, as HTTP's with 4000 before. */
    private static final int BAD = 4400;

    private static final int NO_TOKEN = 4401;
    private static final int TOO_MANY = 4429;

    private final Guard guard;
    private final StreamCounts counts = new StreamCounts();
    private final Set<Subscriber> subscribers = ConcurrentHashMap.newKeySet();
    private final Map<String, byte[]> newest = new ConcurrentHashMap<>();

    public Hub(Guard guard) {
        this.guard = guard;
    }

    /** What a client says. */
    record Said(String token, List<String> subscribe, List<String> unsubscribe) {}

    /** Makes of requests to the stream's address WebSockets, once {@link Guard#admit} let them in. */
    public HttpHandler handler() {
        return new WebSocketProtocolHandshakeHandler((WebSocketConnectionCallback) this::connected);
    }

    public StreamCounts counts() {
        return counts;
    }

    public int clients() {
        return subscribers.size();
    }

    /** Every topic that somebody listens to. */
    public Set<String> topics() {
        Set<String> topics = new TreeSet<>();
        subscribers.forEach(subscriber -> topics.addAll(subscriber.topics()));
        return topics;
    }

    /** Gives all who listen to a topic its newest data; who comes later gets it too. */
    public void publish(String topic, long seq, Object data) {
        byte[] message = message(topic, seq, data);
        newest.put(topic, message);
        for (Subscriber subscriber : subscribers) {
            if (subscriber.topics().contains(topic)) {
                subscriber.offer(topic, message);
            }
        }
    }

    /** Nobody listens to it any more, or it is over. */
    public void forget(String topic) {
        newest.remove(topic);
    }

    private static byte[] message(String topic, long seq, Object data) {
        Map<String, Object> message = new LinkedHashMap<>();
        message.put("topic", topic);
        message.put("seq", seq);
        message.put("data", data);
        return Json.bytes(message);
    }

    private void connected(WebSocketHttpExchange exchange, WebSocketChannel channel) {
        Subscriber subscriber = new Subscriber(channel, counts);
        if (subscribers.size() >= CLIENTS_MAX) {
            subscriber.close(TOO_MANY, "too many clients");
            return;
        }
        subscribers.add(subscriber);
        channel.addCloseTask(closed -> subscribers.remove(subscriber));
        channel.getReceiveSetter().set(new Listener(subscriber));
        channel.resumeReceives();
        channel.getIoThread()
                .executeAfter(
                        () -> {
                            if (subscriber.principal() == null) {
                                subscriber.close(NO_TOKEN, "no token came");
                            }
                        },
                        HELLO_MS,
                        TimeUnit.MILLISECONDS);
    }

    private final class Listener extends AbstractReceiveListener {
        private final Subscriber subscriber;

        Listener(Subscriber subscriber) {
            this.subscriber = subscriber;
        }

        @Override
        protected long getMaxTextBufferSize() {
            return MESSAGE_BYTES_MAX;
        }

        @Override
        protected long getMaxBinaryBufferSize() {
            return MESSAGE_BYTES_MAX;
        }

        @Override
        protected void onFullTextMessage(WebSocketChannel channel, BufferedTextMessage message) {
            try {
                heard(subscriber, Json.read(message.getData().getBytes(StandardCharsets.UTF_8), Said.class));
            } catch (Problem problem) {
                subscriber.close(
                        switch (problem.status()) {
                            case 401 -> NO_TOKEN;
                            case 429 -> TOO_MANY;
                            default -> BAD;
                        },
                        cut(problem.getMessage()));
            }
        }

        @Override
        protected void onFullBinaryMessage(WebSocketChannel channel, BufferedBinaryMessage message) throws IOException {
            message.getData().free();
            subscriber.close(BAD, "messages are text");
        }

        @Override
        protected void onError(WebSocketChannel channel, Throwable error) {
            subscriber.drop();
        }
    }

    private void heard(Subscriber subscriber, Said said) {
        if (subscriber.principal() == null) {
            if (said.token() == null) {
                throw new Problem(401, "token", "the first message must be {\"token\": …}");
            }
            Principal principal = guard.principal(subscriber.channel().getSourceAddress(), said.token());
            principal.require(io.reprise.research.access.Scope.READ);
            subscriber.principal(principal);
            subscriber.offer("hello", message("hello", 0, Map.of("name", principal.name())));
        }
        if (said.unsubscribe() != null) {
            said.unsubscribe().forEach(subscriber.topics()::remove);
        }
        if (said.subscribe() != null) {
            said.subscribe().forEach(topic -> subscribe(subscriber, topic));
        }
    }

    private void subscribe(Subscriber subscriber, String topic) {
        if (topic == null || !TOPIC.matcher(topic).matches()) {
            throw Problem.bad("there is no topic '" + topic + "'");
        }
        if (subscriber.topics().size() >= TOPICS_MAX) {
            throw new Problem(429, "topics", "a client may have at most " + TOPICS_MAX + " topics");
        }
        subscriber.topics().add(topic);
        byte[] known = newest.get(topic);
        if (known != null) {
            subscriber.offer(topic, known);
        }
    }

    /** A close frame's reason has at most 123 bytes. */
    private static String cut(String reason) {
        String ascii = reason.replaceAll("[^\\x20-\\x7E]", "?");
        return ascii.length() <= 120 ? ascii : ascii.substring(0, 120);
    }

    /** Where the stream is. */
    public static final String PATH = ApiHandler.PREFIX + "/stream";

    /** Lets go of all clients. */
    public void close() {
        subscribers.forEach(subscriber -> subscriber.close(1001, "the side-car stops"));
    }
}
