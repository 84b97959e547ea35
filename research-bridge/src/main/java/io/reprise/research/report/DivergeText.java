package io.reprise.research.report;

import io.reprise.engine.backtest.RunGap;
import io.reprise.engine.backtest.RunResult;
import io.reprise.engine.fixed.Decimals;
import java.util.ArrayList;
import java.util.List;

/** What {@code diverge} prints: where two runs part, and the parts of the gap between their profits. */
public final class DivergeText {
    private static final String ROW = "  %-14s %18s %18s  %s";

    private DivergeText() {}

    /** The lines of an answer. */
    public static List<String> lines(String a, String b, RunGap.Answer answer) {
        List<String> lines = new ArrayList<>();
        lines.addAll(TerminalSummary.labelled("A", a + ": " + run(answer.a())));
        lines.addAll(TerminalSummary.labelled("B", b + ": " + run(answer.b())));
        lines.addAll(TerminalSummary.labelled(
                "Proof", "both give their recorded decisions again when replayed unchanged, byte for byte"));
        lines.addAll(TerminalSummary.labelled("Settings", DivergenceText.settings(answer.settings())));
        lines.addAll(new DivergenceText("A", "B").lines(answer.divergence()));
        lines.add("");
        lines.add(String.format(ROW, "taken from B", "part of the gap", "P&L then", ""));
        lines.add(String.format(ROW, "-", "", Decimals.format(pnl(answer.a())), "A"));
        for (RunGap.Part part : answer.parts()) {
            lines.add(String.format(
                    ROW,
                    part.input().text(),
                    part.part() == null ? "?" : WhatIfRow.signed(part.part()),
                    part.pnl() == null ? "" : Decimals.format(part.pnl()),
                    part.trouble() != null ? part.trouble() : part.isSame() ? "the same" : ""));
        }
        lines.add(String.format(ROW, "residual", WhatIfRow.signed(answer.residual()), "", ""));
        lines.add(String.format(
                ROW, "gap", WhatIfRow.signed(answer.gap()), Decimals.format(pnl(answer.b())), "B less A"));
        return TerminalSummary.ascii(lines);
    }

    static String run(RunResult run) {
        return run.strategy() + " on " + run.instrument() + ", " + run.dataset();
    }

    static long pnl(RunResult run) {
        return Math.subtractExact(run.finalEquity(), run.initialEquity());
    }
}
