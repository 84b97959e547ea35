package io.reprise.engine.backtest;

import io.reprise.engine.event.FramePrinter;
import io.reprise.engine.strategy.StrategyCatalog;
import java.io.IOException;
import java.util.List;

/**
 * Two runs, and what they do not have in common.
 *
 * @param a what the first run says of itself
 * @param b what the second run says of itself
 * @param first what the first is simulated with
 * @param second what the second is simulated with
 * @param settings that differ
 * @param market the first market event that differs, null when none does
 * @param commands the first command that differs, null when none does
 */
record RunPair(
        RunResult a,
        RunResult b,
        Scenario first,
        Scenario second,
        List<SettingChange> settings,
        InputDifference market,
        InputDifference commands) {
    /** Market events that both begin with. */
    long sameEvents() {
        return market == null ? Long.MAX_VALUE : market.number() - 1;
    }

    /**
     * What a comparison of their decisions found, with its cause.
     *
     * @return null when they decided alike and on the same numbers
     */
    Divergence divergence(DecisionComparison comparison, StrategyCatalog catalog) throws IOException {
        boolean decides = comparison.parting() != null;
        DecisionComparison.Parting parting = decides ? comparison.parting() : comparison.numbers();
        if (parting == null) {
            return null;
        }
        Divergence.Side sideA = side(first, parting, parting.a(), catalog);
        Divergence.Side sideB = side(second, parting, parting.b(), catalog);
        return new Divergence(
                decides,
                parting.place().kind().text(),
                parting.place().marketEvents(),
                parting.place().tsInitNs(),
                decides ? comparison.equalCount() : comparison.equalNumbersCount(),
                sideA,
                sideB,
                new DivergenceCause(this, parting, sideA, sideB).sentence());
    }

    private Divergence.Side side(
            Scenario scenario, DecisionComparison.Parting parting, Decision decision, StrategyCatalog catalog)
            throws IOException {
        Probe.Sight sight =
                Probe.look(scenario, catalog, parting.place(), decision == null ? -1 : decision.seq(), sameEvents());
        DecisionText text = new DecisionText();
        return new Divergence.Side(
                sight.seq(),
                sight.event(),
                sight.bar(),
                sight.features(),
                sight.equity(),
                sight.position(),
                decision == null
                        ? List.of()
                        : decision.frames().stream().map(text::of).toList(),
                decision == null
                        ? List.of()
                        : decision.frames().stream()
                                .map(frame -> FramePrinter.json(frame, 0))
                                .toList());
    }
}
