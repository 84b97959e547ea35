package io.reprise.admin.api;

import io.reprise.admin.http.Problem;
import io.reprise.engine.control.Desk;
import io.reprise.engine.control.SessionSummary;
import io.reprise.engine.journal.JournalFolder;
import io.reprise.engine.time.SystemClock;
import io.reprise.research.workspace.SessionFolder;
import io.reprise.research.workspace.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The desks of the sessions that are asked about, with damage told as a problem. Safe from any thread. */
public final class Desks {
    private static final int SUMMARIES_MAX = 2_000;

    private final Workspace workspace;
    private final io.reprise.research.workspace.Desks desks;
    private final SystemClock clock;
    private final Map<String, Ended> summaries = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Ended> eldest) {
            return size() > SUMMARIES_MAX;
        }
    };

    /** What a session that is over was, while its journal stays as it is. */
    private record Ended(Object version, SessionSummary summary) {}

    public Desks(Workspace workspace, io.reprise.research.workspace.Desks desks, SystemClock clock) {
        this.workspace = workspace;
        this.desks = desks;
        this.clock = clock;
    }

    public Workspace workspace() {
        return workspace;
    }

    SystemClock clock() {
        return clock;
    }

    public SessionFolder folder(String id) {
        return workspace.session(id);
    }

    /** Asks a session's desk; damage in its journal is a 409 that says where. */
    public <T> T ask(SessionFolder session, Function<Desk, T> question) {
        try {
            return desks.ask(session, question);
        } catch (IllegalStateException damage) {
            throw new Problem(409, "journal", String.valueOf(damage.getMessage()));
        }
    }

    <T> T ask(String id, Function<Desk, T> question) {
        return ask(folder(id), question);
    }

    /** What a session is and how far it is. That of one that is over is reckoned once. */
    public SessionSummary summary(SessionFolder session) {
        Object version = version(session);
        if (!session.running()) {
            synchronized (summaries) {
                Ended known = summaries.get(session.id());
                if (known != null && known.version().equals(version)) {
                    return known.summary();
                }
            }
        }
        SessionSummary summary = ask(session, Desk::summary);
        if (!summary.running()) {
            synchronized (summaries) {
                summaries.put(session.id(), new Ended(version, summary));
            }
        }
        return summary;
    }

    /** Changes whenever a journal is written in order; one without a manifest has no version that holds. */
    private static Object version(SessionFolder session) {
        Path manifest = session.journal().resolve(JournalFolder.MANIFEST);
        try {
            return List.of(Files.getLastModifiedTime(manifest), Files.size(manifest));
        } catch (IOException none) {
            return new Object();
        }
    }
}
