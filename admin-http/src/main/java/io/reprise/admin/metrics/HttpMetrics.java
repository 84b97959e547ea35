package io.reprise.admin.metrics;

import io.reprise.admin.http.Observer.Ended;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Counts of calls by route and status, and how long they took. Safe from any thread. */
public final class HttpMetrics {
    private static final double[] BOUNDS_S = {0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30
    };
    private static final double NS = 1e9;

    private final Map<Key, LongAdder> calls = new ConcurrentHashMap<>();
    private final LongAdder[] buckets = new LongAdder[BOUNDS_S.length + 1];
    private final LongAdder totalNs = new LongAdder();

    private record Key(String method, String route, int status) {}

    public HttpMetrics() {
        for (int i = 0; i < buckets.length; i++) {
            buckets[i] = new LongAdder();
        }
    }

    /** Counts a call; addresses that are no route's count as one, so that nobody fills the memory with them. */
    public void count(Ended ended) {
        String route = ended.route() == null ? "none" : ended.route().path();
        String method = ended.route() == null ? "any" : ended.route().method();
        calls.computeIfAbsent(new Key(method, route, ended.answer().status()), unseen -> new LongAdder())
                .increment();
        int bucket = 0;
        while (bucket < BOUNDS_S.length && ended.durationNs() > BOUNDS_S[bucket] * NS) {
            bucket++;
        }
        buckets[bucket].increment();
        totalNs.add(ended.durationNs());
    }

    void write(PrometheusText text) {
        text.family("reprise_http_requests_total", "counter", "API calls by route and status.");
        calls.entrySet().stream()
                .sorted(java.util.Comparator.comparing(entry -> entry.getKey().toString()))
                .forEach(entry -> text.sample(
                        "reprise_http_requests_total",
                        Map.of(
                                "method", entry.getKey().method(),
                                "route", entry.getKey().route(),
                                "status", Integer.toString(entry.getKey().status())),
                        entry.getValue().sum()));
        text.family("reprise_http_request_seconds", "histogram", "Time to an answer.");
        long below = 0;
        for (int i = 0; i < BOUNDS_S.length; i++) {
            below += buckets[i].sum();
            text.sample("reprise_http_request_seconds_bucket", Map.of("le", Double.toString(BOUNDS_S[i])), below);
        }
        below += buckets[BOUNDS_S.length].sum();
        text.sample("reprise_http_request_seconds_bucket", Map.of("le", "+Inf"), below);
        text.sample("reprise_http_request_seconds_sum", Map.of(), totalNs.sum() / NS);
        text.sample("reprise_http_request_seconds_count", Map.of(), below);
    }
}
