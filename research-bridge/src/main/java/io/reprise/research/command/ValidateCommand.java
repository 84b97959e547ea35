package io.reprise.research.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code validate}: holds a strategy against what would make its backtest worthless. */
@Command(
        name = "validate",
        description = "Tests of a strategy that a good backtest does not replace.",
        subcommands = {LookaheadCommand.class, ValidateRunCommand.class})
final class ValidateCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "say what to test: validate lookahead or validate run");
    }
}
