package io.reprise.engine.backtest;

import io.reprise.engine.strategy.StrategyCatalog;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Asks what a recorded run would have done with other settings. The unchanged replay is proven first; then the same inputs,
 * operators' commands included, go through the pipeline and a simulated venue once unchanged and once changed, and the
 * effect of the change is the difference of those two.
 */
public final class WhatIf {
    private final RecordedRun run;
    private final StrategyCatalog catalog;

    private WhatIf(RecordedRun run, StrategyCatalog catalog) {
        this.run = run;
        this.catalog = catalog;
    }

    /**
     * Opens a recorded run.
     *
     * @param sources where a backtest's market journals are, empty for where they were when it ran
     */
    public static WhatIf of(Path journal, List<Path> sources, StrategyCatalog catalog) throws IOException {
        return new WhatIf(RecordedRun.of(journal, sources), catalog);
    }

    /** The settings that the run was recorded with: the base of a change. */
    public RunConfig recorded() {
        return run.config();
    }

    /**
     * What came of it.
     *
     * @param recorded the run with the reports that were recorded
     * @param resimulated the same inputs and settings with a venue of its own
     * @param changed the same inputs with the changed settings
     * @param settings those that were changed, from what to what; empty when the change changes nothing
     * @param divergence the first event on which the changed run decides differently or on other numbers, null when none
     */
    public record Answer(
            RunResult recorded,
            RunResult resimulated,
            RunResult changed,
            List<SettingChange> settings,
            Divergence divergence) {}

    /**
     * Proves the run and changes it.
     *
     * @throws IllegalArgumentException if there can be no such run
     * @throws IllegalStateException if the unchanged run does not give its recorded decisions again, naming the difference
     */
    public Answer ask(RunConfig change) throws IOException {
        Scenario changed = Scenario.of(run, change);
        List<SettingChange> settings =
                SettingChange.between(Scenario.of(run, run.config()).plan(catalog), changed.plan(catalog));
        Proof proof = Proof.of(run, catalog);
        try (RecordedDecisions decisions = RecordedDecisions.of(run)) {
            DecisionComparison comparison = new DecisionComparison(decisions, Long.MAX_VALUE);
            RunResult result = new Resimulation(changed, catalog, new DecisionTap(comparison::onDecision)).run();
            comparison.end();
            RunPair pair = new RunPair(proof.resimulated(), result, proof.scenario(), changed, settings, null, null);
            return new Answer(
                    proof.recorded(), proof.resimulated(), result, settings, pair.divergence(comparison, catalog));
        }
    }
}
