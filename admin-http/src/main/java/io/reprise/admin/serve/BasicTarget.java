package io.reprise.admin.serve;

import io.reprise.codecs.CommandKind;
import io.reprise.engine.live.OperatorCommands;
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
        CommandKind kind = switch (action.kind()) {
            case "halt" -> CommandKind.HALT;
            case "resume" -> CommandKind.RESUME;
            case "flatten" -> CommandKind.FLATTEN;
            case "cancel-all" -> CommandKind.CANCEL_ALL;
            default -> throw new IllegalArgumentException("this engine does not take " + action.kind());
        };
        return new Taken(0, OperatorCommands.send(session.journal(), kind));
    }
}
