package io.reprise.mcp.tools;

import io.reprise.mcp.server.Call;
import io.reprise.mcp.server.Schema;
import io.reprise.mcp.server.Tool;
import io.reprise.research.access.AuditEvent.Outcome;
import io.reprise.research.access.Idempotency;
import io.reprise.research.access.Principal;
import io.reprise.research.access.Scope;
import io.reprise.research.jobs.JobCommands;
import io.reprise.research.jobs.SessionRequest;
import io.reprise.research.jobs.Sessions;
import io.reprise.research.proposal.Action;
import io.reprise.research.proposal.ActionTarget;
import io.reprise.research.workspace.SessionFolder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;

/** Acting on paper sessions: dry runs unless told otherwise, each act once by its key. */
final class ActionTools implements ToolPack {
    private static final String DRY =
            " A dry run unless dry_run is false: it then says what it would do and does nothing.";

    private final Services services;

    ActionTools(Services services) {
        this.services = services;
    }

    @Override
    public List<Tool> tools() {
        return List.of(startPaper(), stopPaper(), sendCommand());
    }

    /** Adds what every acting tool takes. */
    static Schema acting(Schema input) {
        return input.flag("dry_run", "Only say what it would do (default true).")
                .text(
                        "idempotency_key",
                        "Needed to act: another one for each act. The same key again gives the first answer and does nothing.");
    }

    /** What every acting tool gives. */
    static Schema acted() {
        return Schema.output()
                .flag("dryRun", "Whether nothing was done.")
                .property("summary", Map.of("type", "string", "description", "What it does, or did."))
                .needs("dryRun", "summary");
    }

    /** Says what would be done, or does it once. */
    static Map<String, Object> act(
            Services services, Call call, String sessionId, String summary, Callable<Map<String, Object>> act)
            throws Exception {
        call.concerns(sessionId, null);
        if (call.flag("dry_run", true)) {
            call.ends(Outcome.DRY_RUN, summary);
            Map<String, Object> answer = new LinkedHashMap<>();
            answer.put("dryRun", true);
            answer.put("summary", summary);
            return answer;
        }
        Map<String, Object> request = new TreeMap<>(call.arguments());
        request.put("tool", call.tool());
        Idempotency.Answer done;
        try {
            done = services.idempotency().once(call.principal(), call.text("idempotency_key"), request, act);
        } catch (Idempotency.Conflict conflict) {
            throw new IllegalArgumentException(conflict.getMessage(), conflict);
        }
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("dryRun", false);
        answer.put("summary", summary);
        answer.putAll(done.body());
        answer.put("replayed", done.replayed());
        call.ends(Outcome.OK, done.replayed() ? "the first answer again; nothing was done" : summary);
        if (done.body().get("seq") instanceof Number seq) {
            call.concerns(sessionId, seq.longValue());
        }
        return answer;
    }

    private Tool startPaper() {
        Schema input = acting(Schema.input())
                .text("name", "The session's name: lower-case letters, digits and dashes.")
                .texts("sources", 16, "Ids of market journals, from list_journals.")
                .text("strategy", "A strategy's name, from list_strategies.")
                .property(
                        "speed",
                        Map.of(
                                "type",
                                List.of("string", "number"),
                                "description",
                                "1 is real time, N is N times as fast, max does not wait (default 1)."))
                .choice("onStop", "Working orders at a stop (default cancel).", "cancel", "keep")
                .integer(
                        "deadMan",
                        5,
                        86_400,
                        "Seconds without the side-car after which it halts (default: an alert only).")
                .values("limits", "Limits of the portfolio by key, such as leverage or class.CRYPTO.")
                .values("parameters", "Parameters of the strategy by name.");
        new TreeMap<>(JobCommands.SETTINGS)
                .forEach((key, option) -> input.property(
                        key,
                        Map.of(
                                "type",
                                List.of("string", "number", "boolean"),
                                "description",
                                "As " + option + " of the command line; decimals are exact as text.")));
        return new Tool(
                "start_paper",
                "Start a paper session",
                "Starts a paper session: recorded data at its own pace through the live pipeline with a simulated venue. The name "
                        + "of a session that was stopped, with its own settings, goes on with it." + DRY,
                List.of(Scope.PAPER),
                Tool.Kind.ACTS,
                input.needs("name", "sources", "strategy").map(),
                acted().object("session", "the session, once it runs").map(),
                this::start);
    }

    private Map<String, Object> start(Call call) throws Exception {
        Map<String, Object> request = new TreeMap<>(call.arguments());
        String name = String.valueOf(request.remove("name"));
        request.remove("dry_run");
        request.remove("idempotency_key");
        SessionRequest start = new SessionRequest(name, request);
        String summary = services.sessions().describe(start);
        return act(services, call, services.sessions().id(name), summary, () -> {
            SessionFolder session = services.sessions().start(start, call.principal());
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("id", session.id());
            row.put("running", session.running());
            return Map.of("session", row);
        });
    }

    private Tool stopPaper() {
        return new Tool(
                "stop_paper",
                "Stop a paper session",
                "Ends a paper session in order: it cancels or keeps its working orders as it was started to, takes a snapshot and "
                        + "ends; start_paper goes on with it later." + DRY,
                List.of(Scope.PAPER),
                Tool.Kind.ACTS,
                acting(Schema.input())
                        .text("session", "Id of a running session.")
                        .needs("session")
                        .map(),
                acted().maybeNumber("exitCode", "0 when it ended in order; null when it is not known.")
                        .map(),
                call -> {
                    SessionFolder session = services.workspace().session(call.text("session"));
                    String summary = "The paper session " + session.id() + " is stopped.";
                    if (!session.running()) {
                        throw new IllegalStateException("the session '" + session.id() + "' does not run");
                    }
                    return act(services, call, session.id(), summary, () -> {
                        Sessions.Stopped stopped = services.sessions().stop(session.id(), call.principal());
                        Map<String, Object> answer = new LinkedHashMap<>();
                        answer.put("exitCode", stopped.exitCode());
                        return answer;
                    });
                });
    }

    private Tool sendCommand() {
        return new Tool(
                "send_command",
                "Command a paper session",
                "Sends a command to a running paper session; it is sequenced in the journal next to the orders, and the answer "
                        + "says at which sequence. kind order takes arguments instrument, side, type, qty, limitPx, stopPx, "
                        + "timeInForce; cancel-order orderId; flatten-instrument instrument; stop-strategy and start-strategy "
                        + "strategy; parameters strategy and values; limits values, such as leverage; halt-, reduce-only- and resume-strategy strategy, "
                        + "and -instrument instrument; the others none." + DRY,
                List.of(Scope.PAPER),
                Tool.Kind.ACTS,
                acting(Schema.input())
                        .text("session", "Id of a running session.")
                        .choice(
                                "kind",
                                "What to do.",
                                Action.KINDS.stream().sorted().toArray())
                        .property("arguments", Map.of("type", "object", "description", "As the kind takes them."))
                        .needs("session", "kind")
                        .map(),
                acted().maybeNumber("seq", "Sequence at which it took effect.").map(),
                call -> {
                    SessionFolder session = services.workspace().session(call.text("session"));
                    Action action = new Action(call.text("kind"), call.values("arguments"));
                    String summary = services.target().describe(session, action);
                    return act(
                            services,
                            call,
                            session.id(),
                            summary,
                            () -> send(services, session, action, call.principal(), call.text("idempotency_key")));
                });
    }

    /** Sends an action to the engine; the key holds there too. */
    static Map<String, Object> send(
            Services services, SessionFolder session, Action action, Principal principal, String key) {
        ActionTarget.Taken taken = services.target().send(session, action, principal, principal.tokenId() + "-" + key);
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("commandId", taken.commandId());
        answer.put("seq", taken.seq());
        return answer;
    }
}
