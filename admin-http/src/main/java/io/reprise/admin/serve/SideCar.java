package io.reprise.admin.serve;

import io.reprise.admin.api.Resources;
import io.reprise.admin.api.Sessions;
import io.reprise.admin.http.ApiHandler;
import io.reprise.admin.http.Guard;
import io.reprise.admin.http.Hosts;
import io.reprise.admin.http.Limits;
import io.reprise.admin.http.Router;
import io.reprise.admin.http.StaticFiles;
import io.reprise.admin.stream.Feed;
import io.reprise.admin.stream.Hub;
import io.reprise.engine.strategy.StrategyCatalog;
import io.reprise.engine.time.SystemClock;
import io.reprise.research.access.TokenStore;
import io.reprise.research.workspace.Workspace;
import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import io.undertow.server.HttpHandler;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The running side-car. Closing it lets go of everything that it holds. */
public final class SideCar implements AutoCloseable {
    private static final int WORKERS = 8;
    private static final int WAITING_MAX = 256;

    private final Undertow server;
    private final ThreadPoolExecutor workers;
    private final Hub hub;
    private final Feed feed;
    private final int port;

    /**
     * What a side-car is started with.
     *
     * @param console folder of the built console, null for none
     */
    public record Settings(Path root, String bind, int port, Hosts hosts, Limits limits, Path console) {}

    private SideCar(Settings settings) throws IOException {
        SystemClock clock = new SystemClock();
        Workspace workspace = Workspace.of(settings.root());
        TokenStore tokens = TokenStore.open(workspace.sideCar(), clock);
        Guard guard = new Guard(settings.hosts(), tokens::verify, settings.limits(), clock);
        StrategyCatalog catalog = StrategyCatalog.load(SideCar.class.getClassLoader());
        Router router = new Router(Resources.routes(workspace, catalog, clock));
        workers = new ThreadPoolExecutor(
                WORKERS,
                WORKERS,
                1,
                TimeUnit.MINUTES,
                new ArrayBlockingQueue<>(WAITING_MAX),
                Thread.ofPlatform().name("reprise-worker-", 1).daemon().factory());
        HttpHandler api =
                new ApiHandler(router, guard, settings.limits(), workers, clock, (a, b, c, d, e, f, g, h) -> {});
        HttpHandler console = StaticFiles.of(settings.console(), guard);
        hub = new Hub(guard);
        HttpHandler stream = hub.handler();
        feed = new Feed(hub, new Sessions(workspace), clock).start();
        server = Undertow.builder()
                .addHttpListener(settings.port(), settings.bind())
                .setIoThreads(2)
                .setWorkerThreads(2)
                .setServerOption(UndertowOptions.DECODE_URL, false)
                .setServerOption(
                        UndertowOptions.MAX_HEADER_SIZE, settings.limits().headerBytes())
                .setServerOption(UndertowOptions.MAX_ENTITY_SIZE, (long)
                        settings.limits().bodyBytes())
                .setServerOption(
                        UndertowOptions.REQUEST_PARSE_TIMEOUT, settings.limits().arriveMs())
                .setServerOption(UndertowOptions.NO_REQUEST_TIMEOUT, 60_000)
                .setHandler(exchange -> {
                    String path = exchange.getRequestPath();
                    if (path.equals(Hub.PATH)
                            && "websocket"
                                    .equalsIgnoreCase(
                                            exchange.getRequestHeaders().getFirst("Upgrade"))) {
                        guard.admit(exchange);
                        stream.handleRequest(exchange);
                    } else if (path.equals(ApiHandler.PREFIX) || path.startsWith(ApiHandler.PREFIX + "/")) {
                        api.handleRequest(exchange);
                    } else {
                        console.handleRequest(exchange);
                    }
                })
                .build();
        server.start();
        port = ((InetSocketAddress) server.getListenerInfo().getFirst().getAddress()).getPort();
    }

    /** Starts one; it is up when this returns. */
    public static SideCar start(Settings settings) throws IOException {
        return new SideCar(settings);
    }

    public int port() {
        return port;
    }

    @Override
    public void close() {
        hub.close();
        server.stop();
        feed.close();
        workers.shutdownNow();
    }
}
