package io.reprise.research.proposal;

import io.reprise.codecs.CommandKind;
import io.reprise.engine.control.Command;
import io.reprise.engine.live.OperatorCommands;
import io.reprise.research.access.Principal;
import io.reprise.research.workspace.SessionFolder;

/** The engines of this machine, by their sessions' command queues. Safe from any thread. */
public final class EngineTarget implements ActionTarget {
    @Override
    public String describe(SessionFolder session, Action action) {
        Command command = Commands.of(action);
        if (!session.running()) {
            throw new IllegalStateException("no engine runs on the session '" + session.id() + "'");
        }
        return "In " + session.id() + ": " + Commands.sentence(command) + ".";
    }

    @Override
    public Taken send(SessionFolder session, Action action, Principal principal, String key) {
        CommandKind kind = switch (Commands.of(action)) {
            case Command.Halt _ -> CommandKind.HALT;
            case Command.Resume _ -> CommandKind.RESUME;
            case Command.Flatten _ -> CommandKind.FLATTEN;
            case Command.CancelAll _ -> CommandKind.CANCEL_ALL;
            case Command.ReduceOnly _ -> CommandKind.REDUCE_ONLY;
            default -> throw new IllegalArgumentException("the engine does not take '" + action.kind() + "'");
        };
        return new Taken(0, OperatorCommands.send(session.journal(), kind));
    }
}
