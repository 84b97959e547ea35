package io.reprise.engine.backtest;

import io.reprise.engine.strategy.StrategyCatalog;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Where two recorded runs part, and which of their inputs the gap between their profits comes from: beginning with the
 * first run, one input after the other is taken from the second, in the order of {@link RunInput}, and each hybrid is run.
 * What an input changes is its part; what no part has is the residual, so parts and residual are the gap to the last 1e-8.
 */
public final class RunGap {
    private final Proof a;
    private final Proof b;
    private final StrategyCatalog catalog;
    private final RunPair pair;

    private RunGap(Proof a, Proof b, StrategyCatalog catalog) throws IOException {
        this.a = a;
        this.b = b;
        this.catalog = catalog;
        pair = new RunPair(
                a.recorded(),
                b.recorded(),
                a.scenario(),
                b.scenario(),
                SettingChange.between(a.scenario().plan(catalog), b.scenario().plan(catalog)),
                InputDifference.between(a.run(), b.run(), EventKind.MARKET),
                InputDifference.between(a.run(), b.run(), EventKind.COMMAND));
    }

    /**
     * What one input has to do with the gap. Money at 1e-8.
     *
     * @param isSame whether both runs have the same
     * @param pnl profit of the hybrid that has this input and those before it from the second run, null if it cannot run
     * @param part what this input changed, null where that cannot be told apart from what others did
     * @param trouble why it cannot, null where it can
     */
    public record Part(RunInput input, boolean isSame, Long pnl, Long part, String trouble) {}

    /**
     * What came of it. Money at 1e-8.
     *
     * @param settings that differ
     * @param divergence the first event on which the two decide differently or on other numbers, null when none
     * @param gap profit of the second run less that of the first
     * @param parts one for each input, in the order in which they were taken from the second run
     * @param residual the gap less all parts
     */
    public record Answer(
            RunResult a,
            RunResult b,
            List<SettingChange> settings,
            Divergence divergence,
            long gap,
            List<Part> parts,
            long residual) {}

    /**
     * Proves both runs and explains the gap.
     *
     * @throws IllegalStateException if one does not give its recorded decisions again, naming the difference
     */
    public static Answer between(Path a, Path b, StrategyCatalog catalog) throws IOException {
        RecordedRun first = RecordedRun.of(a, List.of());
        RecordedRun second = RecordedRun.of(b, List.of());
        return new RunGap(Proof.of(first, catalog), Proof.of(second, catalog), catalog).answer();
    }

    private Answer answer() throws IOException {
        List<Part> parts = parts();
        long gap = Math.subtractExact(pnl(b.recorded()), pnl(a.recorded()));
        long residual = gap;
        for (Part part : parts) {
            residual = Math.subtractExact(residual, part.part() == null ? 0 : part.part());
        }
        return new Answer(a.recorded(), b.recorded(), pair.settings(), divergence(), gap, parts, residual);
    }

    private static long pnl(RunResult run) {
        return Math.subtractExact(run.finalEquity(), run.initialEquity());
    }

    private Divergence divergence() throws IOException {
        try (RecordedDecisions first = RecordedDecisions.of(a.run());
                RecordedDecisions second = RecordedDecisions.of(b.run())) {
            DecisionComparison comparison = new DecisionComparison(first, pair.sameEvents());
            Decision decision = second.next();
            while (decision != null && comparison.parting() == null) {
                comparison.onDecision(decision);
                decision = second.next();
            }
            comparison.end();
            return pair.divergence(comparison, catalog);
        }
    }

    private List<Part> parts() throws IOException {
        List<Part> parts = new ArrayList<>();
        Hybrid hybrid = Hybrid.of(a.run());
        long pnl = pnl(a.resimulated());
        boolean isApart = true;
        for (RunInput input : RunInput.values()) {
            if (input == RunInput.FILLS) {
                parts.add(fills());
                continue;
            }
            Hybrid next = hybrid.with(input, b.run());
            if (isSame(input, hybrid, next)) {
                parts.add(new Part(input, true, isApart ? pnl : null, 0L, null));
            } else {
                Part part = part(input, next, pnl, isApart);
                parts.add(part);
                isApart = part.pnl() != null;
                pnl = isApart ? part.pnl() : pnl;
            }
            hybrid = next;
        }
        return parts;
    }

    private boolean isSame(RunInput input, Hybrid before, Hybrid after) {
        return switch (input) {
            case DATA -> pair.market() == null;
            case COMMANDS -> pair.commands() == null;
            default ->
                pair.settings().stream().noneMatch(change -> change.input() == input)
                        && before.instruments().equals(after.instruments());
        };
    }

    /** Runs a hybrid; one that cannot run has no part, and neither has the next one, which changes two inputs then. */
    private Part part(RunInput input, Hybrid hybrid, long pnlBefore, boolean isApart) throws IOException {
        long pnl;
        try {
            pnl = pnl(new Resimulation(hybrid.scenario(pair.sameEvents()), catalog, Resimulation.Watcher.NONE).run());
        } catch (RuntimeException e) { // a strategy of the user's may throw anything
            String why = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
            return new Part(input, false, null, null, "a run with it cannot be: " + why);
        }
        return isApart
                ? new Part(input, false, pnl, Math.subtractExact(pnl, pnlBefore), null)
                : new Part(input, false, pnl, null, "it cannot be told apart from the one before");
    }

    /** What the recorded reports did that a simulated venue does not do again, in both runs. */
    private Part fills() {
        long first = Math.subtractExact(pnl(a.resimulated()), pnl(a.recorded()));
        long second = Math.subtractExact(pnl(b.recorded()), pnl(b.resimulated()));
        return new Part(
                RunInput.FILLS, first == 0 && second == 0, pnl(b.recorded()), Math.addExact(first, second), null);
    }
}
