package io.reprise.research.command;

import io.reprise.engine.backtest.Divergence;
import io.reprise.engine.backtest.RunGap;
import io.reprise.engine.backtest.RunResult;
import io.reprise.engine.backtest.SettingChange;
import io.reprise.engine.backtest.WhatIf;
import io.reprise.engine.cli.JsonOutput;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;

/** Answers of {@code what-if} and {@code diverge} as one JSON object. */
final class CounterfactualJson {
    private CounterfactualJson() {}

    static void print(PrintWriter writer, Path journal, WhatIf.Answer answer) {
        try (JsonOutput out = new JsonOutput(writer)) {
            out.text("journal", journal.toString())
                    .flag("verified", true)
                    .array("changes", () -> settings(out, answer.settings(), "recorded", "changed"))
                    .object("recorded", () -> run(out, answer.recorded()))
                    .object("resimulated", () -> run(out, answer.resimulated()))
                    .object("changed", () -> run(out, answer.changed()))
                    .object("effect", () -> effect(out, answer.resimulated(), answer.changed()));
            divergence(out, answer.divergence(), "recorded", "changed");
        }
    }

    static void print(PrintWriter writer, Path a, Path b, RunGap.Answer answer) {
        try (JsonOutput out = new JsonOutput(writer)) {
            out.text("journalA", a.toString())
                    .text("journalB", b.toString())
                    .flag("verified", true)
                    .array("settings", () -> settings(out, answer.settings(), "a", "b"))
                    .object("a", () -> run(out, answer.a()))
                    .object("b", () -> run(out, answer.b()))
                    .fixed("gap", answer.gap())
                    .array("parts", () -> answer.parts().forEach(part -> out.element(() -> part(out, part))))
                    .fixed("residual", answer.residual());
            divergence(out, answer.divergence(), "a", "b");
        }
    }

    private static void part(JsonOutput out, RunGap.Part part) {
        out.text("input", part.input().text()).flag("same", part.isSame());
        fixedOrNull(out, "part", part.part());
        fixedOrNull(out, "pnl", part.pnl());
        out.text("trouble", part.trouble());
    }

    private static void fixedOrNull(JsonOutput out, String name, Long value) {
        if (value == null) {
            out.raw(name, null);
        } else {
            out.fixed(name, value);
        }
    }

    private static void settings(JsonOutput out, List<SettingChange> changes, String a, String b) {
        changes.forEach(change -> out.element(() -> out.text("setting", change.name())
                .text("input", change.input().text())
                .text(a, change.a())
                .text(b, change.b())));
    }

    private static void run(JsonOutput out, RunResult run) {
        out.number("orders", run.orders())
                .number("fills", run.fillCount())
                .number("rejects", run.rejects())
                .fixed("fees", run.fees())
                .fixed("initialEquity", run.initialEquity())
                .fixed("finalEquity", run.finalEquity())
                .fixed("pnl", Math.subtractExact(run.finalEquity(), run.initialEquity()))
                .ratio("totalReturn", run.totalReturn())
                .ratio("maxDrawdown", run.maxDrawdown())
                .ratio("buyAndHoldReturn", run.buyAndHoldReturn())
                .ratio("excessReturn", run.excessReturn())
                .text("stateDigest", run.stateDigest())
                .text("outboundDigest", run.outboundDigest());
    }

    private static void effect(JsonOutput out, RunResult before, RunResult after) {
        long finalEquity = Math.subtractExact(after.finalEquity(), before.finalEquity());
        long initialEquity = Math.subtractExact(after.initialEquity(), before.initialEquity());
        out.number("orders", after.orders() - before.orders())
                .number("fills", after.fillCount() - before.fillCount())
                .number("rejects", after.rejects() - before.rejects())
                .fixed("fees", Math.subtractExact(after.fees(), before.fees()))
                .fixed("initialEquity", initialEquity)
                .fixed("finalEquity", finalEquity)
                .fixed("pnl", Math.subtractExact(finalEquity, initialEquity))
                .ratio("totalReturn", after.totalReturn() - before.totalReturn())
                .ratio("maxDrawdown", after.maxDrawdown() - before.maxDrawdown())
                .ratio("buyAndHoldReturn", after.buyAndHoldReturn() - before.buyAndHoldReturn())
                .ratio("excessReturn", after.excessReturn() - before.excessReturn());
    }

    private static void divergence(JsonOutput out, Divergence divergence, String a, String b) {
        if (divergence == null) {
            out.raw("divergence", null);
            return;
        }
        out.object(
                "divergence",
                () -> out.flag("decides", divergence.decides())
                        .text("kind", divergence.kind())
                        .number("marketEvents", divergence.marketEvents())
                        .number("tsInitNs", divergence.tsInitNs())
                        .number("equalDecisions", divergence.equalDecisions())
                        .object(a, () -> side(out, divergence.a()))
                        .object(b, () -> side(out, divergence.b()))
                        .text("cause", divergence.cause()));
    }

    private static void side(JsonOutput out, Divergence.Side side) {
        if (side.seq() < 0) {
            out.raw("seq", null);
        } else {
            out.number("seq", side.seq());
        }
        out.raw("event", side.event())
                .text("bar", side.bar())
                .object("features", () -> side.features().forEach(f -> out.ratio(f.name(), f.value())))
                .fixed("equity", side.equity())
                .fixed("position", side.position())
                .texts("decisions", side.decisions())
                .raws("records", side.records());
    }
}
