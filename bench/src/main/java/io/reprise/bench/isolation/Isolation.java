package io.reprise.bench.isolation;

import io.reprise.bench.market.GeneratedJournal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongConsumer;

/**
 * Runs in turns: with load and without, then without on both sides, which tells how far runs differ by themselves; and one
 * under load whose system calls are watched.
 *
 * @param loaded p99.9 of each run under load, ns, sorted
 * @param unloaded of each run in turns with these, sorted
 * @param control of each run of the pairs without load on both sides, sorted
 * @param requestsPerSecond answered, mean of the runs under load
 */
public record Isolation(
        List<Long> loaded,
        List<Long> unloaded,
        List<Long> control,
        boolean digestsEqual,
        double requestsPerSecond,
        double messagesPerSecond,
        long failures,
        Map<String, Long> calls,
        List<String> waits) {
    private static final long SEED = 1;
    private static final int TRACED_PART = 4;

    /** Measures; the progress is told after each of 4 × pairs + 1 runs. */
    public static Isolation measure(int pairs, int seconds, int rate, int requests, int clients, LongConsumer progress)
            throws IOException, InterruptedException {
        PinnedJvm.pinSelf(IsolationRun.OTHER_CORE);
        Path market = GeneratedJournal.trades(null, (long) rate * seconds, SEED, done -> {});
        IsolationRun.Plan with = new IsolationRun.Plan(market, rate, requests, clients, false);
        IsolationRun.Plan without = new IsolationRun.Plan(market, rate, 0, 0, false);
        List<IsolationRun> loaded = new ArrayList<>();
        List<IsolationRun> unloaded = new ArrayList<>();
        List<IsolationRun> control = new ArrayList<>();
        long done = 0;
        for (int pair = 0; pair < pairs; pair++) {
            // The order within a pair alternates, so that a drift of the machine favors neither.
            boolean loadFirst = pair % 2 == 0;
            (loadFirst ? loaded : unloaded).add(run(loadFirst ? with : without));
            progress.accept(++done);
            (loadFirst ? unloaded : loaded).add(run(loadFirst ? without : with));
            progress.accept(++done);
            for (int i = 0; i < 2; i++) {
                control.add(run(without));
                progress.accept(++done);
            }
        }
        // Traced, every call costs much more: fewer trades a second keep it in time.
        Path fewer = GeneratedJournal.trades(null, (long) rate * seconds / TRACED_PART, SEED, ignored -> {});
        IsolationRun traced = run(new IsolationRun.Plan(fewer, rate / TRACED_PART, requests, clients, true));
        progress.accept(++done);
        Set<String> digests = new HashSet<>();
        for (List<IsolationRun> runs : List.of(loaded, unloaded, control)) {
            runs.forEach(run -> digests.add(run.digests()));
        }
        return new Isolation(
                p999(loaded),
                p999(unloaded),
                p999(control),
                digests.size() == 1,
                loaded.stream()
                        .mapToDouble(IsolationRun::requestsPerSecond)
                        .average()
                        .orElse(0),
                loaded.stream()
                        .mapToDouble(IsolationRun::messagesPerSecond)
                        .average()
                        .orElse(0),
                loaded.stream().mapToLong(IsolationRun::failures).sum(),
                traced.calls().counts(),
                traced.calls().waits());
    }

    private static IsolationRun run(IsolationRun.Plan plan) throws IOException, InterruptedException {
        Path root = Files.createTempDirectory("reprise-bench-side-car");
        try {
            return IsolationRun.of(plan, root);
        } finally {
            GeneratedJournal.delete(root);
        }
    }

    private static List<Long> p999(List<IsolationRun> runs) {
        return runs.stream().map(IsolationRun::p999Ns).sorted().toList();
    }

    /** Of sorted values; the mean of the middle two where they are even in number. */
    public static long median(List<Long> sorted) {
        int half = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(half) : (sorted.get(half - 1) + sorted.get(half)) / 2;
    }

    /** Whether the median under load is no higher than what runs without load come to. */
    public boolean latencyWithin() {
        return median(loaded) <= control.getLast();
    }
}
