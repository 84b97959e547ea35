package io.reprise.research.command;

import io.reprise.engine.backtest.Backtest;
import io.reprise.engine.backtest.Lookahead;
import io.reprise.engine.cli.JsonOutput;
import io.reprise.engine.cli.Progress;
import io.reprise.engine.time.Times;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code validate lookahead}: the truncation test. */
@Command(
        name = "lookahead",
        description =
                "Whether a strategy, on the data up to an instant, sees and decides exactly what it did up to there on "
                        + "all data.",
        footer = "Exit code 1 when it does not. " + BacktestOptions.DEFAULTS)
final class LookaheadCommand implements Callable<Integer> {
    private static final int CUTS_MAX = 1000;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--journal",
            required = true,
            paramLabel = "DIR",
            description = "A market journal; repeatable, ties in time go by this order.")
    private List<Path> journals;

    @Option(names = "--cuts", paramLabel = "N", description = "How many instants (default: ${DEFAULT-VALUE}).")
    private int cuts = 8;

    @Option(names = "--seed", paramLabel = "N", description = "Which instants (default: ${DEFAULT-VALUE}).")
    private long seed = 1;

    @Option(names = "--json", description = "One JSON object on standard output.")
    private boolean json;

    @Mixin
    private BacktestOptions options;

    @Mixin
    private CatalogOption catalog;

    @Override
    public Integer call() throws IOException {
        if (cuts < 1 || cuts > CUTS_MAX) {
            throw new IllegalArgumentException("--cuts cannot be " + cuts + ": it must be 1 to " + CUTS_MAX);
        }
        var config = options.toConfig();
        Backtest.Request request = Backtest.Request.unrecorded(journals, config);
        Lookahead.Verdict verdict;
        try (Progress progress = Progress.start("lookahead", spec.commandLine().getErr(), json)) {
            verdict =
                    Lookahead.check(request, catalog.catalog(), cuts, seed, runs -> progress.at(runs, (long) cuts + 2));
        }
        print(config.strategy(), verdict);
        return verdict.passes() ? 0 : 1;
    }

    private void print(String strategy, Lookahead.Verdict verdict) {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            try (JsonOutput object = new JsonOutput(out)) {
                object.text("strategy", strategy)
                        .flag("passes", verdict.passes())
                        .number("bars", verdict.bars())
                        .number("features", verdict.features())
                        .number("decisions", verdict.decisions())
                        .number("orders", verdict.orders())
                        .number("seed", seed)
                        .texts(
                                "cuts",
                                verdict.cutsNs().stream().map(Times::format).toList())
                        .text("difference", verdict.difference());
            }
            return;
        }
        if (verdict.passes()) {
            out.println(strategy + " does not look ahead: on the data up to each of " + cuts + " instants (seed " + seed
                    + ") it saw and decided what it did on all of them, over " + verdict.bars() + " bars with "
                    + verdict.features() + " features and " + verdict.orders() + " orders");
        } else {
            out.println(
                    strategy + " LOOKS AHEAD, or keeps something from one run to the next: " + verdict.difference());
        }
    }
}
