package io.reprise.admin.stream;

import io.reprise.research.access.Principal;
import io.undertow.websockets.core.WebSocketCallback;
import io.undertow.websockets.core.WebSocketChannel;
import io.undertow.websockets.core.WebSockets;
import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * One client: a slot for each topic, the newest wins, and one message on its way at a time. So what waits for a client is
 * bounded by its topics, however slow it is; one that does not take a message in time is dropped. Safe from any thread.
 */
final class Subscriber implements WebSocketCallback<Void> {
    /** In which a client takes a message, or goes. */
    static final long TAKE_MS = 5_000;

    private final WebSocketChannel channel;
    private final StreamCounts counts;
    private final Map<String, byte[]> slots = new LinkedHashMap<>();
    private final Set<String> topics = ConcurrentHashMap.newKeySet();
    private volatile Principal principal;
    private boolean isSending;

    Subscriber(WebSocketChannel channel, StreamCounts counts) {
        this.channel = channel;
        this.counts = counts;
    }

    WebSocketChannel channel() {
        return channel;
    }

    Principal principal() {
        return principal;
    }

    void principal(Principal known) {
        principal = known;
    }

    Set<String> topics() {
        return topics;
    }

    /** Gives the client a message, in place of one of the same topic that it has not been sent yet. */
    void offer(String topic, byte[] message) {
        synchronized (slots) {
            if (slots.put(topic, message) != null) {
                counts.conflated();
            }
            if (isSending) {
                return;
            }
            isSending = true;
        }
        sendNext();
    }

    private void sendNext() {
        byte[] message;
        synchronized (slots) {
            Iterator<byte[]> waiting = slots.values().iterator();
            if (!waiting.hasNext()) {
                isSending = false;
                return;
            }
            message = waiting.next();
            waiting.remove();
        }
        WebSockets.sendText(ByteBuffer.wrap(message), channel, this, TAKE_MS);
    }

    @Override
    public void complete(WebSocketChannel sent, Void context) {
        counts.sent();
        sendNext();
    }

    @Override
    public void onError(WebSocketChannel failed, Void context, Throwable why) {
        counts.dropped();
        drop();
    }

    /** Ends the connection without a word: the client does not listen. */
    void drop() {
        synchronized (slots) {
            slots.clear();
            isSending = true; // for good
        }
        org.xnio.IoUtils.safeClose(channel);
    }

    void close(int code, String reason) {
        WebSockets.sendClose(code, reason, channel, null);
    }
}
