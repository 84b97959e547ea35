package io.reprise.research.report;

import io.reprise.engine.backtest.RunResult;
import io.reprise.engine.backtest.RunResult.Curve;
import java.util.List;

/** Variations of a run that no market makes. */
final class Runs {
    private Runs() {}

    /** The same account over data without a single event. */
    static RunResult withoutEvents(RunResult run) {
        long[] none = {};
        return new RunResult(
                run.dataset(),
                run.instrument(),
                run.strategy(),
                run.parameters(),
                run.settings(),
                run.annualDays(),
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                run.initialEquity(),
                run.initialEquity(),
                run.initialEquity(),
                run.initialEquity(),
                0,
                0,
                RunResult.CarryResult.NONE,
                run.initialEquity(),
                0,
                0,
                0,
                null,
                null,
                0,
                0,
                0,
                run.stateDigest(),
                run.outboundDigest(),
                new Curve(none, none, none, none, none, none, none),
                List.of(),
                List.of(),
                List.of(),
                List.of());
    }
}
