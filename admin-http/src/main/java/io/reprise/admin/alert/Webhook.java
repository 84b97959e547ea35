package io.reprise.admin.alert;

import io.reprise.admin.http.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Tells an address of an alert: a POST of its JSON, signed with HMAC-SHA256 over time and body, so that the receiver knows
 * who sent it and when. Redirects are not followed. Safe from any thread.
 */
final class Webhook implements AutoCloseable {
    static final String SIGNATURE = "X-Reprise-Signature";
    static final String TIME = "X-Reprise-Time";

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int OK_MIN = 200;
    private static final int OK_MAX = 299;

    private final byte[] key;
    private final HttpClient client = HttpClient.newBuilder()
            .connectTimeout(PATIENCE)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    /** @param key shared with the receivers */
    Webhook(byte[] key) {
        this.key = key.clone();
    }

    static void requireAddress(String address) {
        try {
            URI uri = URI.create(address);
            boolean isWeb = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
            if (isWeb && uri.getHost() != null && uri.getUserInfo() == null && address.length() <= 500) {
                return;
            }
        } catch (IllegalArgumentException none) {
            // said below
        }
        throw new IllegalArgumentException("a webhook is an http or https address without a password in it");
    }

    /** @throws IOException when it was not taken */
    void send(String address, Alert alert, String time) throws IOException, InterruptedException {
        byte[] body = Json.bytes(alert);
        HttpRequest request = HttpRequest.newBuilder(URI.create(address))
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .header(TIME, time)
                .header(SIGNATURE, "sha256=" + signature(time, body))
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
        int status =
                client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        if (status < OK_MIN || status > OK_MAX) {
            throw new IOException("the webhook answered " + status);
        }
    }

    /** HMAC-SHA256 of time, a dot, and the body. */
    String signature(String time, byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            mac.update((time + ".").getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
