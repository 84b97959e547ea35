package io.reprise.engine.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code journal}: looks into a journal, whoever wrote it. */
@Command(
        name = "journal",
        description = "Looks into a journal: what is in it, whether it is whole, frame by frame.",
        subcommands = {
            JournalStatCommand.class,
            JournalCatCommand.class,
            JournalBookCommand.class,
            JournalExportCommand.class,
            JournalVerifyCommand.class,
            JournalRepairCommand.class,
            JournalSealCommand.class
        })
public final class JournalCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "say what to do: journal stat, cat, book, export, verify, repair or seal, and the folder");
    }
}
