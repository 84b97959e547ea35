package io.reprise.bench.isolation;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;

/** Requests at a steady rate and clients of the stream, until it is closed. */
final class Load implements AutoCloseable {
    private static final int IN_FLIGHT_MAX = 64;
    private static final long NS_PER_SECOND = 1_000_000_000L;

    private final String url;
    private final String token;
    private final String session;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();
    private final List<WebSocket> sockets = new ArrayList<>();
    private final LongAdder answered = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final LongAdder messages = new LongAdder();
    private final Semaphore room = new Semaphore(IN_FLIGHT_MAX);
    private volatile boolean closed;
    private Thread requests;
    private long startNs;
    private long endNs;

    Load(String url, String token, String session) {
        this.url = url;
        this.token = token;
        this.session = session;
    }

    Load start(int perSecond, int clients) throws IOException, InterruptedException {
        for (int i = 0; i < clients; i++) {
            sockets.add(subscribe());
        }
        startNs = System.nanoTime();
        requests = Thread.ofPlatform().name("load").start(() -> request(perSecond));
        return this;
    }

    private WebSocket subscribe() throws IOException, InterruptedException {
        try {
            WebSocket socket = client.newWebSocketBuilder()
                    .buildAsync(URI.create(url.replace("http", "ws") + "/api/v1/stream"), new WebSocket.Listener() {
                        @Override
                        public CompletionStage<?> onText(WebSocket from, CharSequence text, boolean last) {
                            messages.increment();
                            from.request(1);
                            return null;
                        }
                    })
                    .get(20, TimeUnit.SECONDS);
            socket.sendText(
                            "{\"token\":\"" + token + "\",\"subscribe\":[\"session:" + session + "\",\"quotes:"
                                    + session + "\",\"orders:" + session + "\",\"bars:" + session + "\"]}",
                            true)
                    .get(20, TimeUnit.SECONDS);
            return socket;
        } catch (ExecutionException | TimeoutException refused) {
            throw new IOException("the stream takes no client: " + refused.getMessage(), refused);
        }
    }

    private void request(int perSecond) {
        List<String> paths = List.of(
                "/health",
                "/version",
                "/me",
                "/strategies",
                "/sessions/" + session + "/orders?limit=20",
                "/sessions/" + session + "/fills?limit=20",
                "/health",
                "/me",
                "/data/journals",
                "/features");
        long count = 0;
        while (!closed) {
            long dueNs = startNs + count * NS_PER_SECOND / perSecond;
            long waitNs = dueNs - System.nanoTime();
            if (waitNs > 0) {
                LockSupport.parkNanos(waitNs);
            }
            room.acquireUninterruptibly();
            HttpRequest request = HttpRequest.newBuilder(
                            URI.create(url + "/api/v1" + paths.get((int) (count % paths.size()))))
                    .timeout(Duration.ofSeconds(20))
                    .header("Authorization", "Bearer " + token)
                    .build();
            client.sendAsync(request, HttpResponse.BodyHandlers.discarding()).whenComplete((answer, failure) -> {
                room.release();
                (failure == null && answer.statusCode() == 200 ? answered : failed).increment();
            });
            count++;
        }
    }

    double perSecond() {
        return answered.sum() / ((endNs - startNs) / (double) NS_PER_SECOND);
    }

    double messagesPerSecond() {
        return messages.sum() / ((endNs - startNs) / (double) NS_PER_SECOND);
    }

    long failures() {
        return failed.sum();
    }

    @Override
    public void close() {
        closed = true;
        endNs = System.nanoTime();
        try {
            if (requests != null) {
                requests.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        sockets.forEach(WebSocket::abort);
        client.shutdownNow();
    }
}
