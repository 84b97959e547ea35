package io.reprise.admin.serve;

import io.reprise.admin.alert.AlertWatch;
import io.reprise.admin.api.Desks;
import io.reprise.admin.http.Problem;
import io.reprise.admin.log.Log;
import io.reprise.engine.control.Command;
import io.reprise.engine.control.EngineLink;
import io.reprise.engine.hot.HotState;
import io.reprise.engine.time.NanoClock;
import io.reprise.research.decay.DecayVerdict;
import io.reprise.research.decay.SessionDecay;
import io.reprise.research.workspace.SessionFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The paper sessions and the disk, as alerts look at them. Owned by the alerts' thread. */
final class Sight implements AlertWatch.Sight {
    private static final long DECAY_EVERY_NS = 60_000_000_000L;

    private final Desks desks;
    private final NanoClock clock;
    private final Log log;
    private final Map<String, Boolean> endedByStopped = new HashMap<>();
    private final Map<String, Decayed> decayedBySession = new HashMap<>();

    /** What was said of a session's strategy, and when. */
    private record Decayed(long atNs, Optional<String> sentence) {}

    Sight(Desks desks, NanoClock clock, Log log) {
        this.desks = desks;
        this.clock = clock;
        this.log = log;
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

    /** Asked once a minute: it reads the session's days. What it says is written into the session's sequence, too, once. */
    @Override
    public Optional<String> decayed(String id) {
        Decayed last = decayedBySession.get(id);
        if (last == null || clock.epochNs() - last.atNs() > DECAY_EVERY_NS) {
            last = new Decayed(clock.epochNs(), verdict(id));
            decayedBySession.put(id, last);
        }
        return last.sentence();
    }

    private Optional<String> verdict(String id) {
        SessionFolder session = desks.folder(id);
        try {
            Optional<DecayVerdict> verdict = desks.ask(
                            session, desk -> SessionDecay.verdict(session, desk, DecayVerdict.FALSE_ALARMS))
                    .filter(found -> found.state().compareTo(DecayVerdict.State.WATCH) >= 0);
            if (verdict.isPresent()) {
                note(session, verdict.get());
            }
            return verdict.map(DecayVerdict::sentence);
        } catch (Problem | IllegalArgumentException | IllegalStateException unreadable) {
            log.warn("the decay of " + id + " cannot be told", Map.of("why", String.valueOf(unreadable.getMessage())));
            return Optional.empty();
        }
    }

    private static void note(SessionFolder session, DecayVerdict verdict) {
        try (EngineLink link = EngineLink.open(session.journal())) {
            link.send(new Command.Note("decay " + verdict.sentence()), verdict.key(), 0);
        }
    }

    @Override
    public long diskFreeBytes() throws IOException {
        return Files.getFileStore(desks.workspace().root()).getUsableSpace();
    }
}
