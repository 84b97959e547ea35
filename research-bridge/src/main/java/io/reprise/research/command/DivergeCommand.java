package io.reprise.research.command;

import io.reprise.engine.backtest.RunGap;
import io.reprise.engine.cli.Progress;
import io.reprise.research.report.CounterfactualPage;
import io.reprise.research.report.DivergeText;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code diverge}: the first event at which two runs decide differently, and what the gap in profit comes from. */
@Command(
        name = "diverge",
        description =
                "Finds the first event at which two recorded runs decide differently, and says which of their inputs "
                        + "the gap between their profits comes from: one after the other is taken from B, and each hybrid is run.",
        footer = "Both must give their recorded decisions again. docs/counterfactuals.md tells more.")
final class DivergeCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "A", description = "The journal of a run: the folder journal/ of a report.")
    private Path a;

    @Parameters(index = "1", paramLabel = "B", description = "The journal of another.")
    private Path b;

    @Option(names = "--report", paramLabel = "FILE", description = "An HTML page with the answer.")
    private Path page;

    @Option(names = "--json", description = "One JSON object on standard output.")
    private boolean json;

    @Mixin
    private CatalogOption catalog;

    @Override
    public Integer call() throws IOException {
        RunGap.Answer answer;
        try (var _ = Progress.start("diverge", spec.commandLine().getErr(), json)) {
            answer = RunGap.between(a, b, catalog.catalog());
        }
        if (page != null) {
            CounterfactualPage.write(page, a.toString(), b.toString(), answer);
        }
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            CounterfactualJson.print(out, a, b, answer);
        } else {
            DivergeText.lines(a.toString(), b.toString(), answer).forEach(out::println);
        }
        return 0;
    }
}
