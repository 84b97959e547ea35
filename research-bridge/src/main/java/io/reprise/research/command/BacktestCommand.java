package io.reprise.research.command;

import io.reprise.engine.backtest.Backtest;
import io.reprise.engine.backtest.RunResult;
import io.reprise.engine.cli.ConfigOption;
import io.reprise.engine.cli.Progress;
import io.reprise.engine.cli.Sealing;
import io.reprise.engine.cli.Version;
import io.reprise.engine.config.Configuration;
import io.reprise.engine.journal.JournalManifest;
import io.reprise.research.report.ReportContext;
import io.reprise.research.report.ReportFolder;
import io.reprise.research.report.ResultJson;
import io.reprise.research.report.TerminalSummary;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code backtest}: market journals through the pipeline with a strategy and a simulated venue. */
@Command(
        name = "backtest",
        description = "Runs a strategy over market journals, or over a range of history, and leaves a report and a"
                + " journal of the run.",
        footer = BacktestOptions.DEFAULTS)
final class BacktestCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private MarketOptions market;

    @Option(names = "--out", paramLabel = "DIR", description = "The report folder (default: reports/STRATEGY).")
    private Path out;

    @Option(names = "--json", description = "One JSON object on standard output.")
    private boolean json;

    @Mixin
    private BacktestOptions options;

    @Mixin
    private CatalogOption catalog;

    @Mixin
    private ConfigOption configuration;

    @Override
    public Integer call() throws IOException {
        Configuration settings = configuration.load();
        var config = options.toConfig(settings.riskPolicy());
        Path folder = out != null ? out : Path.of("reports", config.strategy());
        Sealing sealing = Sealing.of(settings, spec.commandLine().getErr()::println);
        RunResult result;
        try (Progress progress = Progress.start("backtest", spec.commandLine().getErr(), json)) {
            List<Path> journals = market.journals(folder, progress);
            Backtest.Request request = new Backtest.Request(journals, config, null, settings.runJournal());
            long total = events(journals);
            result = RunFolders.run(request, catalog.catalog(), folder, sealing, events -> progress.at(events, total));
            ReportContext context = new ReportContext(
                    result.strategy() + " on " + result.dataset(), Version.code(), List.of(ReportContext.RunNote.NONE));
            ReportFolder.write(folder, result, context);
        }
        if (json) {
            spec.commandLine()
                    .getOut()
                    .print(ResultJson.text(
                            result, folder.resolve(ReportFolder.FILLS).toString()));
        } else {
            TerminalSummary.run(result, ReportContext.RunNote.NONE)
                    .forEach(spec.commandLine().getOut()::println);
            spec.commandLine().getOut().println("report   " + folder.resolve(ReportFolder.REPORT));
            spec.commandLine().getOut().println("journal  " + folder.resolve(RunFolders.JOURNAL));
        }
        return 0;
    }

    /** Market events of all journals, as far as their manifests say. */
    private static long events(List<Path> journals) {
        return journals.stream()
                .mapToLong(journal -> Long.parseLong(
                        JournalManifest.read(journal).properties().getOrDefault("acceptedRows", "0")))
                .sum();
    }
}
