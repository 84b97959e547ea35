package io.reprise.research.command;

import io.reprise.engine.cli.JsonOutput;
import io.reprise.engine.cli.Progress;
import io.reprise.research.history.DataDoctor;
import io.reprise.research.history.DataFinding;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code doctor data}: whether the data are what they are said to be, and what a strategy should be careful with. */
@Command(
        name = "data",
        description =
                "Examines the cold store and the market journals: manifests and checksums; gaps, duplicates, rows out"
                        + " of order, price outliers, zero volume, crossed quotes, funding clocks. Exit code 1 when data are not"
                        + " what their manifest says; all else is only told.")
final class DoctorDataCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private StoreOptions places;

    @Option(names = "--json", description = "One JSON object on standard output.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        DataDoctor.Report report;
        try (Progress progress =
                Progress.start("doctor data", spec.commandLine().getErr(), json)) {
            report = DataDoctor.run(places.store(), places.journals(), rows -> progress.at(rows, 0));
        }
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            printJson(report, out);
        } else {
            for (DataFinding finding : report.findings()) {
                out.println(String.format(
                        Locale.ROOT,
                        "%-4s  %-19s %s: %s",
                        finding.level().name().toLowerCase(Locale.ROOT),
                        finding.check(),
                        finding.subject(),
                        finding.sentence()));
            }
            long rows = report.examined().stream()
                    .mapToLong(DataDoctor.Examined::rows)
                    .sum();
            out.printf(
                    Locale.ROOT,
                    "%,d rows of %d series looked at, %d findings%n",
                    rows,
                    report.examined().size(),
                    report.findings().size());
        }
        return report.ok() ? 0 : 1;
    }

    private static void printJson(DataDoctor.Report report, PrintWriter out) {
        try (JsonOutput result = new JsonOutput(out)) {
            result.flag("ok", report.ok())
                    .array(
                            "examined",
                            () -> report.examined()
                                    .forEach(one -> result.element(() -> result.text("subject", one.subject())
                                            .number("rows", one.rows()))))
                    .array(
                            "findings",
                            () -> report.findings()
                                    .forEach(finding -> result.element(() -> result.text(
                                                    "level",
                                                    finding.level().name().toLowerCase(Locale.ROOT))
                                            .text("check", finding.check())
                                            .text("subject", finding.subject())
                                            .number("count", finding.count())
                                            .text("sentence", finding.sentence()))));
        }
    }
}
