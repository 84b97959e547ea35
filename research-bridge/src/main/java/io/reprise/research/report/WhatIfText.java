package io.reprise.research.report;

import io.reprise.engine.backtest.RunResult;
import io.reprise.engine.backtest.WhatIf;
import java.util.ArrayList;
import java.util.List;

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
        WhatIfRow.of(answer)
                .forEach(row -> lines.add(String.format(
                        ROW, row.label(), row.recorded(), row.resimulated(), row.changed(), row.effect())));
        lines.add("");
        lines.addAll(new DivergenceText("recorded", "changed").lines(answer.divergence()));
        return TerminalSummary.ascii(lines);
    }
}
