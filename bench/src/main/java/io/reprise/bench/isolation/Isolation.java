package io.reprise.bench.isolation;

import io.reprise.bench.market.GeneratedJournal;
import io.reprise.bench.run.SystemCalls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;

/**
 * Runs in turns: with load and without, then without on both sides, which tells how far runs differ by themselves; one beside
 * a core that is as busy as the load makes it, but with nothing, which tells what any neighbor costs; and one under load whose
 * system calls are watched.
 *
 * @param loaded runs under load
 * @param unloaded in turns with these
 * @param control the pairs without load on both sides
 * @param busy beside a core that was as busy with nothing, one a pair
 * @param requests a second that were wanted
 * @param calls of the engine in the run that was watched
 */
public record Isolation(
        List<IsolationRun> loaded,
        List<IsolationRun> unloaded,
        List<IsolationRun> control,
        List<IsolationRun> busy,
        int requests,
        SystemCalls calls) {
    private static final long SEED = 1;
    private static final int TRACED_PART = 4;

    /**
     * What is measured.
     *
     * @param pairs of each kind
     * @param seconds measured in each run, after as many of warm-up as {@code warmup}
     * @param rate trades a second
     * @param requests a second
     * @param clients of the stream
     */
    public record Plan(int pairs, int warmup, int seconds, int rate, int requests, int clients) {
        /** How many runs that is. */
        public long runs() {
            return 5L * pairs + 1;
        }
    }

    /** Measures; the progress is told after each run. */
    public static Isolation measure(Plan plan, LongConsumer progress) throws IOException, InterruptedException {
        PinnedJvm.pinSelf(IsolationRun.OTHER_CORE);
        Path folder = Files.createTempDirectory("reprise-bench-market");
        try {
            return measure(plan, folder, progress);
        } finally {
            GeneratedJournal.delete(folder);
        }
    }

    private static Isolation measure(Plan plan, Path folder, LongConsumer progress)
            throws IOException, InterruptedException {
        IsolationRun.Plan with = plan(plan, folder.resolve("market"), 1, plan.requests());
        IsolationRun.Plan without = with.beside(0);
        List<IsolationRun> loaded = new ArrayList<>();
        List<IsolationRun> unloaded = new ArrayList<>();
        List<IsolationRun> control = new ArrayList<>();
        List<IsolationRun> busy = new ArrayList<>();
        long done = 0;
        for (int pair = 0; pair < plan.pairs(); pair++) {
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
            busy.add(run(with.beside(loaded.getLast().otherShare())));
            progress.accept(++done);
        }
        // Traced, every call costs much more: fewer trades a second keep it in time.
        IsolationRun traced = run(plan(plan, folder.resolve("fewer"), TRACED_PART, plan.requests()));
        progress.accept(++done);
        return new Isolation(loaded, unloaded, control, busy, plan.requests(), traced.calls());
    }

    private static IsolationRun.Plan plan(Plan plan, Path market, int part, int requests) throws IOException {
        int rate = plan.rate() / part;
        long warmup = (long) rate * plan.warmup();
        GeneratedJournal.trades(market, warmup + (long) rate * plan.seconds(), SEED, done -> {});
        return new IsolationRun.Plan(market, rate, warmup, requests, plan.clients(), 0, part > 1);
    }

    private static IsolationRun run(IsolationRun.Plan plan) throws IOException, InterruptedException {
        Path root = Files.createTempDirectory("reprise-bench-side-car");
        try {
            return IsolationRun.of(plan, root.toRealPath());
        } finally {
            GeneratedJournal.delete(root);
        }
    }

    /** p99.9 of each run, ns, sorted. */
    public static List<Long> p999(List<IsolationRun> runs) {
        return runs.stream().map(IsolationRun::p999Ns).sorted().toList();
    }

    /** Of sorted values; the mean of the middle two where they are even in number. */
    public static long median(List<Long> sorted) {
        int half = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(half) : (sorted.get(half - 1) + sorted.get(half)) / 2;
    }

    /** Whether the median under load is within what runs without load come to. */
    public boolean latencyWithin() {
        return isWithin(p999(loaded), p999(control));
    }

    /** Whether the median of sorted values lies in the range of others. */
    static boolean isWithin(List<Long> sorted, List<Long> range) {
        long median = median(sorted);
        return median >= range.getFirst() && median <= range.getLast();
    }

    /** Whether it is within what runs beside a core that is busy with nothing come to: then no more than a neighbor costs. */
    public boolean latencyAsBusy() {
        return median(p999(loaded)) <= p999(busy).getLast();
    }

    /** The share of the time that the load kept its core busy, the mean. */
    public double loadShare() {
        return loaded.stream().mapToDouble(IsolationRun::otherShare).average().orElse(0);
    }

    /** Whether every run came to the same state. */
    public boolean digestsEqual() {
        List<IsolationRun> all = new ArrayList<>(loaded);
        all.addAll(unloaded);
        all.addAll(control);
        all.addAll(busy);
        return all.stream().map(IsolationRun::digest).distinct().count() == 1;
    }

    /** Requests answered a second in the slowest run under load. */
    public double requestsPerSecond() {
        return loaded.stream()
                .mapToDouble(IsolationRun::requestsPerSecond)
                .min()
                .orElse(0);
    }

    /** Messages that the clients took a second, in the slowest run. */
    public double messagesPerSecond() {
        return loaded.stream()
                .mapToDouble(IsolationRun::messagesPerSecond)
                .min()
                .orElse(0);
    }

    public long failures() {
        return loaded.stream().mapToLong(IsolationRun::failures).sum();
    }

    /** Why the first request that failed did. */
    public String firstFailure() {
        return loaded.stream()
                .map(IsolationRun::firstFailure)
                .filter(text -> !text.isEmpty())
                .findFirst()
                .orElse("");
    }

    /** Whether there was the load that was wanted in every run that was to have it. */
    public boolean loadReached() {
        return requestsPerSecond() >= Load.ENOUGH * requests && messagesPerSecond() > 0 && failures() == 0;
    }

    /** Whether all of it holds. */
    public boolean holds() {
        return latencyWithin()
                && digestsEqual()
                && loadReached()
                && calls.suspects().isEmpty();
    }
}
