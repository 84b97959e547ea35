package io.reprise.engine.cli;

import io.reprise.codecs.CommandKind;
import io.reprise.engine.live.OperatorCommands;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What an operator says to a running engine, by the command queue: it works without the side-car. */
abstract class OperatorCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "JOURNAL", description = "The journal of the running session.")
    private Path journal;

    @Option(names = "--json", description = "One JSON object on standard output.")
    private boolean json;

    private final CommandKind kind;

    private OperatorCommand(CommandKind kind) {
        this.kind = kind;
    }

    @Override
    public Integer call() {
        long seq = OperatorCommands.send(journal, kind);
        String name = spec.name();
        spec.commandLine()
                .getOut()
                .println(
                        json
                                ? "{\"command\": \"" + name + "\", \"sequence\": " + seq + "}"
                                : name + " took effect at sequence " + seq);
        return 0;
    }

    @Command(name = "halt", description = "Lets no new position be opened in a running session; closing orders pass.")
    static final class Halt extends OperatorCommand {
        Halt() {
            super(CommandKind.HALT);
        }
    }

    @Command(name = "resume", description = "Lifts a halt, and a tripped drawdown breaker, in a running session.")
    static final class Resume extends OperatorCommand {
        Resume() {
            super(CommandKind.RESUME);
        }
    }

    @Command(name = "flatten", description = "Closes every position of a running session.")
    static final class Flatten extends OperatorCommand {
        Flatten() {
            super(CommandKind.FLATTEN);
        }
    }

    @Command(name = "cancel-all", description = "Cancels every working order of a running session.")
    static final class CancelAll extends OperatorCommand {
        CancelAll() {
            super(CommandKind.CANCEL_ALL);
        }
    }
}
