package io.reprise.research.proposal;

import io.reprise.engine.control.Command;
import io.reprise.engine.control.EngineLink;
import io.reprise.engine.strategy.StrategyCatalog;
import io.reprise.research.access.Audit;
import io.reprise.research.access.AuditEntry;
import io.reprise.research.access.AuditEvent;
import io.reprise.research.access.Principal;
import io.reprise.research.workspace.SessionFolder;
import io.reprise.research.workspace.UnknownId;
import io.reprise.research.workspace.Workspace;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * The engines of this machine, by their sessions' command queues. Calls that changed a session, or would have, are also
 * written into its journal as notes, next to its orders. Safe from any thread.
 */
public final class EngineTarget implements ActionTarget, AutoCloseable {
    private static final int NOTES_MAX = 1_000;
    private static final int NOTE_CHARS_MAX = 500;
    private static final long ENDING_MS = 2_000;
    private static final Noted END = new Noted(null, "", 0);

    private final Workspace workspace;
    private final StrategyCatalog catalog;
    private final BlockingQueue<Noted> notes = new ArrayBlockingQueue<>(NOTES_MAX);
    private final Thread writer;

    private record Noted(String session, String text, long tokenId) {}

    public EngineTarget(Workspace workspace, StrategyCatalog catalog) {
        this.workspace = workspace;
        this.catalog = catalog;
        writer = Thread.ofPlatform().daemon().name("reprise-notes").start(this::write);
    }

    @Override
    public String describe(SessionFolder session, Action action) {
        Command command = Commands.of(action);
        if (!session.running()) {
            throw new IllegalStateException("no engine runs on the session '" + session.id() + "'");
        }
        try (EngineLink link = EngineLink.open(session.journal(), catalog)) {
            link.check(command);
        }
        return "In " + session.id() + ": " + Commands.sentence(command) + ".";
    }

    @Override
    public Taken send(SessionFolder session, Action action, Principal principal, String key) {
        Command command = Commands.of(action);
        try (EngineLink link = EngineLink.open(session.journal(), catalog)) {
            io.reprise.engine.control.Taken taken = link.send(command, key, principal.tokenNumber());
            if (taken.answer() != null && !taken.answer().approved()) {
                throw new IllegalStateException("the engine took it at sequence " + taken.seq() + " and refused it: "
                        + taken.answer().reason().name());
            }
            return new Taken(taken.commandId(), taken.seq());
        }
    }

    /** Writes each call of an audit that acted on a running session, or was kept from it, into that session's journal too. */
    public void noteCallsOf(Audit audit) {
        audit.listen((event, entry) -> {
            boolean onlyLooked = event.outcome() == AuditEvent.Outcome.OK && event.effectSeq() == null;
            if (event.session() != null && !onlyLooked) {
                // One that finds no room is in the audit all the same.
                notes.offer(new Noted(event.session(), text(entry), number(event.tokenId())));
            }
        });
    }

    private static String text(AuditEntry entry) {
        String text = "audit " + entry.id() + " " + entry.actor() + " " + entry.what() + " " + entry.outcome()
                + (entry.approver() == null ? "" : " by " + entry.approver())
                + (entry.seq() == null ? "" : " at " + entry.seq())
                + (entry.detail() == null ? "" : ": " + entry.detail());
        return text.length() <= NOTE_CHARS_MAX ? text : text.substring(0, NOTE_CHARS_MAX);
    }

    private static long number(String tokenId) {
        return tokenId.isEmpty() ? 0 : Long.parseLong(tokenId, 16);
    }

    private void write() {
        try {
            for (Noted next = notes.take(); next != END; next = notes.take()) {
                write(next);
            }
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
        }
    }

    private void write(Noted noted) {
        try {
            SessionFolder session = workspace.session(noted.session());
            if (session.running()) {
                try (EngineLink link = EngineLink.open(session.journal(), catalog)) {
                    link.send(new Command.Note(noted.text()), EngineLink.NO_KEY, noted.tokenId());
                }
            }
        } catch (UnknownId | IllegalArgumentException | IllegalStateException sessionIsGone) {
            // the audit has it
        }
    }

    /** Writes the notes that wait, as far as their engines take them soon. */
    @Override
    public void close() {
        try {
            if (notes.offer(END, ENDING_MS, TimeUnit.MILLISECONDS)) {
                writer.join(ENDING_MS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        writer.interrupt();
    }
}
