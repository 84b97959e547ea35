package io.reprise.research.report;

import io.reprise.engine.backtest.RunResult;
import io.reprise.engine.backtest.WhatIf;
import io.reprise.engine.fixed.Decimals;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

/** What {@code what-if} prints: three columns and their difference, then where the decisions part. */
public final class WhatIfText {
    private static final String ROW = "  %-14s %18s %18s %18s %18s";

    private WhatIfText() {}

    /** The lines of an answer. */
    public static List<String> lines(String journal, WhatIf.Answer answer) {
        List<String> lines = new ArrayList<>();
        RunResult run = answer.recorded();
        lines.add(run.strategy() + " on " + run.instrument() + ", " + run.dataset());
        lines.addAll(TerminalSummary.labelled("Journal", journal));
        lines.addAll(TerminalSummary.labelled(
                "Proof", "the unchanged replay gives the recorded decisions again, byte for byte"));
        lines.addAll(TerminalSummary.labelled("Changed", DivergenceText.settings(answer.settings())));
        lines.add("");
        lines.add(String.format(ROW, "", "recorded", "re-simulated", "changed", "effect"));
        count(lines, "Orders", answer, RunResult::orders);
        count(lines, "Fills", answer, RunResult::fillCount);
        count(lines, "Rejects", answer, RunResult::rejects);
        money(lines, "Fees", answer, RunResult::fees);
        money(lines, "Final equity", answer, RunResult::finalEquity);
        money(lines, "P&L", answer, one -> Math.subtractExact(one.finalEquity(), one.initialEquity()));
        percent(lines, "Total return", true, answer, RunResult::totalReturn);
        percent(lines, "Max drawdown", false, answer, RunResult::maxDrawdown);
        percent(lines, "Excess return", true, answer, RunResult::excessReturn);
        lines.add("");
        lines.addAll(new DivergenceText("recorded", "changed").lines(answer.divergence()));
        return TerminalSummary.ascii(lines);
    }

    private static void count(
            List<String> lines, String label, WhatIf.Answer answer, ToLongFunction<RunResult> figure) {
        long before = figure.applyAsLong(answer.resimulated());
        long after = figure.applyAsLong(answer.changed());
        row(
                lines,
                label,
                Figures.count(figure.applyAsLong(answer.recorded())),
                Figures.count(before),
                Figures.count(after),
                (after > before ? "+" : "") + Figures.count(after - before));
    }

    private static void money(
            List<String> lines, String label, WhatIf.Answer answer, ToLongFunction<RunResult> figure) {
        long before = figure.applyAsLong(answer.resimulated());
        long after = figure.applyAsLong(answer.changed());
        row(
                lines,
                label,
                Decimals.format(figure.applyAsLong(answer.recorded())),
                Decimals.format(before),
                Decimals.format(after),
                signed(Math.subtractExact(after, before)));
    }

    /** An amount with its sign and all its places. */
    static String signed(long amount) {
        return (amount > 0 ? "+" : "") + Decimals.format(amount);
    }

    private static void percent(
            List<String> lines,
            String label,
            boolean isSigned,
            WhatIf.Answer answer,
            ToDoubleFunction<RunResult> figure) {
        double before = figure.applyAsDouble(answer.resimulated());
        double after = figure.applyAsDouble(answer.changed());
        row(
                lines,
                label,
                Figures.percent(figure.applyAsDouble(answer.recorded()), isSigned),
                Figures.percent(before, isSigned),
                Figures.percent(after, isSigned),
                Figures.percent(after - before));
    }

    private static void row(
            List<String> lines, String label, String recorded, String again, String changed, String effect) {
        lines.add(String.format(ROW, label, recorded, again, changed, effect));
    }
}
