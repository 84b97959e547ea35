package io.reprise.research.command;

import io.reprise.engine.backtest.RunConfig;
import io.reprise.engine.backtest.WhatIf;
import io.reprise.engine.cli.Progress;
import io.reprise.research.report.CounterfactualPage;
import io.reprise.research.report.WhatIfText;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code what-if}: a recorded run with other settings, beside itself; the unchanged replay is proven first. */
@Command(
        name = "what-if",
        description =
                "Says what a recorded run would have done with other settings. First the unchanged replay must give "
                        + "the recorded decisions again, byte for byte; then the run is simulated once unchanged and once changed, "
                        + "and the effect is the difference of the two.",
        footer =
                "What is not given stays as it was recorded. A session's operator commands are given again, each after as "
                        + "many market events as then. docs/counterfactuals.md tells more.")
final class WhatIfCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "JOURNAL",
            description = "The journal of a run: the folder journal/ of a report, or that of a session.")
    private Path journal;

    @Option(
            names = "--strategy",
            paramLabel = "NAME",
            description = "Another strategy; it begins with its own default parameters.")
    private String strategy;

    @Option(
            names = "--source",
            paramLabel = "DIR",
            description = "Where a market journal is now, if not where it was; in order.")
    private List<Path> sources = List.of();

    @Option(names = "--report", paramLabel = "FILE", description = "An HTML page with the answer.")
    private Path page;

    @Option(names = "--json", description = "One JSON object on standard output.")
    private boolean json;

    @Mixin
    private SettingOptions settings;

    @Mixin
    private CatalogOption catalog;

    @Override
    public Integer call() throws IOException {
        if (strategy == null && settings.isEmpty()) {
            throw new IllegalArgumentException(
                    "nothing is to be changed: give a setting, such as --set fast=8 or --fee-bps 5");
        }
        WhatIf whatIf = WhatIf.of(journal, sources, catalog.catalog());
        RunConfig change = settings.over(whatIf.recorded(), strategy);
        WhatIf.Answer answer;
        try (var _ = Progress.start("what-if", spec.commandLine().getErr(), json)) {
            answer = whatIf.ask(change);
        }
        if (page != null) {
            CounterfactualPage.write(page, journal.toString(), answer);
        }
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            CounterfactualJson.print(out, journal, answer);
        } else {
            WhatIfText.lines(journal.toString(), answer).forEach(out::println);
        }
        return 0;
    }
}
