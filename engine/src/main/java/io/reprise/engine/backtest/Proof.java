package io.reprise.engine.backtest;

import io.reprise.engine.fixed.Decimals;
import io.reprise.engine.pipeline.RingSettings;
import io.reprise.engine.pipeline.Topology;
import io.reprise.engine.strategy.StrategyCatalog;
import java.io.IOException;

/**
 * A run that was replayed unchanged and simulated again unchanged, and came out as it was recorded both times: only then
 * is a change to it worth looking at.
 *
 * @param run the record
 * @param scenario what it is simulated with, unchanged
 * @param recorded with the reports that were recorded
 * @param resimulated with a venue of its own
 */
record Proof(RecordedRun run, Scenario scenario, RunResult recorded, RunResult resimulated) {
    /**
     * Proves a run.
     *
     * @throws IllegalStateException naming the difference, if there is one
     */
    static Proof of(RecordedRun run, StrategyCatalog catalog) throws IOException {
        Replay.Outcome outcome =
                new Replay(run.journal(), run.sources(), catalog).verify(Topology.INLINE, RingSettings.DEFAULT);
        if (!outcome.verified()) {
            String code = outcome.codeChange() == null ? "" : " (" + outcome.codeChange() + ")";
            throw new IllegalStateException("the journal " + run.journal()
                    + " does not give its recorded decisions again, so nothing can be said of a change: "
                    + outcome.difference() + code);
        }
        Scenario scenario = Scenario.of(run, run.config());
        RunResult again = new Resimulation(scenario, catalog, Resimulation.Watcher.NONE).run();
        requireSame(run, outcome.result(), again);
        return new Proof(run, scenario, outcome.result(), again);
    }

    /** The venue is a simulated one in every kind of run that there is, so what it says again must be what it said. */
    private static void requireSame(RecordedRun run, RunResult recorded, RunResult again) {
        requireSame(run, "final equity", Decimals.plain(recorded.finalEquity()), Decimals.plain(again.finalEquity()));
        requireSame(run, "sum of fees", Decimals.plain(recorded.fees()), Decimals.plain(again.fees()));
        requireSame(run, "number of fills", recorded.fillCount(), again.fillCount());
        requireSame(run, "state digest", recorded.stateDigest(), again.stateDigest());
        requireSame(run, "outbound digest", recorded.outboundDigest(), again.outboundDigest());
    }

    private static void requireSame(RecordedRun run, String what, Object recorded, Object again) {
        if (!recorded.equals(again)) {
            throw new IllegalStateException(
                    "the journal " + run.journal() + " comes out differently when simulated again: the " + what
                            + " was " + recorded + " and is now " + again);
        }
    }
}
