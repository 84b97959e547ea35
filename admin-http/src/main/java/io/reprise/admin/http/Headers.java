package io.reprise.admin.http;

import io.undertow.server.HttpServerExchange;
import io.undertow.util.HttpString;
import java.util.Map;

/** The headers that keep a browser from helping an attacker. */
public final class Headers {
    /** The console's own files and the API of the same origin; styles may stand in elements, scripts may not. */
    static final String CONSOLE_POLICY = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
            + "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; manifest-src 'self'; "
            + "worker-src 'self' blob:; frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    static final String API_POLICY = "default-src 'none'; frame-ancestors 'none'";

    /** A report is one file with its styles and pictures in it, and no script is needed to read it. */
    static final String REPORT_POLICY =
            "default-src 'none'; style-src 'unsafe-inline'; img-src data:; " + "sandbox; frame-ancestors 'self'";

    private static final Map<String, String> ALWAYS = Map.of(
            "X-Content-Type-Options", "nosniff",
            "X-Frame-Options", "DENY",
            "Referrer-Policy", "no-referrer",
            "Cross-Origin-Opener-Policy", "same-origin",
            "Cross-Origin-Resource-Policy", "same-origin",
            "Permissions-Policy", "camera=(), microphone=(), geolocation=(), payment=(), usb=()");

    private Headers() {}

    public static void set(HttpServerExchange exchange, boolean isApi, boolean tls) {
        ALWAYS.forEach((name, value) -> put(exchange, name, value));
        put(exchange, "Content-Security-Policy", isApi ? API_POLICY : CONSOLE_POLICY);
        put(exchange, "Cache-Control", isApi ? "no-store" : "no-cache");
        if (tls) {
            put(exchange, "Strict-Transport-Security", "max-age=31536000");
        }
    }

    static void put(HttpServerExchange exchange, String name, String value) {
        exchange.getResponseHeaders().put(new HttpString(name), value);
    }
}
