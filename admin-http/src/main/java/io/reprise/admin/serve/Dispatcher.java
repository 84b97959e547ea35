package io.reprise.admin.serve;

import io.reprise.admin.http.ApiHandler;
import io.reprise.admin.http.StaticFiles;
import io.reprise.admin.stream.Hub;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;

/** Sends each request to who answers it: the stream, the API, agents' server, the metrics, or the console. */
record Dispatcher(ApiHandler api, ApiHandler metrics, HttpHandler stream, HttpHandler agents, StaticFiles console)
        implements HttpHandler {
    /** Where agents' clients speak MCP. */
    static final String AGENTS = "/mcp";

    @Override
    public void handleRequest(HttpServerExchange exchange) throws Exception {
        String path = exchange.getRequestPath();
        if (path.equals(Hub.PATH) && asksForSocket(exchange)) {
            api.admit(exchange, stream);
        } else if (path.equals(ApiHandler.PREFIX) || path.startsWith(ApiHandler.PREFIX + "/")) {
            api.handleRequest(exchange);
        } else if (path.equals(AGENTS)) {
            api.admit(exchange, agents);
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
