package io.reprise.engine.cli;

import io.reprise.engine.cli.MachineChecks.Check;
import io.reprise.engine.cli.MachineChecks.Status;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code doctor}: whether this machine is fit to run the engine. Fails when a check does; a warning is only said. */
@Command(name = "doctor", description = "Checks the machine: JDK, flags, memory, disk, ports, clock.")
public final class DoctorCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(names = "--json", description = "One JSON object on standard output.")
    private boolean json;

    @Override
    public Integer call() {
        List<Check> checks = MachineChecks.all(home(), Path.of("").toAbsolutePath());
        boolean ok = checks.stream().noneMatch(check -> check.status() == Status.FAIL);
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            printJson(checks, ok, out);
        } else {
            for (Check check : checks) {
                out.println(String.format(
                        Locale.ROOT,
                        "%-4s  %-9s %s",
                        check.status().name().toLowerCase(Locale.ROOT),
                        check.name(),
                        check.detail()));
            }
        }
        return ok ? 0 : 1;
    }

    private static void printJson(List<Check> checks, boolean ok, PrintWriter out) {
        try (JsonOutput output = new JsonOutput(out)) {
            output.flag("ok", ok).array("checks", () -> {
                for (Check check : checks) {
                    output.element(() -> output.text("name", check.name())
                            .text("status", check.status().name().toLowerCase(Locale.ROOT))
                            .text("detail", check.detail()));
                }
            });
        }
    }

    private static Path home() {
        String home = System.getProperty("reprise.home");
        return home == null ? null : Path.of(home);
    }
}
