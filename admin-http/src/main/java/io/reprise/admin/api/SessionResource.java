package io.reprise.admin.api;

import io.reprise.admin.http.Answer;
import io.reprise.admin.http.Body;
import io.reprise.admin.http.Call;
import io.reprise.admin.http.Json;
import io.reprise.admin.http.Json.Dec;
import io.reprise.admin.http.Json.Moment;
import io.reprise.admin.http.Maybe;
import io.reprise.admin.http.Page;
import io.reprise.admin.http.Param;
import io.reprise.admin.http.Problem;
import io.reprise.admin.http.Route;
import io.reprise.admin.http.Scalar;
import io.reprise.admin.http.Text;
import io.reprise.engine.control.SessionSummary;
import io.reprise.research.access.Scope;
import io.reprise.research.jobs.SessionRequest;
import io.reprise.research.jobs.Sessions;
import io.reprise.research.proposal.ActionTarget;
import io.reprise.research.proposal.ActionTarget.Taken;
import io.reprise.research.workspace.SessionFolder;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Sessions: what there is, starting and stopping them, and commands to them. */
final class SessionResource implements Resource {
    private final Desks desks;
    private final Sessions sessions;
    private final ActionTarget target;

    SessionResource(Desks desks, Sessions sessions, ActionTarget target) {
        this.desks = desks;
        this.sessions = sessions;
        this.target = target;
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
            @Maybe String bar,
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
            @Maybe Dec initialCash,
            Map<String, String> configuration,
            @Maybe String error) {
        /** One whose journal cannot be read, be it damaged or only just being made; the others are listed all the same. */
        static SessionView unreadable(SessionFolder folder, String why) {
            return new SessionView(
                    folder.id(),
                    folder.name(),
                    folder.kind(),
                    folder.running(),
                    null,
                    null,
                    Map.of(),
                    null,
                    List.of(),
                    0,
                    null,
                    0,
                    0,
                    0,
                    0,
                    0,
                    false,
                    false,
                    false,
                    false,
                    null,
                    null,
                    Map.of(),
                    why);
        }

        static SessionView of(SessionFolder folder, SessionSummary summary) {
            return new SessionView(
                    folder.id(),
                    folder.name(),
                    summary.kind(),
                    summary.running(),
                    summary.pid() < 0 ? null : summary.pid(),
                    summary.strategy(),
                    summary.parameters(),
                    summary.bar(),
                    summary.instruments(),
                    summary.lastSeq(),
                    Views.moment(summary.timeNs()),
                    summary.marketEvents(),
                    summary.orders(),
                    summary.fills(),
                    summary.rejects(),
                    summary.denials(),
                    summary.halted(),
                    summary.drawdownTripped(),
                    summary.diverged(),
                    summary.ended(),
                    Dec.of(summary.equity()),
                    Dec.of(summary.initialCash()),
                    summary.configuration(),
                    null);
        }
    }

    /** A paper session that is to be started; unless given, the settings are the command line's. */
    @Body
    record NewSession(
            @Text("^[a-z0-9][a-z0-9-]{0,63}$") String name,
            List<String> sources,
            String strategy,
            @Maybe @Scalar Map<String, Object> parameters,
            @Maybe @Scalar Object speed,
            @Maybe @Scalar Object deadMan,
            @Maybe String onStop,
            @Maybe String bar,
            @Maybe @Scalar Object cash,
            @Maybe @Scalar Object qty,
            @Maybe @Scalar Object fraction,
            @Maybe String size,
            @Maybe String stop,
            @Maybe String profile,
            @Maybe @Scalar Map<String, Object> limits,
            @Maybe @Scalar Object feeBps,
            @Maybe @Scalar Object makerFeeBps,
            @Maybe @Scalar Object slippageBps,
            @Maybe @Scalar Object latencyMs,
            @Maybe @Scalar Object tick,
            @Maybe @Scalar Object lot,
            @Maybe @Scalar Object annual,
            @Maybe Boolean unlimitedLiquidity,
            @Maybe Boolean optimistic,
            @Maybe @Scalar Object maxOrderQty,
            @Maybe @Scalar Object maxOrderNotional,
            @Maybe @Scalar Object maxPosition,
            @Maybe @Scalar Object priceCollarBps,
            @Maybe @Scalar Object maxOrdersPerSecond,
            @Maybe @Scalar Object maxDrawdown) {
        SessionRequest request() {
            Map<String, Object> request = new LinkedHashMap<>();
            if (Json.plain(this) instanceof Map<?, ?> all) {
                all.forEach((key, value) -> {
                    if (value != null && !key.equals("name")) {
                        request.put(String.valueOf(key), value);
                    }
                });
            }
            return new SessionRequest(name, request);
        }
    }

    /** @param name of the new session that it begins anew as; for one whose data have ended */
    @Body
    record Again(@Maybe @Text("^[a-z0-9][a-z0-9-]{0,63}$") String name) {}

    /** How a stopped session's engine ended; null when another side-car had started it. */
    record StoppedView(String id, @Maybe Long exitCode) {}

    /** Where a command took effect. */
    record TakenView(long commandId, long seq) {}

    @Override
    public List<Route> routes() {
        Param id = Param.id("id", "A session, or a run with a journal.");
        return List.of(
                Route.get("/sessions")
                        .needs(Scope.READ)
                        .says("The sessions, and the runs that left a journal.")
                        .lists(SessionView.class)
                        .does(call -> {
                            Page<SessionFolder> page = Page.of(desks.workspace().sessions(), call);
                            return Answer.ok(new Page<>(
                                    page.items().stream().map(this::listed).toList(), page.next()));
                        }),
                Route.post("/sessions")
                        .needs(Scope.PAPER)
                        .says("Starts a paper session; one that was stopped goes on where it was.")
                        .takes(NewSession.class)
                        .gives(SessionView.class)
                        .status(201)
                        .acts()
                        .does(call -> {
                            SessionRequest request = call.body(NewSession.class).request();
                            return Answer.json(
                                    201, view(Problem.conflicts(() -> sessions.start(request, call.principal()))));
                        }),
                Route.get("/sessions/{id}")
                        .needs(Scope.READ)
                        .says("One session.")
                        .with(id)
                        .gives(SessionView.class)
                        .does(call -> Answer.ok(view(desks.folder(call.path("id"))))),
                Route.post("/sessions/{id}/start")
                        .needs(Scope.PAPER)
                        .says(
                                "Starts a session again with the settings that it had; under another name it begins anew.")
                        .with(id)
                        .takes(Again.class)
                        .gives(SessionView.class)
                        .status(201)
                        .acts()
                        .does(call -> Answer.json(
                                201,
                                view(Problem.conflicts(() -> sessions.startAgain(
                                        call.path("id"), call.body(Again.class).name(), call.principal()))))),
                Route.post("/sessions/{id}/stop")
                        .needs(Scope.PAPER)
                        .says("Ends a session's engine in order: it takes a snapshot, and can go on later.")
                        .with(id)
                        .takes(Nothing.class)
                        .gives(StoppedView.class)
                        .acts()
                        .does(call -> {
                            Sessions.Stopped stopped =
                                    Problem.conflicts(() -> sessions.stop(call.path("id"), call.principal()));
                            Integer code = stopped.exitCode();
                            return Answer.ok(new StoppedView(stopped.id(), code == null ? null : code.longValue()));
                        }),
                Route.post("/sessions/{id}/commands")
                        .needs(Scope.PAPER)
                        .says("Sends a command; the answer says at which sequence it took effect.")
                        .with(id)
                        .takes(CommandBody.class)
                        .gives(TakenView.class)
                        .acts()
                        .does(this::command));
    }

    private Answer command(Call call) {
        SessionFolder session = desks.folder(call.path("id"));
        CommandBody command = call.body(CommandBody.class);
        Taken taken = Problem.conflicts(() -> target.send(session, command.action(), call.principal(), call.key()));
        return Answer.ok(new TakenView(taken.commandId(), taken.seq())).took(taken.seq());
    }

    private SessionView listed(SessionFolder folder) {
        try {
            return view(folder);
        } catch (Problem | IllegalArgumentException | UncheckedIOException unreadable) {
            return SessionView.unreadable(folder, desks.workspace().shown(unreadable.getMessage()));
        }
    }

    private SessionView view(SessionFolder folder) {
        return SessionView.of(folder, desks.summary(folder));
    }
}
