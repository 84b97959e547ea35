package io.reprise.bench.run;

import io.reprise.bench.market.GeneratedJournal;
import io.reprise.engine.backtest.Backtest;
import io.reprise.engine.backtest.Replay;
import io.reprise.engine.backtest.RunConfig;
import io.reprise.engine.backtest.RunResult;
import io.reprise.engine.pipeline.RingSettings;
import io.reprise.engine.pipeline.Topology;
import io.reprise.engine.strategy.StrategyCatalog;
import io.reprise.engine.time.SystemClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * One run of the engine, from opening the market journal to closing its own.
 *
 * @param seconds by the wall
 * @param allocatedBytesPerEvent of the running thread in the steady state; of all threads over the whole run for a replay
 * @param fills null for a replay, where nothing is simulated
 */
public record EngineRun(RunResult result, double seconds, double allocatedBytesPerEvent, FillLog fills) {
    private static final String RUN = "run";

    /** A backtest with all that a backtest does, recorded in a folder that is removed afterwards. */
    public static EngineRun backtest(Path market, RunConfig config, long events) throws IOException {
        return inFolder(folder -> record(market, config, events, folder.resolve(RUN)));
    }

    /** The replay of a recorded run, which is made first and not measured. */
    public static EngineRun replay(Path market, RunConfig config, long events, Topology topology, RingSettings ring)
            throws IOException {
        return inFolder(folder -> {
            Path journal = folder.resolve(RUN);
            EngineRun recorded = record(market, config, events, journal);
            SystemClock clock = new SystemClock();
            long bytes = ProcessMemory.allocatedBytes();
            long startNs = clock.monoNs();
            RunResult result = Replay.of(journal, catalog()).run(topology, ring);
            double seconds = (clock.monoNs() - startNs) / 1e9;
            double bytesPerEvent = (double) (ProcessMemory.allocatedBytes() - bytes) / events;
            requireSame("state", recorded.result.stateDigest(), result.stateDigest());
            requireSame("outbound", recorded.result.outboundDigest(), result.outboundDigest());
            return new EngineRun(result, seconds, bytesPerEvent, null);
        });
    }

    private static EngineRun record(Path market, RunConfig config, long events, Path journal) throws IOException {
        FillLog fills = new FillLog();
        SteadyState steady = new SteadyState(events);
        SystemClock clock = new SystemClock();
        Backtest.Request request =
                Backtest.Request.unrecorded(List.of(market), config).recordedIn(journal);
        long startNs = clock.monoNs();
        RunResult result = Backtest.run(request, catalog(), fill -> {
            steady.at(fill.event());
            fills.add(fill.event(), fill.tsEventNs(), fill.buy(), fill.px(), fill.qty(), fill.fee());
        });
        double seconds = (clock.monoNs() - startNs) / 1e9;
        if (result.events() != events) {
            throw new IllegalStateException("the run took " + result.events() + " events, not " + events);
        }
        return new EngineRun(result, seconds, steady.bytesPerEvent(), fills);
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
