package io.reprise.admin.serve;

import io.reprise.engine.control.Command;
import io.reprise.engine.control.EngineLink;
import io.reprise.research.access.Principal;
import io.reprise.research.proposal.Action;
import io.reprise.research.proposal.ActionTarget;
import io.reprise.research.workspace.SessionFolder;

/** The four commands that every engine takes. */
final class BasicTarget implements ActionTarget {
    @Override
    public String describe(SessionFolder session, Action action) {
        return action.kind() + " of " + session.name();
    }

    @Override
    public Taken send(SessionFolder session, Action action, Principal principal, String key) {
        Command command = switch (action.kind()) {
            case "halt" -> new Command.Halt();
            case "resume" -> new Command.Resume();
            case "flatten" -> new Command.Flatten();
            case "cancel-all" -> new Command.CancelAll();
            default -> throw new IllegalArgumentException("this engine does not take " + action.kind());
        };
        try (EngineLink link = EngineLink.open(session.journal())) {
            io.reprise.engine.control.Taken taken = link.send(command, key == null ? EngineLink.NO_KEY : key, 0);
            return new Taken(taken.commandId(), taken.seq());
        }
    }
}
