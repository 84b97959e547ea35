package io.reprise.research.workspace;

import io.reprise.engine.control.Desk;
import io.reprise.engine.journal.JournalFolder;
import io.reprise.engine.journal.JournalManifest;
import io.reprise.engine.strategy.StrategyCatalog;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The desks of sessions and runs, open while they are used: opening one reads the beginning of its journal. A desk that was
 * not used for longest is closed when there are too many. Safe from any thread.
 */
public final class Desks implements AutoCloseable {
    private static final int OPEN_MAX = 12;

    private final StrategyCatalog catalog;
    private final Map<String, Held> held = new LinkedHashMap<>(16, 0.75f, true);

    public Desks(StrategyCatalog catalog) {
        this.catalog = catalog;
    }

    /** A desk, how many use it now, and what tells it from one over another journal in its place. */
    private static final class Held {
        private final Desk desk;
        private final Object identity;
        private int users;
        private boolean dropped;

        Held(Desk desk, Object identity) {
            this.desk = desk;
            this.identity = identity;
        }
    }

    /** Asks a session's desk; it is not closed meanwhile. */
    public <T> T ask(SessionFolder session, Function<Desk, T> question) {
        Held taken = take(session);
        try {
            return question.apply(taken.desk);
        } finally {
            giveBack(taken);
        }
    }

    private synchronized Held take(SessionFolder session) {
        Object identity = identity(session);
        Held found = held.get(session.id());
        if (found != null && !found.identity.equals(identity)) {
            held.remove(session.id());
            drop(found);
            found = null;
        }
        if (found == null) {
            makeRoom();
            found = new Held(Desk.open(session.journal(), List.of(), catalog), identity);
            held.put(session.id(), found);
        }
        found.users++;
        return found;
    }

    /** A run that is run again into the same folder has another digest, and a session begun anew another first segment. */
    private static Object identity(SessionFolder session) {
        JournalManifest manifest = JournalManifest.read(session.journal());
        return List.of(
                manifest.properties().getOrDefault("stateDigest", ""),
                manifest.stream(JournalFolder.INBOUND).firstTsInitNs(),
                session.running());
    }

    private void makeRoom() {
        Iterator<Map.Entry<String, Held>> oldest = held.entrySet().iterator();
        while (held.size() >= OPEN_MAX && oldest.hasNext()) {
            Held next = oldest.next().getValue();
            if (next.users == 0) {
                oldest.remove();
                drop(next);
            }
        }
    }

    private static void drop(Held gone) {
        gone.dropped = true;
        if (gone.users == 0) {
            gone.desk.close();
        }
    }

    private synchronized void giveBack(Held taken) {
        taken.users--;
        if (taken.dropped && taken.users == 0) {
            taken.desk.close();
        }
    }

    @Override
    public synchronized void close() {
        held.values().forEach(Desks::drop);
        held.clear();
    }
}
