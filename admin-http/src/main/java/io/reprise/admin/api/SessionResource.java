package io.reprise.admin.api;

import io.reprise.admin.http.Answer;
import io.reprise.admin.http.Json.Dec;
import io.reprise.admin.http.Json.Moment;
import io.reprise.admin.http.Maybe;
import io.reprise.admin.http.Page;
import io.reprise.admin.http.Param;
import io.reprise.admin.http.Problem;
import io.reprise.admin.http.Route;
import io.reprise.engine.backtest.JournalHeader;
import io.reprise.engine.hot.HotState;
import io.reprise.engine.time.SystemClock;
import io.reprise.research.access.Scope;
import io.reprise.research.workspace.SessionFolder;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Sessions: what there is, and how each stands. */
final class SessionResource implements Resource {
    private final Sessions sessions;
    private final SystemClock clock;

    SessionResource(Sessions sessions, SystemClock clock) {
        this.sessions = sessions;
        this.clock = clock;
    }

    /** A session or a run with a journal. */
    record SessionView(
            String id,
            String name,
            String kind,
            boolean running,
            @Maybe Long pid,
            @Maybe String strategy,
            Map<String, String> parameters,
            List<String> instruments,
            long lastSeq,
            @Maybe Moment time,
            long marketEvents,
            long orders,
            long fills,
            long rejects,
            long denials,
            boolean halted,
            boolean drawdownTripped,
            boolean diverged,
            boolean ended,
            @Maybe Dec equity,
            @Maybe Dec initialCash) {
        static SessionView of(SessionFolder folder) {
            JournalHeader header = Sessions.header(folder);
            Optional<HotState> hot = Sessions.hot(folder);
            HotState.Session session = hot.map(HotState::session).orElse(null);
            return new SessionView(
                    folder.id(),
                    folder.name(),
                    folder.kind(),
                    folder.running(),
                    folder.running() && session != null ? session.pid() : null,
                    header.configuration().get("strategy"),
                    header.configuration(),
                    Sessions.names(header),
                    session == null ? 0 : session.seq(),
                    session == null ? null : Moment.of(session.tsInitNs()),
                    session == null ? 0 : session.marketEvents(),
                    session == null ? 0 : session.ordersSent(),
                    session == null ? 0 : session.fills(),
                    session == null ? 0 : session.rejects(),
                    session == null ? 0 : session.denials(),
                    session != null && session.halted(),
                    session != null && session.drawdownTripped(),
                    session != null && session.diverged(),
                    !folder.running(),
                    hot.map(state -> Dec.of(state.account().equity())).orElse(null),
                    hot.map(state -> Dec.of(state.account().initialCash())).orElse(null));
        }
    }

    @Override
    public List<Route> routes() {
        Param id = Param.id("id", "A session, or a run with a journal.");
        return List.of(
                Route.get("/sessions")
                        .needs(Scope.READ)
                        .says("The sessions, and the runs that left a journal.")
                        .lists(SessionView.class)
                        .does(call -> {
                            Page<SessionFolder> page = Page.of(sessions.all(), call);
                            return Answer.ok(new Page<>(
                                    page.items().stream().map(SessionView::of).toList(), page.next()));
                        }),
                Route.get("/sessions/{id}")
                        .needs(Scope.READ)
                        .says("One session.")
                        .with(id)
                        .gives(SessionView.class)
                        .does(call -> Answer.ok(SessionView.of(sessions.folder(call.path("id"))))),
                Route.get("/sessions/{id}/state")
                        .needs(Scope.READ)
                        .says("A session's newest state.")
                        .with(id)
                        .gives(State.class)
                        .does(call -> {
                            SessionFolder folder = sessions.folder(call.path("id"));
                            HotState hot = Sessions.hot(folder)
                                    .orElseThrow(() -> Problem.notFound("this session shows no hot state"));
                            return Answer.ok(Sessions.state(hot, folder.running(), clock.epochNs()));
                        }));
    }
}
