package io.reprise.engine.backtest;

import io.reprise.engine.domain.Instrument;
import io.reprise.engine.strategy.StrategyCatalog;
import java.io.IOException;
import java.util.List;

/**
 * What a run is simulated again with: the inputs of recorded runs, and everything else.
 *
 * @param market the run whose market data it sees
 * @param commands the run whose operators it obeys
 * @param sameEvents market events that both begin with
 * @param instruments by their ids in the market data
 * @param config with its bars named; its tick and lot override the instruments'
 */
record Scenario(
        RecordedRun market, RecordedRun commands, long sameEvents, List<Instrument> instruments, RunConfig config) {
    /** A recorded run with another configuration, or its own. */
    static Scenario of(RecordedRun run, RunConfig config) {
        RunConfig named = RunPlan.named(config, run::filePeriodNs, run.definitions(), "the journal " + run.journal());
        return new Scenario(run, run, Long.MAX_VALUE, run.definitions(), named);
    }

    RunPlan plan(StrategyCatalog catalog) {
        return RunPlan.of(config, instruments, catalog).requireBars(market::filePeriodNs);
    }

    RunInputs inputs() throws IOException {
        return market.equals(commands) ? RunInputs.of(market) : RunInputs.of(market, commands, sameEvents);
    }
}
