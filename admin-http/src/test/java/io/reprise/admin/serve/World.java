package io.reprise.admin.serve;

import io.reprise.admin.http.Limits;
import io.reprise.engine.cli.CommandProvider;
import io.reprise.engine.cli.Main;
import io.reprise.engine.time.SystemClock;
import io.reprise.research.access.Budget;
import io.reprise.research.access.Scope;
import io.reprise.research.access.TokenStore;
import io.reprise.research.workspace.Workspace;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A workspace with a market, a run and a token, and a side-car over it. Owned by one test class. */
final class World implements AutoCloseable {
    static final String MARKET = "data~journals~market";
    static final String RUN = "reports~run";
    private static final long START_S = 1_577_836_800L;
    private static final int TRADES = 2_000;

    private final Path root;
    private final SideCar sideCar;
    private final String token;
    private final TokenStore tokens;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();

    private World(Path root, Limits limits) throws IOException {
        this.root = root;
        tokens = TokenStore.open(Workspace.of(root).sideCar(), new SystemClock());
        token = tokens.create("test", Set.of(Scope.ADMIN), null, Budget.UNLIMITED)
                .text();
        sideCar = SideCar.start(
                new SideCar.Settings(root, "127.0.0.1", 0, List.of(), null, limits, root.resolve("console")));
    }

    /** Limits of a test that is not about limits. */
    static Limits generous() {
        return Limits.DEFAULT.withRate(100_000, 100_000);
    }

    static World empty(Path root, Limits limits) throws IOException {
        Path console = Files.createDirectories(root.resolve("console/assets"));
        Files.writeString(console.resolveSibling("index.html"), "<!doctype html><title>console</title>\n");
        Files.writeString(console.resolve("index-AbCd1234.js"), "export {}\n");
        Files.writeString(root.resolve("secret.txt"), "not to be seen\n");
        return new World(root, limits);
    }

    static World withRun(Path root, Limits limits) throws IOException {
        Path trades = root.resolve("trades.csv");
        Files.writeString(trades, trades());
        run(
                "ingest",
                "--format",
                "bitstamp-trades",
                "--instrument",
                "A-B.C",
                "--journal",
                root.resolve("data/journals/market").toString(),
                trades.toString());
        run(
                "backtest",
                "--journal",
                root.resolve("data/journals/market").toString(),
                "--strategy",
                "sma-cross",
                "--set",
                "fast=2",
                "--set",
                "slow=5",
                "--bar",
                "1m",
                "--fee-bps",
                "10",
                "--out",
                root.resolve("reports/run").toString());
        return empty(root, limits);
    }

    static void run(String... words) {
        StringWriter err = new StringWriter();
        int code = Main.run(
                ServiceLoader.load(CommandProvider.class),
                new PrintWriter(new StringWriter()),
                new PrintWriter(err),
                true,
                words);
        if (code != 0) {
            throw new AssertionError(String.join(" ", words) + ": " + err);
        }
    }

    /** A price that goes up and down, a trade every ten seconds. */
    private static String trades() {
        return IntStream.range(0, TRADES)
                .mapToObj(i -> String.format(
                        Locale.ROOT, "%d,%.2f,%.4f%n", START_S + 10L * i, 100 + Math.sin(i / 40.0), 1 + i % 7 / 10.0))
                .collect(Collectors.joining());
    }

    Path root() {
        return root;
    }

    int port() {
        return sideCar.port();
    }

    String token() {
        return token;
    }

    String token(Scope... scopes) {
        return tokens.create(UUID.randomUUID().toString(), Set.of(scopes), null, Budget.UNLIMITED)
                .text();
    }

    String url(String path) {
        return "http://127.0.0.1:" + port() + path;
    }

    HttpResponse<String> get(String path) {
        return send(request(path).GET());
    }

    HttpResponse<String> post(String path, String body) {
        return post(path, body, UUID.randomUUID().toString());
    }

    HttpResponse<String> post(String path, String body, String key) {
        return send(request(path)
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", key)
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    HttpResponse<String> delete(String path) {
        return send(request(path).DELETE());
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(url("/api/v1" + path)))
                .timeout(Duration.ofSeconds(60))
                .header("Authorization", "Bearer " + token);
    }

    HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException | InterruptedException failed) {
            throw new AssertionError(failed);
        }
    }

    HttpClient client() {
        return client;
    }

    @Override
    public void close() {
        client.shutdownNow();
        sideCar.close();
    }
}
