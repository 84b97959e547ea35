package io.reprise.admin.serve;

import io.reprise.admin.http.ApiHandler;
import io.reprise.admin.http.Guard;
import io.reprise.admin.http.StaticFiles;
import io.reprise.admin.stream.Hub;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;

/** Sends each request to who answers it: the stream, the API, the metrics, or the console. */
record Dispatcher(Guard guard, ApiHandler api, ApiHandler metrics, HttpHandler stream, StaticFiles console)
        implements HttpHandler {
    @Override
    public void handleRequest(HttpServerExchange exchange) throws Exception {
        String path = exchange.getRequestPath();
        if (path.equals(Hub.PATH) && asksForSocket(exchange)) {
            api.admit(exchange, stream);
        } else if (path.equals(ApiHandler.PREFIX) || path.startsWith(ApiHandler.PREFIX + "/")) {
            api.handleRequest(exchange);
        } else if (path.equals("/metrics")) {
            metrics.handleRequest(exchange);
        } else {
            console.handleRequest(exchange);
        }
    }

    private static boolean asksForSocket(HttpServerExchange exchange) {
        return "websocket".equalsIgnoreCase(exchange.getRequestHeaders().getFirst("Upgrade"));
    }
}
