package io.reprise.research.proposal;

import io.reprise.research.access.Principal;
import io.reprise.research.workspace.SessionFolder;

/** The engine of a session, as far as commands go. */
public interface ActionTarget {
    /**
     * Says in one sentence what an action would do now.
     *
     * @throws IllegalArgumentException when it makes no sense to this session, or its engine would refuse it
     */
    String describe(SessionFolder session, Action action);

    /**
     * Sends an action and waits until it is sequenced.
     *
     * @param key the same key again does nothing again and gives the first answer
     * @throws IllegalStateException when nobody takes it
     */
    Taken send(SessionFolder session, Action action, Principal principal, String key);

    /**
     * Where an action took effect.
     *
     * @param commandId its id in the session's command queue
     * @param seq its sequence in the session's journal
     */
    record Taken(long commandId, long seq) {}
}
