package io.reprise.admin.serve;

import io.reprise.admin.alert.AlertWatch;
import io.reprise.admin.api.Desks;
import io.reprise.admin.http.Problem;
import io.reprise.engine.hot.HotState;
import io.reprise.research.workspace.SessionFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The paper sessions and the disk, as alerts look at them. Owned by the alerts' thread. */
final class Sight implements AlertWatch.Sight {
    private final Desks desks;
    private final Map<String, Boolean> endedByStopped = new HashMap<>();

    Sight(Desks desks) {
        this.desks = desks;
    }

    @Override
    public List<AlertWatch.Standing> sessions() {
        List<AlertWatch.Standing> standings = new ArrayList<>();
        for (SessionFolder session : desks.workspace().sessions()) {
            if (session.kind().equals(SessionFolder.PAPER)) {
                standings.add(standing(session));
            }
        }
        return standings;
    }

    private AlertWatch.Standing standing(SessionFolder session) {
        if (session.running()) {
            endedByStopped.remove(session.id());
            return new AlertWatch.Standing(session.id(), true, false, hot(session));
        }
        // Asked once for each stop: it reads the journal's end.
        boolean ended = endedByStopped.computeIfAbsent(session.id(), id -> ended(session));
        return new AlertWatch.Standing(session.id(), false, ended, null);
    }

    private HotState hot(SessionFolder session) {
        try {
            return desks.ask(session, desk -> desk.hot().orElse(null));
        } catch (Problem | IllegalArgumentException notYet) {
            return null;
        }
    }

    private boolean ended(SessionFolder session) {
        try {
            return desks.summary(session).ended();
        } catch (Problem | IllegalArgumentException damaged) {
            return false;
        }
    }

    @Override
    public long diskFreeBytes() throws IOException {
        return Files.getFileStore(desks.workspace().root()).getUsableSpace();
    }
}
