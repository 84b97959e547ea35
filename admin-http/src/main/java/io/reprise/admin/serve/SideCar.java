package io.reprise.admin.serve;

import io.reprise.admin.alert.AlertWatch;
import io.reprise.admin.alert.Alerts;
import io.reprise.admin.api.Desks;
import io.reprise.admin.api.Resources;
import io.reprise.admin.api.Services;
import io.reprise.admin.api.StreamViews;
import io.reprise.admin.http.Answer;
import io.reprise.admin.http.ApiHandler;
import io.reprise.admin.http.Guard;
import io.reprise.admin.http.Hosts;
import io.reprise.admin.http.Limits;
import io.reprise.admin.http.Route;
import io.reprise.admin.http.Router;
import io.reprise.admin.http.StaticFiles;
import io.reprise.admin.log.Log;
import io.reprise.admin.metrics.HttpMetrics;
import io.reprise.admin.metrics.Metrics;
import io.reprise.admin.openapi.Bodies;
import io.reprise.admin.openapi.OpenApi;
import io.reprise.admin.schedule.Schedules;
import io.reprise.admin.stream.Feed;
import io.reprise.admin.stream.Hub;
import io.reprise.engine.cli.Version;
import io.reprise.engine.strategy.StrategyCatalog;
import io.reprise.engine.time.SystemClock;
import io.reprise.mcp.command.AgentService;
import io.reprise.mcp.transport.HttpTransport;
import io.reprise.research.access.Audit;
import io.reprise.research.access.Scope;
import io.reprise.research.access.TokenStore;
import io.reprise.research.jobs.JobQueue;
import io.reprise.research.jobs.Sessions;
import io.reprise.research.proposal.EngineTarget;
import io.reprise.research.proposal.Proposals;
import io.reprise.research.workspace.Workspace;
import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import io.undertow.server.HttpHandler;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLContext;
import org.xnio.Options;

/** The running side-car. Closing it lets go of everything that it holds; engines that it started go on. */
public final class SideCar implements AutoCloseable {
    private static final String LOGGING = "org.jboss.logging.provider";
    private static final int WORKERS = 8;
    private static final int WAITING_MAX = 256;
    private static final int IO_THREADS = 2;
    private static final int CONNECTIONS_MAX = 2_000;
    private static final int IDLE_MS = 60_000;
    private static final int WRITE_MS = 20_000;
    /** What the kernel keeps of answers that a client does not read. */
    private static final int SEND_BUFFER_BYTES = 64 << 10;

    private static final Duration AGENTS_PATIENCE = Duration.ofSeconds(5);
    private static final long JOB_SECONDS_MAX = 3_600;

    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private final SystemClock clock = new SystemClock();
    private final ThreadPoolExecutor workers = new ThreadPoolExecutor(
            WORKERS,
            WORKERS,
            1,
            TimeUnit.MINUTES,
            new ArrayBlockingQueue<>(WAITING_MAX),
            Thread.ofPlatform().name("reprise-worker-", 1).daemon().factory());
    private Undertow server;
    private Hub hub;
    private Metrics metrics;
    private boolean hasConsole;

    /**
     * What a side-car is started with.
     *
     * @param root the workspace
     * @param port 0 for any that is free
     * @param names by which it may be called, besides this machine's own
     * @param tls null for none
     * @param console folder of the built console, null for none
     */
    public record Settings(
            Path root, String bind, int port, List<String> names, SSLContext tls, Limits limits, Path console) {}

    private SideCar() {}

    /**
     * Starts one; it is up when this returns.
     *
     * @throws IOException in one sentence, when the port is taken
     */
    public static SideCar start(Settings settings) throws IOException {
        if (System.getProperty(LOGGING) == null) {
            System.setProperty(LOGGING, "slf4j"); // Undertow's, to standard error, as all else
        }
        SideCar sideCar = new SideCar();
        try {
            sideCar.open(settings);
            return sideCar;
        } catch (IOException | RuntimeException failed) {
            sideCar.close();
            throw failed;
        }
    }

    private <T extends AutoCloseable> T keep(T part) {
        parts.push(part);
        return part;
    }

    private void open(Settings settings) throws IOException {
        Workspace workspace = Workspace.of(settings.root());
        Path own = workspace.sideCar();
        TokenStore tokens = TokenStore.open(own, clock);
        Log log = keep(Log.open(own.resolve("log"), clock));
        Audit audit = keep(Audit.open(own, clock));
        StrategyCatalog catalog = StrategyCatalog.load(SideCar.class.getClassLoader());
        io.reprise.research.workspace.Desks open = keep(new io.reprise.research.workspace.Desks(catalog));
        Desks desks = new Desks(workspace, open, clock);
        JobQueue jobs = keep(JobQueue.open(workspace, clock, JOB_SECONDS_MAX));
        EngineTarget target = keep(new EngineTarget(workspace, catalog));
        target.noteCallsOf(audit);
        Proposals proposals = Proposals.open(workspace, clock, jobs, target);
        Sessions sessions = Sessions.of(workspace, clock);
        Alerts alerts = keep(Alerts.open(own, clock, log, System.getenv()));
        Schedules schedules =
                keep(Schedules.open(own, clock, log, new ScheduledWork(workspace, sessions, jobs, audit)));
        Services services = new Services(
                workspace, catalog, clock, desks, audit, jobs, sessions, target, proposals, alerts, schedules);
        List<Route> routes = new ArrayList<>(Resources.routes(services));
        OpenApi[] document = new OpenApi[1];
        routes.add(Route.get("/openapi.json")
                .says("This document.")
                .gives(Map.class)
                .does(call -> Answer.ok(document[0].document())));
        document[0] = new OpenApi(routes, Version.code());
        int port = settings.port() == 0 ? freePort(settings.bind()) : settings.port();
        Guard guard = new Guard(
                Hosts.of(settings.names(), port, settings.tls() != null), tokens::verify, settings.limits(), clock);
        hub = new Hub(guard);
        HttpMetrics counts = new HttpMetrics();
        metrics = new Metrics(counts, hub, desks, jobs);
        Watcher watcher = new Watcher(counts, log, audit);
        ApiHandler api = new ApiHandler(
                new Router(routes),
                new Bodies(document[0], routes)::check,
                guard,
                settings.limits(),
                workers,
                clock,
                watcher,
                workspace::shown);
        ApiHandler metricsApi = metricsApi(guard, settings.limits(), watcher, workspace::shown);
        StaticFiles console = StaticFiles.of(settings.console(), guard);
        hasConsole = console.isBuilt();
        keep(new Feed(hub, workspace, clock).start());
        jobs.listen(job -> hub.publish("jobs", 0, StreamViews.of(job)));
        proposals.listen(proposal -> hub.publish("proposals", 0, StreamViews.of(proposal)));
        alerts.listen(alert -> hub.publish("alerts", 0, StreamViews.of(alert)));
        log.listen(entry -> hub.publish("logs", 0, shown(entry, workspace)));
        keep(new AlertWatch(alerts, new Sight(desks, clock, log), clock, log).start());
        schedules.start();
        keep(new Heartbeats(workspace, log).start());
        HttpTransport agents = AgentService.http(
                AgentService.server(workspace, open, audit, jobs, sessions, proposals, target, catalog, clock, home()),
                tokens);
        parts.push(() -> agents.closeGracefully().block(AGENTS_PATIENCE));
        server = server(settings, port, new Dispatcher(api, metricsApi, hub.handler(), agents, console));
        log.info("started", Map.of("port", port, "version", Version.code(), "tls", settings.tls() != null));
    }

    /** A log's entry as readers of the stream may see it; the file on this machine says where things are. */
    private static Map<String, Object> shown(Map<String, Object> entry, Workspace workspace) {
        Map<String, Object> shown = new LinkedHashMap<>(entry);
        shown.replaceAll((key, value) -> value instanceof String text ? workspace.shown(text) : value);
        return shown;
    }

    /** The project's folder, whose pages agents may read. */
    private static Path home() {
        return Path.of(System.getProperty("reprise.home", ""));
    }

    private static int freePort(String bind) throws IOException {
        try (java.net.ServerSocket socket = new java.net.ServerSocket()) {
            socket.bind(new InetSocketAddress(bind, 0));
            return socket.getLocalPort();
        }
    }

    /** Metrics stand outside the API's prefix, where Prometheus looks, behind the same guard. */
    private ApiHandler metricsApi(Guard guard, Limits limits, Watcher watcher, UnaryOperator<String> shown) {
        String type = "text/plain; version=0.0.4; charset=utf-8";
        Route route = Route.get("/metrics")
                .needs(Scope.READ)
                .says("Metrics.")
                .produces(type)
                .does(call -> Answer.text(type, metrics.text(clock.epochNs())));
        return new ApiHandler(
                "", new Router(List.of(route)), (any, body) -> {}, guard, limits, workers, clock, watcher, shown);
    }

    private static Undertow server(Settings settings, int port, HttpHandler handler) throws IOException {
        Undertow.Builder builder = Undertow.builder()
                .setIoThreads(IO_THREADS)
                .setWorkerThreads(IO_THREADS)
                .setServerOption(UndertowOptions.DECODE_URL, false)
                .setServerOption(
                        UndertowOptions.MAX_HEADER_SIZE, settings.limits().headerBytes())
                .setServerOption(UndertowOptions.MAX_ENTITY_SIZE, (long)
                        settings.limits().bodyBytes())
                .setServerOption(
                        UndertowOptions.REQUEST_PARSE_TIMEOUT, settings.limits().arriveMs())
                .setServerOption(UndertowOptions.NO_REQUEST_TIMEOUT, IDLE_MS)
                .setSocketOption(Options.WRITE_TIMEOUT, WRITE_MS)
                .setSocketOption(Options.SEND_BUFFER, SEND_BUFFER_BYTES)
                .setSocketOption(Options.CONNECTION_HIGH_WATER, CONNECTIONS_MAX)
                .setSocketOption(Options.CONNECTION_LOW_WATER, CONNECTIONS_MAX)
                .setHandler(handler);
        if (settings.tls() == null) {
            builder.addHttpListener(port, settings.bind());
        } else {
            builder.addHttpsListener(port, settings.bind(), settings.tls());
        }
        Undertow server = builder.build();
        try {
            server.start();
        } catch (RuntimeException failed) {
            for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
                if (cause instanceof BindException taken) {
                    throw new IOException(
                            "cannot listen at " + settings.bind() + ":" + port + ": " + taken.getMessage()
                                    + "; --port N takes another port",
                            taken);
                }
            }
            throw failed;
        }
        return server;
    }

    public int port() {
        return ((InetSocketAddress) server.getListenerInfo().getFirst().getAddress()).getPort();
    }

    /** Whether there is a console to open. */
    public boolean hasConsole() {
        return hasConsole;
    }

    @Override
    public void close() {
        if (server != null) {
            hub.close();
            server.stop();
        }
        workers.shutdownNow();
        for (AutoCloseable part : parts) {
            try {
                part.close();
            } catch (Exception failed) {
                System.getLogger("reprise").log(System.Logger.Level.WARNING, "while stopping", failed);
            }
        }
        parts.clear();
    }
}
