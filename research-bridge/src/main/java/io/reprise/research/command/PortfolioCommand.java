package io.reprise.research.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code portfolio}: how capital is divided. */
@Command(
        name = "portfolio",
        description = "How capital is divided among assets. docs/portfolio-optimization.md tells more.",
        subcommands = {OptimizeCommand.class})
final class PortfolioCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "say what to do: portfolio optimize");
    }
}
