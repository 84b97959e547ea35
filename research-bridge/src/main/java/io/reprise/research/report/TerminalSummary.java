package io.reprise.research.report;

import io.reprise.engine.backtest.RunResult;
import io.reprise.research.report.ReportContext.Verification;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What the command line prints of finished runs: plain ASCII, at most {@value #WIDTH} columns, no trailing blanks. */
public final class TerminalSummary {
    static final int WIDTH = 120;
    private static final int LABEL = 14;
    private static final int FIGURE = 14;
    private static final int DIGEST_CHARS = 12;
    private static final int NAME_MAX = 30;

    private TerminalSummary() {}

    /** The lines of one run: what it did, how fast, what came of it and what that is worth. */
    public static List<String> run(RunResult run, ReportContext.RunNote note) {
        RunView view = RunView.of(0, run, note);
        RunFacts facts = view.facts();
        List<String> lines = new ArrayList<>();
        lines.add(run.strategy() + " on " + run.instrument() + ", " + run.dataset());
        addWrapped(lines, "Parameters", pairs(run.parameters()));
        addWrapped(lines, "Settings", pairs(run.settings()));
        lines.add(line(
                "Data",
                Figures.time(run.firstTsNs()) + " to " + Figures.time(run.lastTsNs()) + " UTC, "
                        + Figures.count(run.days(), "day")));
        lines.add(line(
                "Input",
                Figures.count(run.events(), "event") + ", " + Figures.count(run.bars(), "bar") + ", "
                        + Figures.count(run.rejectedRows(), "row") + " rejected"));
        lines.add(line("Speed", speed(run)));
        lines.add(line(
                "Orders",
                Figures.count(run.orders()) + " sent, " + Figures.count(run.fillCount(), "fill") + ", "
                        + Figures.count(run.rejects()) + " refused, " + Figures.count(run.openOrders()) + " open; "
                        + Figures.count(run.roundTrips().size(), "round trip")));
        lines.add(line(
                "Equity",
                view.money(run.initialEquity()) + " to " + view.money(run.finalEquity()) + " " + view.currency()
                        + ", lowest cash " + view.money(run.minCash()) + ", fees " + view.money(run.fees())));
        if (!run.carry().equals(RunResult.CarryResult.NONE)) {
            addWrapped(lines, "Carry", carry(view, run.carry()));
        }
        lines.add(ratio("Total return", Figures.percent(run.totalReturn()), facts.strategyEvidence()));
        lines.add(ratio("Buy-and-hold", Figures.percent(run.buyAndHoldReturn()), facts.heldEvidence()));
        lines.add(ratio("Excess", Figures.percent(run.excessReturn()), facts.excessEvidence()));
        lines.add(ratio("Wealth ratio", Figures.percent(facts.wealthRatio()), facts.excessEvidence()));
        lines.add(ratio("Sharpe", Figures.ratio(run.sharpe()), facts.strategyEvidence()));
        lines.add(ratio("Max drawdown", Figures.percent(run.maxDrawdown(), false), facts.strategyEvidence()));
        lines.add(ratio("Exposure", Figures.percent(facts.exposureMean(), false), facts.strategyEvidence()));
        lines.add(line("Risk profile", RunFacts.riskProfile(run)));
        for (RunResult.AllocationResult one : run.allocations()) {
            lines.add(line(
                    cut(one.name(), LABEL - 1),
                    view.signedMoney(one.pnl()) + ", fees " + view.money(one.fees()) + ", carry "
                            + view.signedMoney(one.carry()) + ", " + Figures.count(one.fills(), "fill") + "; "
                            + one.strategy() + " on " + String.join(", ", one.instruments())));
        }
        lines.add(line("Digests", "state " + digest(run.stateDigest()) + ", outbound " + digest(run.outboundDigest())));
        if (note.verification() != Verification.NOT_REPLAYED) {
            lines.add(line("Replay", (verified(note) ? "verified byte for byte " : "DIFFERS ") + note.detail()));
        }
        addWrapped(lines, "Verdict", view.verdict().sentence());
        return ascii(lines);
    }

    private static String carry(RunView view, RunResult.CarryResult carry) {
        return "dividends " + view.signedMoney(carry.dividends())
                + ", funding " + view.signedMoney(carry.funding())
                + ", fractions " + view.signedMoney(carry.fractions())
                + ", borrow " + view.signedMoney(carry.borrow())
                + ", interest " + view.signedMoney(carry.interest())
                + ", delistings " + view.signedMoney(carry.delistings());
    }

    /** One line for each run under a heading, then how many of them beat buy-and-hold and whether the data can tell. */
    public static List<String> table(List<RunResult> runs, ReportContext context) {
        List<RunView> views = new ArrayList<>();
        for (int i = 0; i < runs.size(); i++) {
            views.add(RunView.of(i, runs.get(i), context.note(i)));
        }
        int dataset = column(views.stream().map(v -> v.run().dataset()).toList(), "Data set");
        int strategy = column(views.stream().map(v -> v.run().strategy()).toList(), "Strategy");
        String format = "%-" + dataset + "s  %-" + strategy + "s %9s %9s %9s %7s %8s %7s %7s  %s";
        List<String> lines = new ArrayList<>();
        lines.add(String.format(
                format,
                "Data set",
                "Strategy",
                "Return",
                "Held",
                "Excess",
                "Sharpe",
                "Drawdown",
                "Trips",
                "Replay",
                "Long enough?"));
        String before = "";
        for (RunView view : views) {
            RunResult run = view.run();
            String name = cut(run.dataset(), dataset);
            lines.add(String.format(
                    format,
                    name.equals(before) ? "" : name,
                    cut(run.strategy(), strategy),
                    Figures.percent(run.totalReturn()),
                    Figures.percent(run.buyAndHoldReturn()),
                    Figures.percent(run.excessReturn()),
                    Figures.ratio(run.sharpe()),
                    Figures.percent(run.maxDrawdown(), false),
                    Figures.count(run.roundTrips().size()),
                    replayed(view.note()),
                    enough(view)));
            before = name;
        }
        lines.addAll(wrap(OverviewTable.headline(views), WIDTH));
        return ascii(lines);
    }

    private static String enough(RunView view) {
        Evidence evidence = view.facts().excessEvidence();
        return evidence.enough()
                ? (view.verdict().settled() ? "yes" : "unsettled")
                : "no: " + evidence.have() + " of " + evidence.needOrUnknown();
    }

    private static String replayed(ReportContext.RunNote note) {
        return switch (note.verification()) {
            case VERIFIED -> "ok";
            case DIFFERS -> "DIFFERS";
            case NOT_REPLAYED -> "-";
        };
    }

    private static boolean verified(ReportContext.RunNote note) {
        return note.verification() == Verification.VERIFIED;
    }

    private static String speed(RunResult run) {
        return run.seconds() > 0
                ? Figures.seconds(run.seconds()) + ", " + Figures.count(Math.round(run.events() / run.seconds()))
                        + " events/s"
                : Figures.seconds(run.seconds());
    }

    private static String digest(String digest) {
        return cut(digest, DIGEST_CHARS);
    }

    private static String pairs(Map<String, String> map) {
        return map.entrySet().stream().map(e -> e.getKey() + "=" + e.getValue()).collect(Collectors.joining(" "));
    }

    private static int column(List<String> values, String heading) {
        int longest = values.stream().mapToInt(String::length).max().orElse(0);
        return Math.clamp(longest, heading.length(), NAME_MAX);
    }

    private static String cut(String text, int max) {
        return text.length() <= max ? text : text.substring(0, max);
    }

    private static String ratio(String label, String figure, Evidence evidence) {
        return line(
                label,
                String.format("%-" + FIGURE + "s", figure) + (figure.equals(Figures.NONE) ? "" : evidence.caveat()));
    }

    private static String line(String label, String text) {
        return String.format("  %-" + LABEL + "s", label) + text;
    }

    private static void addWrapped(List<String> lines, String label, String text) {
        if (text.isEmpty()) {
            return;
        }
        String heading = label;
        for (String part : wrap(text, WIDTH - LABEL - 2)) {
            lines.add(line(heading, part));
            heading = "";
        }
    }

    /** A text under a label, in as many lines as it needs. */
    static List<String> labelled(String label, String text) {
        List<String> lines = new ArrayList<>();
        addWrapped(lines, label, text);
        return lines;
    }

    private static List<String> wrap(String text, int width) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.split(" ")) {
            if (line.length() > 0 && line.length() + 1 + word.length() > width) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.length() == 0 ? "" : " ").append(word);
        }
        lines.add(line.toString());
        return lines;
    }

    static List<String> ascii(List<String> lines) {
        return lines.stream()
                .map(line -> line.replace('\u2212', '-').stripTrailing())
                .toList();
    }
}
