package io.reprise.mcp.tools;

import io.reprise.mcp.server.Call;
import io.reprise.mcp.server.Schema;
import io.reprise.mcp.server.Tool;
import io.reprise.research.access.AuditEvent.Outcome;
import io.reprise.research.access.Scope;
import io.reprise.research.proposal.Action;
import io.reprise.research.proposal.Proposal;
import io.reprise.research.proposal.ProposalState;
import io.reprise.research.proposal.Proposals;
import io.reprise.research.store.Json;
import io.reprise.research.workspace.SessionFolder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a person must approve, and the kill switch. */
final class ProposalTools implements ToolPack {
    private static final String WAITS =
            " It only proposes: a person approves or refuses it in the console before it expires; list_proposals says how it ended.";
    private static final int REASON_CHARS_MAX = 2_000;

    private final Services services;

    ProposalTools(Services services) {
        this.services = services;
    }

    @Override
    public List<Tool> tools() {
        return List.of(proposeChange(), proposeOrder(), listProposals(), killSwitch());
    }

    private static Schema proposing(Schema input) {
        return ActionTools.acting(input)
                .text("session", "Id of a running session.")
                .longText("reason", REASON_CHARS_MAX, "Why, for the person who decides.")
                .integer(
                        "expires_seconds",
                        1,
                        Proposals.TTL_SECONDS_MAX,
                        "How long it may be approved (default " + Proposals.TTL_SECONDS + ").");
    }

    private static Schema proposed() {
        return ActionTools.acted().object("proposal", "id, state, expires, digest, whatIf");
    }

    private Tool proposeChange() {
        return new Tool(
                "propose_change",
                "Propose a change of parameters",
                "Proposes new parameters for a strategy of a running session. With the scope research the proposal carries a "
                        + "verified what-if: the difference that the change would have made so far." + WAITS,
                List.of(Scope.LIVE_PROPOSE),
                Tool.Kind.ADDS,
                proposing(Schema.input())
                        .text("strategy", "The strategy's name.")
                        .values("values", "Parameter names and what they become; the others stay.")
                        .needs("session", "strategy", "values", "reason")
                        .map(),
                proposed().map(),
                call -> propose(
                        call,
                        new Action(
                                Action.PARAMETERS,
                                Map.of("strategy", call.text("strategy"), "values", call.values("values")))));
    }

    private Tool proposeOrder() {
        return new Tool(
                "propose_order",
                "Propose an order",
                "Proposes an order of an operator's own in a running session; it passes the same risk checks as a strategy's."
                        + WAITS,
                List.of(Scope.LIVE_PROPOSE),
                Tool.Kind.ADDS,
                proposing(Schema.input())
                        .text("instrument", "The instrument's name.")
                        .choice("side", "Buy or sell.", "BUY", "SELL")
                        .choice("type", "Kind of order (default MARKET).", "MARKET", "LIMIT", "STOP")
                        .property("qty", decimal("Quantity."))
                        .property("limitPx", decimal("Limit price, for LIMIT."))
                        .property("stopPx", decimal("Stop price, for STOP."))
                        .choice("timeInForce", "How long it works (default GTC).", "GTC", "IOC", "FOK")
                        .needs("session", "instrument", "side", "qty", "reason")
                        .map(),
                proposed().map(),
                call -> {
                    Map<String, Object> order = new TreeMap<>();
                    for (String key :
                            List.of("instrument", "side", "type", "qty", "limitPx", "stopPx", "timeInForce")) {
                        if (call.has(key)) {
                            order.put(key, call.arguments().get(key));
                        }
                    }
                    return propose(call, new Action("order", order));
                });
    }

    private static Map<String, Object> decimal(String description) {
        return Map.of("type", List.of("string", "number"), "description", description + " A decimal, exact as text.");
    }

    private Map<String, Object> propose(Call call, Action action) throws Exception {
        SessionFolder session = services.workspace().session(call.text("session"));
        String summary = "Proposed: " + services.target().describe(session, action);
        Map<String, Object> answer = ActionTools.act(services, call, session.id(), summary, () -> {
            Proposal made = services.proposals()
                    .propose(
                            session.id(),
                            action,
                            call.text("reason"),
                            call.number("expires_seconds", Proposals.TTL_SECONDS),
                            call.principal());
            return Map.of("proposal", row(made));
        });
        if (Boolean.FALSE.equals(answer.get("dryRun"))) {
            call.ends(Outcome.PROPOSED, summary);
        }
        return answer;
    }

    private Tool listProposals() {
        return new Tool(
                "list_proposals",
                "List proposals",
                "Lists proposals, newest first: what, by whom, until when, the difference by what-if, and how each was decided.",
                List.of(Scope.READ),
                Tool.Kind.READS,
                Rows.paged(Schema.input()
                                .choice(
                                        "state",
                                        "Only those in this state.",
                                        Arrays.stream(ProposalState.values())
                                                .map(Enum::name)
                                                .toArray()))
                        .map(),
                Rows.page("id, proposer, session, action, summary, state, created, expires, whatIf, approver, seq")
                        .map(),
                call -> Rows.page(
                        services.proposals().list().stream()
                                .filter(proposal -> !call.has("state")
                                        || proposal.state().name().equals(call.text("state")))
                                .toList(),
                        call.text("cursor"),
                        call.number("limit", Rows.LIMIT),
                        ProposalTools::row));
    }

    static Map<String, Object> row(Proposal proposal) {
        Map<String, Object> row = new LinkedHashMap<>(Json.map(Json.text(proposal)));
        row.remove("proposerId");
        return row;
    }

    private Tool killSwitch() {
        return new Tool(
                "kill_switch",
                "Kill switch",
                "Stops a session from trading at once: halts it and cancels its working orders; flatten closes every position as "
                        + "well. It holds over a restart until a person resumes it. With the scope paper it acts; with "
                        + "live-propose only it proposes the halt (or the flatten) to a person."
                        + " A dry run unless dry_run is false.",
                List.of(Scope.PAPER, Scope.LIVE_PROPOSE),
                Tool.Kind.ACTS,
                proposing(Schema.input().flag("flatten", "Close every position as well (default false)."))
                        .needs("session", "reason")
                        .map(),
                proposed().list("steps", "command and seq of each step done").map(),
                this::kill);
    }

    private Map<String, Object> kill(Call call) throws Exception {
        boolean flatten = call.flag("flatten", false);
        if (!call.principal().has(Scope.PAPER)) {
            return propose(call, new Action(flatten ? "flatten" : "halt", Map.of()));
        }
        SessionFolder session = services.workspace().session(call.text("session"));
        List<String> kinds = flatten ? List.of("halt", "cancel-all", "flatten") : List.of("halt", "cancel-all");
        services.target().describe(session, new Action("halt", Map.of()));
        String summary = "In " + session.id() + ": " + String.join(", ", kinds) + ".";
        return ActionTools.act(services, call, session.id(), summary, () -> {
            List<Map<String, Object>> steps = new ArrayList<>();
            Map<String, Object> answer = new LinkedHashMap<>();
            for (String kind : kinds) {
                Map<String, Object> step = ActionTools.send(
                        services,
                        session,
                        new Action(kind, Map.of()),
                        call.principal(),
                        call.text("idempotency_key") + "-" + kind);
                answer.putIfAbsent("seq", step.get("seq"));
                steps.add(Map.of("command", kind, "seq", step.get("seq")));
            }
            answer.put("steps", steps);
            return answer;
        });
    }
}
