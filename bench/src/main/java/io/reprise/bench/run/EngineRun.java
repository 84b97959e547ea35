package io.reprise.bench.run;

import io.reprise.bench.market.GeneratedJournal;
import io.reprise.engine.backtest.Backtest;
import io.reprise.engine.backtest.Replay;
import io.reprise.engine.backtest.RunConfig;
import io.reprise.engine.backtest.RunResult;
import io.reprise.engine.pipeline.RingSettings;
import io.reprise.engine.pipeline.Topology;
import io.reprise.engine.strategy.StrategyCatalog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * One run of the engine, from opening the market journal to closing its own.
 *
 * @param allocatedBytesPerEvent of the running thread in the steady state; of all threads for a replay, start-up
 *     taken off
 * @param fills null for a replay, where nothing is simulated
 */
public record EngineRun(RunResult result, Stopwatch.Elapsed elapsed, double allocatedBytesPerEvent, FillLog fills) {
    private static final String RUN = "run";
    /** A journal of this many events is almost nothing. */
    private static final long SMALL_EVENTS = 100;

    /** A backtest with all that a backtest does, recorded in a folder that is removed afterwards. */
    public static EngineRun backtest(Path market, RunConfig config, long events) throws IOException {
        return inFolder(folder -> backtest(market, config, events, folder.resolve(RUN)));
    }

    /**
     * The replay of a recorded run, which is made first and not measured. What a replay of almost nothing allocates is
     * start-up and taken off.
     */
    public static EngineRun replay(Path market, RunConfig config, long events, Topology topology, RingSettings ring)
            throws IOException {
        return inFolder(folder -> {
            EngineRun run = replay(market, config, events, folder.resolve(RUN), topology, ring);
            Path small = folder.resolve("small");
            if (config.bar() == null) {
                GeneratedJournal.bars(small, SMALL_EVENTS, 1, done -> {});
            } else {
                GeneratedJournal.trades(small, SMALL_EVENTS, 1, done -> {});
            }
            EngineRun start = replay(small, config, SMALL_EVENTS, folder.resolve("small-run"), topology, ring);
            double bytes = run.allocatedBytesPerEvent * events - start.allocatedBytesPerEvent * SMALL_EVENTS;
            return new EngineRun(run.result, run.elapsed, Math.max(0, bytes / events), null);
        });
    }

    private static EngineRun replay(
            Path market, RunConfig config, long events, Path journal, Topology topology, RingSettings ring)
            throws IOException {
        EngineRun recorded = backtest(market, config, events, journal);
        long bytes = ProcessFacts.allocatedBytes();
        Stopwatch watch = new Stopwatch();
        RunResult result = Replay.of(journal, catalog()).run(topology, ring);
        Stopwatch.Elapsed elapsed = watch.stop();
        double bytesPerEvent = (double) (ProcessFacts.allocatedBytes() - bytes) / events;
        requireSame("state", recorded.result.stateDigest(), result.stateDigest());
        requireSame("outbound", recorded.result.outboundDigest(), result.outboundDigest());
        return new EngineRun(result, elapsed, bytesPerEvent, null);
    }

    /** As {@link #backtest(Path, RunConfig, long)}, recorded in a folder of the caller's that does not exist yet. */
    public static EngineRun backtest(Path market, RunConfig config, long events, Path journal) throws IOException {
        FillLog fills = new FillLog();
        SteadyState steady = new SteadyState(events);
        Backtest.Request request =
                Backtest.Request.unrecorded(List.of(market), config).recordedIn(journal);
        Stopwatch watch = new Stopwatch();
        RunResult result = Backtest.run(request, catalog(), fill -> {
            steady.at(fill.event());
            fills.add(fill.event(), fill.tsEventNs(), fill.buy(), fill.px(), fill.qty(), fill.fee());
        });
        Stopwatch.Elapsed elapsed = watch.stop();
        if (result.events() != events) {
            throw new IllegalStateException("the run took " + result.events() + " events, not " + events);
        }
        return new EngineRun(result, elapsed, steady.bytesPerEvent(), fills);
    }

    private static StrategyCatalog catalog() {
        return StrategyCatalog.load(EngineRun.class.getClassLoader());
    }

    private static void requireSame(String what, String recorded, String replayed) {
        if (!recorded.equals(replayed)) {
            throw new IllegalStateException(
                    "the replay's " + what + " digest is " + replayed + ", the recorded run's was " + recorded);
        }
    }

    private interface InFolder {
        EngineRun run(Path folder) throws IOException;
    }

    private static EngineRun inFolder(InFolder body) throws IOException {
        Path folder = Files.createTempDirectory("reprise-bench-run");
        try {
            return body.run(folder);
        } finally {
            GeneratedJournal.delete(folder);
        }
    }
}
