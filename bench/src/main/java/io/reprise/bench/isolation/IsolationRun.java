package io.reprise.bench.isolation;

import io.reprise.engine.hot.HotReader;
import io.reprise.engine.hot.HotState;
import io.reprise.engine.time.SystemClock;
import io.reprise.research.access.Budget;
import io.reprise.research.access.Scope;
import io.reprise.research.access.TokenStore;
import io.reprise.research.store.Json;
import io.reprise.research.workspace.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One paper session in a process of its own on the engine's core; beside it, or not, a side-car under load on the other.
 *
 * @param p999Ns from an event's being published to its having been through all stages: at most this, for 99.9 % of those sampled
 * @param samples events that were measured
 * @param digests outbound and state, which must be the same in every run
 * @param requestsPerSecond answered by the side-car, 0 without one
 * @param messagesPerSecond taken by the stream's clients
 * @param failures requests that were not answered well
 */
public record IsolationRun(
        long p50Ns,
        long p99Ns,
        long p999Ns,
        long samples,
        String digests,
        double requestsPerSecond,
        double messagesPerSecond,
        long failures,
        SystemCallsSeen calls) {
    /** Where the engine is. */
    public static final int ENGINE_CORE = 0;
    /** Where the side-car and its load are. */
    public static final int OTHER_CORE = 1;

    private static final String SESSION = "engine";
    private static final double P50 = 0.5;
    private static final double P99 = 0.99;
    private static final double P999 = 0.999;
    private static final long PATIENCE_S = 600;

    /** System calls by name, and those among them that could wait for another process. */
    public record SystemCallsSeen(Map<String, Long> counts, List<String> waits) {}

    /**
     * What is run.
     *
     * @param market journal of trades
     * @param speed times the trades' own pace
     * @param requests a second, 0 for no side-car
     * @param clients of the stream
     */
    public record Plan(Path market, int speed, int requests, int clients, boolean traced) {}

    /** Runs one. */
    public static IsolationRun of(Plan plan, Path root) throws IOException, InterruptedException {
        Path journal = root.resolve(Workspace.SESSIONS).resolve(SESSION).resolve("journal");
        Files.createDirectories(journal.getParent());
        Files.createDirectories(root.resolve("reports"));
        List<String> paper = List.of(
                "paper",
                "--json",
                "--source=" + plan.market(),
                "--journal=" + journal,
                "--speed=" + plan.speed(),
                "--strategy=sma-cross",
                "--set=fast=3",
                "--set=slow=8",
                "--bar=1m",
                "--cash=1000000");
        String id = "data~sessions~" + SESSION;
        String token = TokenStore.open(Workspace.of(root).sideCar(), new SystemClock())
                .create("load", Set.of(Scope.READ), null, Budget.DEFAULT)
                .text();
        try (PinnedJvm sideCar = plan.requests() == 0 ? null : sideCar(root);
                PinnedJvm engine = PinnedJvm.start(ENGINE_CORE, root, SESSION, paper)) {
            engine.awaitSaid(said -> said.contains("ready "));
            SystemCalls calls = plan.traced() ? SystemCalls.of(engine.pid(), root.resolve("strace.txt")) : null;
            Load load = null;
            try {
                if (sideCar != null) {
                    load = new Load(address(sideCar), token, id).start(plan.requests(), plan.clients());
                }
                engine.awaitEnd(PATIENCE_S);
            } finally {
                if (load != null) {
                    load.close();
                }
            }
            return result(journal, engine.out(), load, calls);
        }
    }

    private static PinnedJvm sideCar(Path root) throws IOException {
        return PinnedJvm.start(
                OTHER_CORE,
                root,
                "side-car",
                List.of("serve", "--port=0", "--root=" + root, "--requests-per-second=100000"));
    }

    private static String address(PinnedJvm sideCar) throws IOException, InterruptedException {
        String said = sideCar.awaitSaid(text -> text.contains("console  "));
        Matcher found = Pattern.compile("console  (http://[^/\\s]+)/").matcher(said);
        if (!found.find()) {
            throw new IOException("the side-car told no address: " + said);
        }
        return found.group(1);
    }

    private static IsolationRun result(Path journal, String out, Load load, SystemCalls calls)
            throws IOException, InterruptedException {
        HotState.Latency total;
        try (HotReader reader = HotReader.open(journal)) {
            total = reader.read().latencies().stream()
                    .filter(latency -> latency.part().equals("total"))
                    .findFirst()
                    .orElseThrow(
                            () -> new IllegalStateException("the hot state shows no latency of the whole pipeline"));
        }
        Map<String, Object> figures = Json.map(out);
        SystemCallsSeen seen = null;
        if (calls != null) {
            SystemCalls.Seen all = calls.seen();
            seen = new SystemCallsSeen(all.counts(), all.waits());
            calls.close();
        }
        return new IsolationRun(
                total.atMostNs(P50),
                total.atMostNs(P99),
                total.atMostNs(P999),
                total.count(),
                figures.get("outboundDigest") + " " + figures.get("stateDigest"),
                load == null ? 0 : load.perSecond(),
                load == null ? 0 : load.messagesPerSecond(),
                load == null ? 0 : load.failures(),
                seen);
    }
}
