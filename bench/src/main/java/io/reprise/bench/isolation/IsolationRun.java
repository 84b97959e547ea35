package io.reprise.bench.isolation;

import io.reprise.bench.recovery.PacedLoad;
import io.reprise.bench.run.SystemCalls;
import io.reprise.engine.cli.Main;
import io.reprise.engine.time.SystemClock;
import io.reprise.research.access.Budget;
import io.reprise.research.access.Scope;
import io.reprise.research.access.TokenStore;
import io.reprise.research.workspace.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One paper session in a process of its own on the engine's core; beside it, or not, a side-car under load on the other.
 *
 * @param p999Ns tick to order: from handing an event to the pipeline until what was decided on it is about to leave; at most
 *     this, for 99.9 % of the decisions
 * @param decisions that were measured
 * @param digest of the state, which must be the same in every run
 * @param otherShare of the time that the other core was busy
 * @param requestsPerSecond answered by the side-car, 0 without one
 * @param messagesPerSecond taken by the stream's clients
 * @param failures requests that were not answered well
 * @param firstFailure why the first of these failed
 * @param calls what the engine called while it was measured, null unless it was traced
 */
public record IsolationRun(
        long p50Ns,
        long p99Ns,
        long p999Ns,
        long decisions,
        String digest,
        double otherShare,
        double requestsPerSecond,
        double messagesPerSecond,
        long failures,
        String firstFailure,
        SystemCalls calls) {
    /** Where the engine is. */
    public static final int ENGINE_CORE = 0;
    /** Where the side-car and its load are. */
    public static final int OTHER_CORE = 1;

    private static final String SESSION = "engine";
    private static final long LOOK_MS = 200;
    private static final long LOOKS_MAX = 3_000;
    private static final double MS_PER_SECOND = 1e3;

    /**
     * What is run.
     *
     * @param market journal of trades
     * @param rate trades a second
     * @param warmupEvents before anything is measured
     * @param requests a second, 0 for no side-car
     * @param clients of the stream
     * @param busy without a side-car, the share of the time that the other core is kept busy with nothing
     */
    public record Plan(
            Path market, int rate, long warmupEvents, int requests, int clients, double busy, boolean traced) {
        /** The same run without a side-car, beside a core that is busy for a share of the time. */
        Plan beside(double share) {
            return new Plan(market, rate, warmupEvents, 0, 0, share, false);
        }
    }

    /** Runs one. */
    public static IsolationRun of(Plan plan, Path root) throws IOException, InterruptedException {
        Path journal = root.resolve(Workspace.SESSIONS).resolve(SESSION).resolve("journal");
        Files.createDirectories(journal.getParent());
        Files.createDirectories(root.resolve("reports"));
        Path trace = root.resolve("engine.strace");
        Path others = root.resolve("side-car.strace");
        if (plan.requests() == 0) {
            try (BusyCore _ = plan.busy() > 0 ? BusyCore.start(plan.busy()) : null;
                    PinnedJvm engine = engine(plan, root, journal, List.of())) {
                engine.awaitSaid(said -> said.contains(PacedLoad.MEASURING));
                BusyCore.Ticks before = BusyCore.Ticks.of(OTHER_CORE);
                await(engine, new LinkedHashSet<>());
                return result(engine.out(), BusyCore.Ticks.of(OTHER_CORE).shareSince(before), null, null);
            }
        }
        String token = TokenStore.open(Workspace.of(root).sideCar(), new SystemClock())
                .create("load", Set.of(Scope.READ), null, Budget.DEFAULT)
                .text();
        Set<String> maps = new LinkedHashSet<>();
        double from;
        IsolationRun run;
        try (PinnedJvm sideCar = sideCar(root, plan.traced() ? SystemCalls.tracingLocks(others) : List.of());
                Load load = new Load(address(sideCar), token, "data~sessions~" + SESSION, plan.requests())
                        .start(plan.clients());
                PinnedJvm engine =
                        engine(plan, root, journal, plan.traced() ? SystemCalls.tracing(trace) : List.of())) {
            engine.awaitSaid(said -> said.contains(PacedLoad.MEASURING));
            load.measure();
            from = System.currentTimeMillis() / MS_PER_SECOND;
            BusyCore.Ticks before = BusyCore.Ticks.of(OTHER_CORE);
            await(engine, maps);
            load.measured();
            run = result(engine.out(), BusyCore.Ticks.of(OTHER_CORE).shareSince(before), load, null);
        }
        // Read when the side-car has ended too, and every file that it locked is in its trace.
        return plan.traced() ? run.with(calls(trace, others, maps, from)) : run;
    }

    private static SystemCalls calls(Path trace, Path others, Set<String> maps, double from) throws IOException {
        return SystemCalls.read(
                Files.readAllLines(trace), maps, from, SystemCalls.lockedFiles(Files.readAllLines(others)));
    }

    private IsolationRun with(SystemCalls seen) {
        return new IsolationRun(
                p50Ns,
                p99Ns,
                p999Ns,
                decisions,
                digest,
                otherShare,
                requestsPerSecond,
                messagesPerSecond,
                failures,
                firstFailure,
                seen);
    }

    private static PinnedJvm engine(Plan plan, Path root, Path journal, List<String> tracer) throws IOException {
        return PinnedJvm.start(
                tracer,
                ENGINE_CORE,
                root,
                SESSION,
                PacedLoad.class.getName(),
                List.of(
                        plan.market().toString(),
                        journal.toString(),
                        Integer.toString(plan.rate()),
                        Long.toString(plan.warmupEvents())));
    }

    private static PinnedJvm sideCar(Path root, List<String> tracer) throws IOException {
        return PinnedJvm.start(
                tracer,
                OTHER_CORE,
                root,
                "side-car",
                Main.class.getName(),
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

    /** Waits for the end, and notes on the way what the process has mapped. */
    private static void await(PinnedJvm engine, Set<String> maps) throws IOException, InterruptedException {
        for (long look = 0; look < LOOKS_MAX; look++) {
            try {
                maps.addAll(SystemCalls.maps(engine.pid()));
            } catch (IOException gone) {
                // it has just ended
            }
            if (engine.awaitEnd(LOOK_MS)) {
                engine.requireEndedWell();
                return;
            }
        }
        throw new IOException("the engine did not end within " + LOOKS_MAX * LOOK_MS / 1_000 + " s");
    }

    private static IsolationRun result(String out, double otherShare, Load load, SystemCalls calls) throws IOException {
        String[] lines = out.strip().split("\n");
        String[] words = lines[lines.length - 1].split(" ");
        if (words.length != 5) {
            throw new IOException("the engine told no figures: " + out.strip());
        }
        return new IsolationRun(
                Long.parseLong(words[0]),
                Long.parseLong(words[1]),
                Long.parseLong(words[2]),
                Long.parseLong(words[3]),
                words[4],
                otherShare,
                load == null ? 0 : load.perSecond(),
                load == null ? 0 : load.messagesPerSecond(),
                load == null ? 0 : load.failures(),
                load == null ? "" : load.firstFailure(),
                calls);
    }
}
