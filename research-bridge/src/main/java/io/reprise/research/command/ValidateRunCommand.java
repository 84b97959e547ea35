package io.reprise.research.command;

import io.reprise.engine.backtest.Replay;
import io.reprise.engine.backtest.RunResult;
import io.reprise.engine.cli.Progress;
import io.reprise.engine.pipeline.RingSettings;
import io.reprise.engine.pipeline.Topology;
import io.reprise.research.report.RunValidation;
import io.reprise.research.store.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code validate run}: what a finished backtest is worth. */
@Command(
        name = "run",
        description = "Holds a finished run's daily returns against luck, and its wealth against buy-and-hold.",
        footer =
                "The run is replayed from its journal, so the returns are the recorded ones. docs/validation.md tells how to read it.")
final class ValidateRunCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "RUN", description = "The report folder of a backtest, or its journal.")
    private Path run;

    @Option(
            names = "--fitted-until",
            paramLabel = "DATE",
            description = "The last UTC day that had a say in the parameters; only later days count.")
    private LocalDate fittedUntil;

    @Option(
            names = "--goal",
            paramLabel = "G",
            defaultValue = "0.5",
            description = "Least ratio of wealth to buy-and-hold's, less 1 (default: ${DEFAULT-VALUE}).")
    private double goal;

    @Option(
            names = "--trials",
            paramLabel = "N",
            description = "Distinct trials that this run was chosen from, for the deflated Sharpe ratio.")
    private long trials;

    @Option(
            names = "--trial-deviation",
            paramLabel = "S",
            description = "Standard deviation of the trials' Sharpe ratios a year.")
    private double trialDeviation;

    @Option(
            names = "--resamples",
            paramLabel = "N",
            defaultValue = "2000",
            description = "Of the bootstrap and of the shuffle (default: ${DEFAULT-VALUE}).")
    private int resamples;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Of both (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--source",
            paramLabel = "DIR",
            description = "Where a market journal is now, if not where it was; in order.")
    private List<Path> sources = List.of();

    @Option(names = "--json", description = "One JSON object on standard output.")
    private boolean json;

    @Mixin
    private CatalogOption catalog;

    @Override
    public Integer call() throws IOException {
        var options = new RunValidation.Options(fittedUntil, goal, trials, trialDeviation, resamples, seed);
        Path journal = Files.isDirectory(run.resolve(RunFolders.JOURNAL)) ? run.resolve(RunFolders.JOURNAL) : run;
        RunValidation validation;
        try (var _ = Progress.start("validate", spec.commandLine().getErr(), json)) {
            Replay replay = sources.isEmpty()
                    ? Replay.of(journal, catalog.catalog())
                    : new Replay(journal, sources, catalog.catalog());
            RunResult result = replay.run(Topology.INLINE, RingSettings.DEFAULT);
            validation = RunValidation.of(result, options);
        }
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.print(Json.pretty(validation.figures()));
        } else {
            validation.lines().forEach(out::println);
        }
        return 0;
    }
}
