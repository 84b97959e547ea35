package io.reprise.mcp.server;

import io.modelcontextprotocol.common.McpTransportContext;
import io.reprise.research.access.AccessDenied;
import io.reprise.research.access.Audit;
import io.reprise.research.access.AuditEvent;
import io.reprise.research.access.AuditEvent.Outcome;
import io.reprise.research.access.Principal;
import io.reprise.research.access.Scope;
import io.reprise.research.proposal.ProposalConflict;
import io.reprise.research.workspace.UnknownId;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * What stands around every call: who calls, whether they may, and the audit, which is written before the answer leaves. Safe
 * from any thread.
 */
public final class Guard {
    private static final Set<String> METHODS = Set.of(
            "initialize",
            "ping",
            "tools/list",
            "tools/call",
            "resources/list",
            "resources/templates/list",
            "resources/read",
            "prompts/list",
            "prompts/get",
            "logging/setLevel",
            "completion/complete");

    private final Audit audit;
    private final Set<String> tools;

    /** @param tools names of those that there are */
    Guard(Audit audit, Set<String> tools) {
        this.audit = audit;
        this.tools = Set.copyOf(tools);
    }

    /** How a call failed, as its caller is told. */
    record Refusal(Outcome outcome, String sentence) {
        static Refusal of(Throwable failed, UnaryOperator<String> shown) {
            String sentence =
                    failed.getMessage() == null ? failed.getClass().getSimpleName() : shown.apply(failed.getMessage());
            return switch (failed) {
                case AccessDenied denied -> new Refusal(Outcome.DENIED, sentence);
                case UnknownId unknown -> new Refusal(Outcome.INVALID, sentence);
                case ProposalConflict conflict -> new Refusal(Outcome.INVALID, sentence);
                case IllegalArgumentException bad -> new Refusal(Outcome.INVALID, sentence);
                case ArithmeticException bad -> new Refusal(Outcome.INVALID, sentence);
                case IllegalStateException failure -> new Refusal(Outcome.FAILED, sentence);
                default ->
                    new Refusal(
                            Outcome.FAILED, "unexpected " + failed.getClass().getSimpleName() + ": " + sentence);
            };
        }
    }

    /** Who calls, by a token that is valid now. */
    Principal caller(McpTransportContext context, String what, Map<String, Object> arguments) {
        try {
            return Caller.of(context);
        } catch (AccessDenied denied) {
            audit.record(AuditEvent.anonymous("mcp " + what)
                    .with(arguments)
                    .ended(Outcome.DENIED, denied.reason() + ": " + denied.getMessage()));
            throw denied;
        }
    }

    /** Records a call that was answered. */
    void record(Call call, Scope scope) {
        audit.record(AuditEvent.of(call.principal(), "mcp " + call.tool())
                .needing(scope)
                .with(call.arguments())
                .on(call.session(), call.effectSeq())
                .ended(call.outcome(), call.detail()));
    }

    /** Records a call that was refused or failed. */
    void record(Principal principal, String what, Scope scope, Map<String, Object> arguments, Refusal refusal) {
        audit.record(AuditEvent.of(principal, "mcp " + what)
                .needing(scope)
                .with(arguments)
                .ended(refusal.outcome(), refusal.sentence()));
    }

    /** Records what was read without a tool. */
    void record(Principal principal, String what, Map<String, Object> arguments) {
        audit.record(AuditEvent.of(principal, "mcp " + what).needing(Scope.READ).with(arguments));
    }

    /** Records what a transport refused before it was a call: no message, too large, no valid token, replayed. */
    public void refused(Principal principal, String what, Outcome outcome, String sentence) {
        AuditEvent event =
                principal == null ? AuditEvent.anonymous("mcp " + what) : AuditEvent.of(principal, "mcp " + what);
        audit.record(event.ended(outcome, sentence));
    }

    /**
     * Records a session's begin.
     *
     * @param principal null without a valid token: then its calls will be denied
     */
    public void began(Principal principal, String client) {
        String what = "mcp initialize";
        AuditEvent event = principal == null ? AuditEvent.anonymous(what) : AuditEvent.of(principal, what);
        audit.record(event.needing(Scope.READ).with(Map.of("client", client)));
    }

    /** Records a request that no handler will see, for there is none: the protocol answers it with an error. */
    public void unknown(Principal principal, String method, Object params) {
        if (!METHODS.contains(method)) {
            refused(principal, "request", Outcome.INVALID, "there is no method '" + cut(method) + "'");
        } else if (method.equals("tools/call")) {
            Object name = params instanceof Map<?, ?> map ? map.get("name") : null;
            if (name == null || !tools.contains(String.valueOf(name))) {
                refused(
                        principal,
                        "tools/call",
                        Outcome.INVALID,
                        "there is no tool '" + cut(String.valueOf(name)) + "'");
            }
        }
    }

    private static String cut(String text) {
        return text.length() <= 80 ? text : text.substring(0, 80) + "...";
    }
}
