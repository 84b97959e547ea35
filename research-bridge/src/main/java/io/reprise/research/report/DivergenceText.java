package io.reprise.research.report;

import io.reprise.engine.backtest.Divergence;
import io.reprise.engine.backtest.SettingChange;
import io.reprise.engine.fixed.Decimals;
import io.reprise.engine.time.Times;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Where two runs part and in which settings they differ, in lines for a terminal. */
final class DivergenceText {
    private final String a;
    private final String b;

    /** @param a name of the first run, @param b of the second */
    DivergenceText(String a, String b) {
        this.a = a;
        this.b = b;
    }

    /** One line for what differs in the settings. */
    static String settings(List<SettingChange> changes) {
        return changes.isEmpty()
                ? "none: all settings are the same"
                : changes.stream()
                        .map(change -> change.name() + " " + or(change.a()) + " -> " + or(change.b()))
                        .collect(Collectors.joining(", "));
    }

    private static String or(String text) {
        return text == null ? "-" : text;
    }

    List<String> lines(Divergence divergence) {
        if (divergence == null) {
            return TerminalSummary.labelled(
                    "Divergence", "none: every decision is the same, and so are the numbers it rests on");
        }
        List<String> lines = new ArrayList<>(TerminalSummary.labelled("Divergence", where(divergence)));
        side(lines, a, divergence.a());
        side(lines, b, divergence.b());
        lines.addAll(TerminalSummary.labelled("Cause", divergence.cause()));
        return lines;
    }

    static String where(Divergence divergence) {
        String before = Figures.count(divergence.equalDecisions(), "decision") + " before are the same";
        String at = Times.format(divergence.tsInitNs()) + ", on a " + divergence.kind() + " with "
                + Figures.count(divergence.marketEvents(), "market event") + " so far";
        return divergence.decides()
                ? "they decide differently first at " + at + "; " + before
                : "none of the decisions; the numbers that they rest on differ first at " + at + "; " + before;
    }

    private static void side(List<String> lines, String name, Divergence.Side side) {
        String at = side.seq() < 0 ? "no such event" : "sequence " + side.seq();
        lines.addAll(TerminalSummary.labelled(
                name,
                at + features(side) + ", equity " + Decimals.plain(side.equity()) + ", position "
                        + Decimals.plain(side.position())));
        if (side.decisions().isEmpty()) {
            lines.addAll(TerminalSummary.labelled("", "decides nothing"));
        }
        side.decisions().forEach(text -> lines.addAll(TerminalSummary.labelled("", text)));
    }

    static String features(Divergence.Side side) {
        return side.features().stream()
                .map(f -> ", " + f.name() + " " + (Double.isNaN(f.value()) ? "not ready" : f.value()))
                .collect(Collectors.joining());
    }
}
