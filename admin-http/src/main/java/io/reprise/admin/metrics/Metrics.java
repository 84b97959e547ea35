package io.reprise.admin.metrics;

import io.reprise.admin.api.Desks;
import io.reprise.admin.stream.Hub;
import io.reprise.engine.cli.Version;
import io.reprise.engine.hot.HotState;
import io.reprise.engine.metrics.LatencyHistogram;
import io.reprise.research.jobs.Job;
import io.reprise.research.jobs.JobQueue;
import io.reprise.research.jobs.JobState;
import io.reprise.research.workspace.SessionFolder;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/** All that Prometheus reads, made when it asks. Safe from any thread. */
public final class Metrics {
    private static final double E8 = 1e8;
    private static final double NS = 1e9;
    private static final double MS = 1e3;

    /** What is read from each session's hot state. */
    private static final List<Figure> FIGURES = List.of(
            new Figure(
                    "reprise_session_sequence",
                    "counter",
                    "Newest event in the hot state.",
                    one -> one.hot().session().seq()),
            new Figure(
                    "reprise_session_market_events_total",
                    "counter",
                    "Trades, quotes and bars.",
                    one -> one.hot().session().marketEvents()),
            new Figure(
                    "reprise_session_orders_submitted_total",
                    "counter",
                    "Orders that strategies wanted.",
                    one -> one.hot().session().ordersSubmitted()),
            new Figure(
                    "reprise_session_orders_sent_total",
                    "counter",
                    "Orders sent to the venue.",
                    one -> one.hot().session().ordersSent()),
            new Figure(
                    "reprise_session_fills_total",
                    "counter",
                    "Executions.",
                    one -> one.hot().session().fills()),
            new Figure(
                    "reprise_session_orders_working",
                    "gauge",
                    "Orders that work.",
                    one -> one.hot().session().ordersOpen()),
            new Figure(
                    "reprise_session_snapshots_total",
                    "counter",
                    "Snapshots since the engine's start.",
                    one -> one.hot().session().snapshots()),
            new Figure(
                    "reprise_session_halted",
                    "gauge",
                    "1 while halted.",
                    one -> one.hot().session().halted() ? 1 : 0),
            new Figure(
                    "reprise_session_drawdown_tripped",
                    "gauge",
                    "1 while the breaker is tripped.",
                    one -> one.hot().session().drawdownTripped() ? 1 : 0),
            new Figure(
                    "reprise_session_diverged",
                    "gauge",
                    "1 when the engine did what its journal does not say.",
                    one -> one.hot().session().diverged() ? 1 : 0),
            new Figure(
                    "reprise_session_equity",
                    "gauge",
                    "Equity, in the account's currency.",
                    one -> one.hot().account().equity() / E8),
            new Figure(
                    "reprise_session_drawdown_ratio",
                    "gauge",
                    "Drawdown, a fraction of the peak.",
                    one -> one.hot().account().currentDrawdown()),
            new Figure(
                    "reprise_session_strategies_stopped",
                    "gauge",
                    "Strategies that an operator stopped.",
                    one -> one.hot().strategies().stream()
                            .filter(HotState.Strategy::stopped)
                            .count()),
            new Figure(
                    "reprise_feed_gaps_total",
                    "counter",
                    "Gaps that a feed or the venue reported.",
                    one -> one.hot().session().gaps()),
            new Figure(
                    "reprise_feed_disconnects_total",
                    "counter",
                    "Connections that were lost.",
                    one -> one.hot().session().disconnects()),
            new Figure(
                    "reprise_ring_depth",
                    "gauge",
                    "Events that wait in the ring or are being run.",
                    one -> one.hot().engine().ringDepth()),
            new Figure(
                    "reprise_ring_slots",
                    "gauge",
                    "Room in the ring.",
                    one -> one.hot().engine().ringSlots()),
            new Figure(
                    "reprise_journal_lag_events",
                    "gauge",
                    "Events that the follower, and so this view, is behind the driver.",
                    one -> Math.max(
                            0,
                            one.hot().engine().driverSeq() - one.hot().session().seq())),
            new Figure(
                    "reprise_engine_gc_total",
                    "counter",
                    "Garbage collections of the engine.",
                    one -> one.hot().engine().gcCount()),
            new Figure(
                    "reprise_engine_gc_seconds_total",
                    "counter",
                    "Time in garbage collections of the engine.",
                    one -> one.hot().engine().gcMs() / MS),
            new Figure(
                    "reprise_engine_heap_bytes",
                    "gauge",
                    "Heap of the engine in use.",
                    one -> one.hot().engine().heapBytes()));

    private final HttpMetrics http;
    private final Hub hub;
    private final Desks desks;
    private final JobQueue jobs;

    /** One family of samples, one of each session that runs. */
    private record Figure(String name, String type, String help, ToDoubleFunction<Shown> value) {}

    /** A session that runs, and what it shows. */
    private record Shown(SessionFolder folder, HotState hot) {
        Map<String, String> labels() {
            return Map.of("session", folder.id());
        }
    }

    public Metrics(HttpMetrics http, Hub hub, Desks desks, JobQueue jobs) {
        this.http = http;
        this.hub = hub;
        this.desks = desks;
        this.jobs = jobs;
    }

    /** In Prometheus' text format. */
    public String text(long nowNs) {
        PrometheusText text = new PrometheusText();
        text.family("reprise_build_info", "gauge", "Always 1; the version is its label.")
                .sample("reprise_build_info", Map.of("version", Version.code()), 1);
        sessions(text, nowNs);
        http.write(text);
        stream(text);
        jobs(text);
        machine(text);
        return text.toString();
    }

    private void sessions(PrometheusText text, long nowNs) {
        List<Shown> shown = desks.workspace().sessions().stream()
                .filter(SessionFolder::running)
                .flatMap(folder -> shown(folder).stream())
                .toList();
        text.gauge("reprise_sessions_running", "Engines that run.", shown.size());
        each(
                text,
                shown,
                "reprise_hot_state_age_seconds",
                "gauge",
                "Age of the hot state: how far the side-car's view lags.",
                one -> Math.max(0, nowNs - one.hot().session().publishedNs()) / NS);
        each(
                text,
                shown,
                "reprise_engine_clock_lag_seconds",
                "gauge",
                "Machine's time less the engine's; large for recorded sources.",
                one -> (nowNs - one.hot().session().tsInitNs()) / NS);
        for (Figure figure : FIGURES) {
            each(text, shown, figure.name(), figure.type(), figure.help(), figure.value());
        }
        latencies(text, shown);
        reasons(text, shown, "reprise_session_denials_total", "Orders that our own risk refused, by reason.", true);
        reasons(text, shown, "reprise_session_rejects_total", "Orders that the venue refused, by reason.", false);
    }

    /** One event in so many is measured; the counts are of these. */
    private static void latencies(PrometheusText text, List<Shown> shown) {
        String name = "reprise_stage_latency_seconds";
        text.family(name, "histogram", "Time that sampled events took in each part of the pipeline.");
        for (Shown one : shown) {
            for (HotState.Latency part : one.hot().latencies()) {
                Map<String, String> labels = Map.of("session", one.folder().id(), "stage", part.part());
                long below = 0;
                for (int bucket = 0; bucket < part.counts().size(); bucket++) {
                    long count = part.counts().get(bucket);
                    below += count;
                    if (count > 0) {
                        text.sample(
                                name + "_bucket",
                                with(labels, Double.toString(LatencyHistogram.upperNs(bucket) / NS)),
                                below);
                    }
                }
                text.sample(name + "_bucket", with(labels, "+Inf"), below);
                text.sample(name + "_sum", labels, part.sumNs() / NS);
                text.sample(name + "_count", labels, below);
            }
        }
    }

    private static Map<String, String> with(Map<String, String> labels, String bound) {
        Map<String, String> more = new TreeMap<>(labels);
        more.put("le", bound);
        return more;
    }

    private List<Shown> shown(SessionFolder folder) {
        try {
            return desks.ask(
                    folder,
                    desk -> desk.hot()
                            .map(hot -> List.of(new Shown(folder, hot)))
                            .orElse(List.of()));
        } catch (RuntimeException endedMeanwhile) {
            return List.of();
        }
    }

    private static void each(
            PrometheusText text,
            List<Shown> shown,
            String name,
            String type,
            String help,
            ToDoubleFunction<Shown> value) {
        text.family(name, type, help);
        shown.forEach(one -> text.sample(name, one.labels(), value.applyAsDouble(one)));
    }

    private static void reasons(PrometheusText text, List<Shown> shown, String name, String help, boolean denials) {
        text.family(name, "counter", help);
        for (Shown one : shown) {
            (denials ? one.hot().denials() : one.hot().rejects())
                    .forEach((reason, count) ->
                            text.sample(name, Map.of("session", one.folder().id(), "reason", reason), count));
        }
    }

    private void stream(PrometheusText text) {
        text.gauge("reprise_stream_clients", "Clients of the stream.", hub.clients());
        text.counter(
                "reprise_stream_messages_total",
                "Messages that clients took.",
                hub.counts().messagesSent());
        text.counter(
                "reprise_stream_conflated_total",
                "Messages that a newer one of their topic replaced.",
                hub.counts().messagesConflated());
        text.counter(
                "reprise_stream_dropped_clients_total",
                "Clients that were too slow.",
                hub.counts().clientsDropped());
    }

    private void jobs(PrometheusText text) {
        List<Job> all = jobs.list();
        text.family("reprise_jobs", "gauge", "Research jobs by state.");
        for (JobState state : JobState.values()) {
            long count = all.stream().filter(job -> job.state() == state).count();
            text.sample("reprise_jobs", Map.of("state", state.name()), count);
        }
    }

    /** The side-car's own process. */
    private static void machine(PrometheusText text) {
        text.family("reprise_sidecar_gc_total", "counter", "Garbage collections of the side-car.");
        List<GarbageCollectorMXBean> collectors = ManagementFactory.getGarbageCollectorMXBeans();
        collectors.forEach(
                gc -> text.sample("reprise_sidecar_gc_total", Map.of("gc", gc.getName()), gc.getCollectionCount()));
        text.family("reprise_sidecar_gc_seconds_total", "counter", "Time in garbage collections of the side-car.");
        collectors.forEach(gc -> text.sample(
                "reprise_sidecar_gc_seconds_total", Map.of("gc", gc.getName()), gc.getCollectionTime() / MS));
        Runtime runtime = Runtime.getRuntime();
        text.gauge("reprise_sidecar_heap_bytes", "Heap in use.", runtime.totalMemory() - runtime.freeMemory());
        text.gauge("reprise_sidecar_heap_max_bytes", "Most heap.", runtime.maxMemory());
        text.gauge(
                "reprise_sidecar_threads",
                "Threads.",
                ManagementFactory.getThreadMXBean().getThreadCount());
        text.gauge(
                "reprise_sidecar_uptime_seconds",
                "Since its start.",
                ManagementFactory.getRuntimeMXBean().getUptime() / MS);
    }
}
