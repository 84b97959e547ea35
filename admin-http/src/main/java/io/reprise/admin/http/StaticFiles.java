package io.reprise.admin.http;

import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The console's built files, all read at start: no address can lead out of a map. Addresses without a dot are pages of the
 * console, which is one page. Immutable.
 */
public final class StaticFiles implements HttpHandler {
    private static final String INDEX = "/index.html";
    private static final long FILE_BYTES_MAX = 16 << 20;
    /** Named by what is in them, as Vite does. */
    private static final Pattern HASHED = Pattern.compile("/assets/.*-[A-Za-z0-9_-]{8}\\.[a-z0-9]+");

    private static final Map<String, String> TYPES = Map.ofEntries(
            Map.entry("html", "text/html; charset=utf-8"),
            Map.entry("js", "text/javascript; charset=utf-8"),
            Map.entry("css", "text/css; charset=utf-8"),
            Map.entry("json", "application/json"),
            Map.entry("webmanifest", "application/manifest+json"),
            Map.entry("svg", "image/svg+xml"),
            Map.entry("png", "image/png"),
            Map.entry("ico", "image/x-icon"),
            Map.entry("woff2", "font/woff2"),
            Map.entry("txt", "text/plain; charset=utf-8"));

    private static final String NOT_BUILT = """
            <!doctype html><html lang="en"><head><meta charset="utf-8"><title>Reprise</title></head>
            <body><h1>The console is not built</h1>
            <p>./run.sh serve builds it where Node.js 20.19 or newer is installed. The API works without it: see
            <a href="/api/v1/openapi.json">/api/v1/openapi.json</a>.</p></body></html>
            """;

    private final Map<String, byte[]> files;
    private final Guard guard;

    private StaticFiles(Map<String, byte[]> files, Guard guard) {
        this.files = files;
        this.guard = guard;
    }

    /** @param folder the built console; where it is none, a page says so */
    public static StaticFiles of(Path folder, Guard guard) throws IOException {
        Map<String, byte[]> files = new HashMap<>();
        if (folder != null && Files.isRegularFile(folder.resolve(INDEX.substring(1)))) {
            try (Stream<Path> found = Files.walk(folder)) {
                for (Path file : found.filter(Files::isRegularFile).toList()) {
                    if (Files.size(file) > FILE_BYTES_MAX) {
                        throw new IOException(file + " is too large for a file of the console");
                    }
                    try (InputStream bytes = Files.newInputStream(file)) {
                        files.put("/" + folder.relativize(file).toString().replace('\\', '/'), bytes.readAllBytes());
                    }
                }
            }
        }
        return new StaticFiles(Map.copyOf(files), guard);
    }

    public boolean isBuilt() {
        return files.containsKey(INDEX);
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) {
        Headers.set(exchange, false, guard.tls());
        try {
            guard.admit(exchange);
            String method = exchange.getRequestMethod().toString();
            if (!method.equals("GET") && !method.equals("HEAD")) {
                Headers.put(exchange, "Allow", "GET");
                throw new Problem(405, "method", "this address knows GET");
            }
            send(exchange, Router.decode(exchange.getRequestPath(), false));
        } catch (Problem problem) {
            Headers.set(exchange, true, guard.tls());
            Answer answer = Answer.problem(problem, exchange.getRequestPath());
            exchange.setStatusCode(answer.status());
            Headers.put(exchange, "Content-Type", answer.type());
            answer.headers().forEach((name, value) -> Headers.put(exchange, name, value));
            exchange.getResponseSender().send(ByteBuffer.wrap(answer.body()));
        }
    }

    private void send(HttpServerExchange exchange, String path) {
        String file = files.containsKey(path) || path.contains(".") ? path : INDEX;
        byte[] bytes = files.get(file);
        if (bytes == null && file.equals(INDEX)) {
            bytes = NOT_BUILT.getBytes(java.nio.charset.StandardCharsets.UTF_8);
        }
        if (bytes == null) {
            throw Problem.notFound("there is nothing at this address");
        }
        String ending = file.substring(file.lastIndexOf('.') + 1);
        Headers.put(exchange, "Content-Type", TYPES.getOrDefault(ending, "application/octet-stream"));
        if (HASHED.matcher(file).matches()) {
            Headers.put(exchange, "Cache-Control", "public, max-age=31536000, immutable");
        }
        exchange.getResponseSender().send(ByteBuffer.wrap(bytes));
    }
}
