package io.reprise.admin.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.admin.http.Limits;
import io.reprise.research.access.Scope;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What docs/security.md says of each attack, tried. */
class AttackTest {
    private static final int ARRIVE_MS = 1_500;

    @TempDir
    Path root;

    private World world;
    private int port;

    @BeforeEach
    void start() throws IOException {
        Limits limits = new Limits(64 << 10, 8 << 10, ARRIVE_MS, 30_000, 100_000, 100_000, 5);
        world = World.empty(root, limits);
        port = world.port();
    }

    @AfterEach
    void stop() {
        world.close();
    }

    private RawSocket connect() throws IOException {
        return new RawSocket(port);
    }

    private int status(String request) throws IOException {
        try (RawSocket socket = connect()) {
            return socket.say(request).status();
        }
    }

    private String get(String path, String more) {
        return "GET " + path + " HTTP/1.1\nHost: 127.0.0.1:" + port + "\nAuthorization: Bearer " + world.token()
                + "\nConnection: close\n" + more + "\n";
    }

    @Test
    void answersToNoNameThatAnAttackerPointsHere() throws IOException {
        for (String host : List.of(
                "evil.example",
                "evil.example:" + port,
                "127.0.0.1.evil.example:" + port,
                "127.0.0.1:1",
                "localhost",
                "localhost:" + port + "@evil.example",
                "")) {
            for (String path : List.of("/api/v1/health", "/api/v1/me", "/", "/metrics")) {
                int status = status("GET " + path + " HTTP/1.1\nHost: " + host + "\nAuthorization: Bearer "
                        + world.token() + "\nConnection: close\n\n");
                assertTrue(status == 421 || status == 400, host + path + ": " + status);
            }
        }
        assertEquals(200, status(get("/api/v1/me", "")));
        assertEquals(200, status(get("/api/v1/me", "").replace("127.0.0.1:", "localhost:")));
    }

    @Test
    void answersNoPageOfAnotherOrigin() throws IOException {
        for (String origin : List.of(
                "https://evil.example",
                "null",
                "http://127.0.0.1:" + (port + 1),
                "https://127.0.0.1:" + port,
                "http://127.0.0.1:" + port + ".evil.example",
                "file://")) {
            assertEquals(403, status(get("/api/v1/me", "Origin: " + origin + "\n")), origin);
            assertEquals(403, status(RawSocket.upgrade(port, "Origin: " + origin + "\n")), origin);
        }
        assertEquals(200, status(get("/api/v1/me", "Origin: http://127.0.0.1:" + port + "\n")));
        assertEquals(101, status(RawSocket.upgrade(port, "Origin: http://127.0.0.1:" + port + "\n")));
        assertEquals(421, status(RawSocket.upgrade(port, "").replace("Host: 127.0.0.1", "Host: evil.example")));
    }

    @Test
    void givesNoAnswerToOtherOriginsPreflight() throws IOException {
        String preflight = get(
                        "/api/v1/sessions", "Origin: https://evil.example\nAccess-Control-Request-Method: POST\n")
                .replace("GET ", "OPTIONS ");
        assertEquals(403, status(preflight));
    }

    @Test
    void leadsNoAddressOutOfItsFolders() throws IOException {
        for (String path : List.of(
                "/../secret.txt",
                "/..%2fsecret.txt",
                "/%2e%2e/secret.txt",
                "/assets/../../secret.txt",
                "/assets/..%5c..%5csecret.txt",
                "/assets/%2e%2e%2f%2e%2e%2fsecret.txt",
                "//secret.txt",
                "/secret.txt",
                "/%00/secret.txt",
                "/assets/index-AbCd1234.js%00.txt",
                "/..;/secret.txt")) {
            try (RawSocket socket = connect()) {
                int status = socket.say(get(path, "")).status();
                assertTrue(status == 404 || status == 400, path + ": " + status);
            }
        }
        Files.createDirectories(root.resolve("reports/x"));
        for (String id : List.of(
                "..",
                "data~..~..~etc",
                "data~side-car~audit~1",
                "%2e%2e",
                "..%2f..%2fetc",
                "data~side-car",
                "reports~x~..",
                "~",
                "reports~%00",
                "/etc/passwd",
                "%252e%252e")) {
            for (String path : List.of("/sessions/", "/runs/", "/data/journals/")) {
                int status = status(get("/api/v1" + path + id, ""));
                assertTrue(status == 404 || status == 400, path + id + ": " + status);
            }
        }
        assertEquals(200, status(get("/assets/index-AbCd1234.js", "")));
        assertEquals(200, status(get("/", "")));
    }

    @Test
    void followsNoLinkOutOfTheWorkspace() throws IOException {
        Path outside = Files.createTempDirectory("outside");
        Files.createDirectories(root.resolve("reports"));
        Files.createSymbolicLink(root.resolve("reports/link"), outside);
        assertEquals(404, world.get("/runs/reports~link").statusCode());
        assertEquals(404, world.get("/sessions/reports~link").statusCode());
        Files.delete(root.resolve("reports/link"));
        Files.delete(outside);
    }

    @Test
    void letsNobodyGuessTokensForLong() {
        List<Integer> statuses = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            statuses.add(world.send(HttpRequest.newBuilder(URI.create(world.url("/api/v1/me")))
                            .header("Authorization", "Bearer rpt_" + "a".repeat(42) + i % 10))
                    .statusCode());
        }
        assertEquals(List.of(401, 401, 401, 401, 401), statuses.subList(0, 5));
        assertEquals(List.of(429), statuses.subList(6, 12).stream().distinct().toList());
        assertEquals(429, world.get("/me").statusCode(), "from an address that guesses, the right token waits too");
        assertEquals(
                200,
                world.send(HttpRequest.newBuilder(URI.create(world.url("/api/v1/health"))))
                        .statusCode());
    }

    @Test
    void letsNobodyInWithoutAToken() {
        for (String header : List.of("", "Bearer", "Bearer ", "Basic YTpi", "Token x")) {
            HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(world.url("/api/v1/sessions")));
            if (!header.isEmpty()) {
                request.header("Authorization", header);
            }
            HttpResponse<String> answer = world.send(request);
            assertEquals(401, answer.statusCode(), header);
            assertEquals(
                    "Bearer realm=\"reprise\"",
                    answer.headers().firstValue("WWW-Authenticate").orElseThrow());
        }
        assertEquals(
                401,
                world.send(HttpRequest.newBuilder(URI.create(world.url("/metrics"))))
                        .statusCode());
    }

    @Test
    void letsATokenDoNoMoreThanItsScopes() {
        String reader = world.token(Scope.READ);
        for (String path : List.of("/audit", "/schedules", "/jobs")) {
            HttpResponse<String> answer = world.send(HttpRequest.newBuilder(URI.create(world.url("/api/v1" + path)))
                    .header("Authorization", "Bearer " + reader));
            assertEquals(403, answer.statusCode(), path);
        }
        HttpResponse<String> acting =
                world.send(HttpRequest.newBuilder(URI.create(world.url("/api/v1/sessions/x/commands")))
                        .header("Authorization", "Bearer " + reader)
                        .header("Content-Type", "application/json")
                        .header("Idempotency-Key", "k")
                        .POST(HttpRequest.BodyPublishers.ofString("{\"kind\":\"halt\"}")));
        assertEquals(403, acting.statusCode());
        assertTrue(world.get("/audit").body().contains("DENIED"));
    }

    @Test
    void readsNoBodyThatIsTooLarge() throws IOException {
        String head = "POST /api/v1/alert-rules HTTP/1.1\nHost: 127.0.0.1:" + port + "\nAuthorization: Bearer "
                + world.token() + "\nIdempotency-Key: k\nContent-Type: application/json\n";
        assertEquals(413, status(head + "Content-Length: 100000000\n\n{"));
        try (RawSocket socket = connect()) {
            socket.say(head + "Transfer-Encoding: chunked\n\n");
            int status = -1;
            try {
                for (int i = 0; i < 40; i++) {
                    socket.say("1000\n" + " ".repeat(0x1000) + "\n");
                }
                status = socket.say("0\n\n").status();
            } catch (IOException closed) {
                status = 0;
            }
            assertTrue(status == 413 || status == 0, "chunks: " + status);
        }
        int headers =
                status("GET /api/v1/health HTTP/1.1\nHost: 127.0.0.1:" + port + "\nX: " + "x".repeat(20_000) + "\n\n");
        assertTrue(headers == 400 || headers == 431 || headers == 0, "headers: " + headers);
        assertEquals(415, status(head.replace("application/json", "text/plain") + "Content-Length: 2\n\n{}"));
    }

    @Test
    void parsesNothingThatIsDeeplyNested() {
        String body = "[".repeat(30_000) + "]".repeat(30_000);
        assertEquals(400, world.post("/alert-rules", body).statusCode());
    }

    @Test
    void waitsForNoSlowRequest() throws IOException {
        try (RawSocket halfHeader = connect();
                RawSocket halfBody = connect()) {
            halfHeader.say("GET /api/v1/health HTTP/1.1\nHost: 127.0.0.1");
            halfBody.say("POST /api/v1/alert-rules HTTP/1.1\nHost: 127.0.0.1:" + port + "\nAuthorization: Bearer "
                    + world.token()
                    + "\nIdempotency-Key: k\nContent-Type: application/json\nContent-Length: 100\n\n{\"kind\"");
            assertEquals(408, halfBody.status());
            assertTrue(halfBody.headers().isEnded(5_000), "the connection of half a body stays open");
            assertTrue(halfHeader.isEnded(10_000), "half a header holds a connection");
        }
    }

    @Test
    void servesOthersWhileManyAreSlow() throws IOException {
        List<RawSocket> slow = new ArrayList<>();
        try {
            for (int i = 0; i < 200; i++) {
                slow.add(connect().say("GET /api/v1/health HTTP/1.1\nHost: 127"));
            }
            long startNs = System.nanoTime();
            assertEquals(200, world.get("/me").statusCode());
            assertTrue(System.nanoTime() - startNs < 5_000_000_000L, "a fast caller waited for slow ones");
        } finally {
            for (RawSocket socket : slow) {
                socket.close();
            }
        }
    }

    @Test
    void takesNoGiantFrame() throws IOException {
        try (RawSocket claimed = connect();
                RawSocket sent = connect()) {
            assertEquals(101, claimed.say(RawSocket.upgrade(port, "")).status());
            claimed.headers().say(RawSocket.header(1L << 40)).say(new byte[1 << 10]);
            assertTrue(claimed.isEnded(10_000), "a frame of a terabyte was waited for");
            assertEquals(101, sent.say(RawSocket.upgrade(port, "")).status());
            sent.headers();
            boolean ended = false;
            try {
                sent.frame("x".repeat(1 << 20));
                ended = sent.isEnded(10_000);
            } catch (IOException closed) {
                ended = true;
            }
            assertTrue(ended, "a frame of a megabyte was taken");
        }
        assertEquals(200, world.get("/me").statusCode());
    }

    @Test
    void endsSocketsThatSayNoToken() throws IOException {
        try (RawSocket silent = connect();
                RawSocket wrong = connect()) {
            assertEquals(101, silent.say(RawSocket.upgrade(port, "")).status());
            assertEquals(101, wrong.say(RawSocket.upgrade(port, "")).status());
            wrong.headers().frame("{\"subscribe\":[\"jobs\"]}");
            assertTrue(wrong.isEnded(5_000), "a socket without a token stays open");
            assertTrue(silent.headers().isEnded(12_000), "a silent socket stays open");
        }
    }

    @Test
    void dropsASlowClientAndKeepsOthersServed() throws Exception {
        AtomicInteger heard = new AtomicInteger();
        CountDownLatch alerts = new CountDownLatch(50);
        WebSocket quick = world.client()
                .newWebSocketBuilder()
                .buildAsync(URI.create("ws://127.0.0.1:" + port + "/api/v1/stream"), new WebSocket.Listener() {
                    @Override
                    public CompletionStage<?> onText(WebSocket socket, CharSequence text, boolean last) {
                        heard.incrementAndGet();
                        alerts.countDown();
                        socket.request(1);
                        return null;
                    }
                })
                .get(10, TimeUnit.SECONDS);
        quick.sendText("{\"token\":\"" + world.token() + "\",\"subscribe\":[\"logs\"]}", true)
                .get(5, TimeUnit.SECONDS);
        try (RawSocket slow = new RawSocket(port).withSmallBuffer()) {
            slow.say(RawSocket.upgrade(port, "")).headers();
            slow.frame("{\"token\":\"" + world.token() + "\",\"subscribe\":[\"logs\"]}");
            // It never reads. Everybody else goes on hearing.
            long endMs = System.nanoTime() / 1_000_000 + 60_000;
            while (dropped() == 0 && System.nanoTime() / 1_000_000 < endMs) {
                world.get("/sessions/" + "n".repeat(150));
            }
            assertEquals(1, dropped(), "the client that does not read was kept");
            assertTrue(slow.isEnded(20_000), "the slow client's connection stays open");
            assertTrue(alerts.await(20, TimeUnit.SECONDS), "the quick client heard " + heard.get());
            assertEquals(200, world.get("/me").statusCode());
        }
        quick.abort();
    }

    private long dropped() {
        String metrics = world.send(HttpRequest.newBuilder(URI.create(world.url("/metrics")))
                        .header("Authorization", "Bearer " + world.token()))
                .body();
        return metrics.lines()
                .filter(line -> line.startsWith("reprise_stream_dropped_clients_total "))
                .mapToLong(line -> Long.parseLong(line.split(" ")[1]))
                .sum();
    }

    @Test
    void limitsHowOftenOneMayCall() throws IOException {
        world.close();
        try (World limited = World.empty(Files.createTempDirectory(root, "limited"), Limits.DEFAULT.withRate(1, 20))) {
            List<Integer> statuses = Stream.generate(() -> limited.get("/me").statusCode())
                    .limit(60)
                    .toList();
            assertEquals(200, statuses.getFirst());
            assertTrue(statuses.contains(429), "60 requests at once were all answered");
        }
        world = World.empty(Files.createTempDirectory(root, "again"), World.generous());
    }

    @Test
    void tellsBrowsersToHelpNoAttacker() {
        HttpResponse<String> api = world.get("/me");
        assertEquals("no-store", api.headers().firstValue("Cache-Control").orElseThrow());
        assertEquals(
                "nosniff", api.headers().firstValue("X-Content-Type-Options").orElseThrow());
        assertEquals(List.of(), api.headers().allValues("Access-Control-Allow-Origin"));
        assertEquals(List.of(), api.headers().allValues("Set-Cookie"));
        assertEquals(List.of(), api.headers().allValues("Server"));
        HttpResponse<String> page = world.send(HttpRequest.newBuilder(URI.create(world.url("/"))));
        String policy = page.headers().firstValue("Content-Security-Policy").orElseThrow();
        assertTrue(policy.contains("frame-ancestors 'none'") && policy.contains("script-src 'self';"), policy);
        assertFalse(policy.contains("script-src 'self' 'unsafe"), policy);
    }

    @Test
    void keepsSecretsOutOfLogs() throws IOException {
        world.get("/sessions/rpt_abcdefghijkl");
        world.send(HttpRequest.newBuilder(URI.create(world.url("/api/v1/me")))
                .header("Authorization", "Bearer rpt_" + "b".repeat(43)));
        world.post(
                "/alert-rules",
                "{\"kind\":\"LAG\",\"threshold\":5,\"webhook\":\"https://hook.example/rpt_qqqqqqqqqqqq\"}");
        StringBuilder all = new StringBuilder();
        try (Stream<Path> files = Files.walk(root.resolve("data/side-car/log"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                all.append(Files.readString(file));
            }
        }
        assertNotEquals(0, all.length());
        for (String secret : List.of(world.token(), "rpt_abcdefghijkl", "bbbbbbbbbb", "rpt_qqqqqqqqqqqq")) {
            assertFalse(all.toString().contains(secret), "the log holds " + secret);
        }
        assertFalse(world.get("/alert-rules").body().contains("rpt_qqqqqqqqqqqq"));
        assertFalse(world.get("/audit").body().contains("rpt_qqqqqqqqqqqq"));
    }
}
