package io.reprise.bench.isolation;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;

/**
 * Requests at a steady rate and clients of the stream, until it is closed. The requests go over a few connections that stay,
 * written and read by hand: the load shares a core with the side-car that it loads, and must not be most of it.
 */
final class Load implements AutoCloseable {
    private static final int CONNECTIONS = 8;
    private static final int TIMEOUT_MS = 20_000;
    private static final int LINE_CHARS_MAX = 16_384;
    private static final long NS_PER_SECOND = 1_000_000_000L;
    private static final long WARM_UP_SECONDS_MAX = 20;
    /** Of the rate that is wanted, which counts as reached. */
    static final double ENOUGH = 0.95;

    private final URI url;
    private final String token;
    private final String session;
    private final int perSecond;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();
    private final List<WebSocket> sockets = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private final LongAdder answered = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final LongAdder messages = new LongAdder();
    private volatile List<String> paths =
            List.of("/health", "/version", "/me", "/strategies", "/data/journals", "/features", "/sessions");
    private volatile String firstFailure = "";
    private volatile boolean closed;
    private Marked begun = new Marked(0, 0, 0, 0);
    private Marked ended;

    /** The counts at a time. */
    private record Marked(long ns, long answered, long failed, long messages) {}

    Load(String url, String token, String session, int perSecond) {
        this.url = URI.create(url);
        this.token = token;
        this.session = session;
        this.perSecond = perSecond;
    }

    /** Starts all of it, and returns when the side-car keeps up, or has had its time to. */
    Load start(int clients) throws IOException, InterruptedException {
        for (int i = 0; i < clients; i++) {
            sockets.add(subscribe());
        }
        long startNs = System.nanoTime();
        for (int i = 0; i < CONNECTIONS; i++) {
            int first = i;
            threads.add(Thread.ofPlatform().name("load-" + i).start(() -> request(startNs, first)));
        }
        for (long second = 0; second < WARM_UP_SECONDS_MAX; second++) {
            long before = answered.sum();
            Thread.sleep(1_000);
            if (answered.sum() - before >= ENOUGH * perSecond) {
                break;
            }
        }
        return this;
    }

    /** From now on it counts, and asks about the session too. */
    void measure() {
        paths = List.of(
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
        begun = now();
    }

    void measured() {
        ended = now();
    }

    private Marked now() {
        return new Marked(System.nanoTime(), answered.sum(), failed.sum(), messages.sum());
    }

    private WebSocket subscribe() throws IOException, InterruptedException {
        try {
            WebSocket socket = client.newWebSocketBuilder()
                    .buildAsync(URI.create("ws://" + url.getAuthority() + "/api/v1/stream"), new WebSocket.Listener() {
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

    /** One connection's share: every so many requests, each at its planned time or as soon as the one before is answered. */
    private void request(long startNs, int first) {
        for (long count = first; !closed; ) {
            try (Socket socket = new Socket(InetAddress.getByName(url.getHost()), url.getPort())) {
                socket.setTcpNoDelay(true);
                socket.setSoTimeout(TIMEOUT_MS);
                InputStream in = new BufferedInputStream(socket.getInputStream(), LINE_CHARS_MAX);
                for (; !closed; count += CONNECTIONS) {
                    await(startNs + count * NS_PER_SECOND / perSecond);
                    List<String> asked = paths;
                    String path = asked.get((int) (count % asked.size()));
                    socket.getOutputStream().write(text(path));
                    int status = answer(in);
                    if (status == 200) {
                        answered.increment();
                    } else {
                        fail(path + " answered " + status);
                    }
                }
            } catch (IOException broken) {
                if (!closed) {
                    fail(String.valueOf(broken));
                    count += CONNECTIONS;
                }
            }
        }
    }

    private void fail(String why) {
        failed.increment();
        firstFailure = firstFailure.isEmpty() ? why : firstFailure;
    }

    private void await(long dueNs) {
        for (long waitNs = dueNs - System.nanoTime(); waitNs > 0 && !closed; waitNs = dueNs - System.nanoTime()) {
            LockSupport.parkNanos(waitNs);
        }
    }

    private byte[] text(String path) {
        return ("GET /api/v1" + path + " HTTP/1.1\r\nHost: " + url.getAuthority() + "\r\nAuthorization: Bearer " + token
                        + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    /** Reads an answer to its end; its status. */
    private static int answer(InputStream in) throws IOException {
        String[] first = line(in).split(" ");
        int status = first.length > 1 ? Integer.parseInt(first[1]) : 0;
        long length = 0;
        for (String header = line(in); !header.isEmpty(); header = line(in)) {
            if (header.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
                length = Long.parseLong(
                        header.substring("content-length:".length()).strip());
            }
        }
        in.skipNBytes(length);
        return status;
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0 || line.length() > LINE_CHARS_MAX) {
                throw new IOException("the connection ended within an answer");
            }
            if (next != '\r') {
                line.append((char) next);
            }
        }
        return line.toString();
    }

    private double seconds() {
        return (ended.ns() - begun.ns()) / (double) NS_PER_SECOND;
    }

    double perSecond() {
        return (ended.answered() - begun.answered()) / seconds();
    }

    double messagesPerSecond() {
        return (ended.messages() - begun.messages()) / seconds();
    }

    long failures() {
        return ended.failed() - begun.failed();
    }

    /** Why the first request failed; empty when none did. */
    String firstFailure() {
        return firstFailure;
    }

    @Override
    public void close() {
        closed = true;
        for (Thread thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        sockets.forEach(WebSocket::abort);
        client.shutdownNow();
    }
}
