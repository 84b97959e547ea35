package io.reprise.research.access;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A call as it is to be audited; what is not known of it is null.
 *
 * @param actor name of who called; "anonymous" without a valid token
 * @param tokenId of the token, empty without one
 * @param scope that the call needed
 * @param what was called, such as {@code mcp run_backtest} or {@code POST /api/v1/jobs}
 * @param arguments as they were given, without secrets
 * @param outcome how it ended
 * @param detail one sentence: the result in short, or why not
 * @param session id of the session that it concerned
 * @param effectSeq sequence in that session's journal at which it took effect
 * @param approver who approved or refused what was done
 */
public record AuditEvent(
        String actor,
        String tokenId,
        Scope scope,
        String what,
        Map<String, Object> arguments,
        Outcome outcome,
        String detail,
        String session,
        Long effectSeq,
        String approver) {
    /** How a call ended. */
    public enum Outcome {
        /** It was done, or answered. */
        OK,
        /** A dry run: it said what it would do. */
        DRY_RUN,
        /** A proposal was made: a person decides. */
        PROPOSED,
        /** The caller may not. */
        DENIED,
        /** It made no sense: malformed, too large, of an unknown id, replayed. */
        INVALID,
        /** It was tried and failed. */
        FAILED
    }

    public AuditEvent {
        arguments = Collections.unmodifiableMap(new LinkedHashMap<>(arguments));
    }

    /** A call by a known caller, of which nothing else is known yet. */
    public static AuditEvent of(Principal principal, String what) {
        return new AuditEvent(
                principal.name(), principal.tokenId(), null, what, Map.of(), Outcome.OK, null, null, null, null);
    }

    /** A call without a valid token. */
    public static AuditEvent anonymous(String what) {
        return new AuditEvent("anonymous", "", null, what, Map.of(), Outcome.DENIED, null, null, null, null);
    }

    public AuditEvent needing(Scope needed) {
        return new AuditEvent(actor, tokenId, needed, what, arguments, outcome, detail, session, effectSeq, approver);
    }

    public AuditEvent with(Map<String, ?> given) {
        return new AuditEvent(
                actor, tokenId, scope, what, Map.copyOf(given), outcome, detail, session, effectSeq, approver);
    }

    public AuditEvent ended(Outcome how, String sentence) {
        return new AuditEvent(actor, tokenId, scope, what, arguments, how, sentence, session, effectSeq, approver);
    }

    /** @param seq at which it took effect, null when it did not */
    public AuditEvent on(String sessionId, Long seq) {
        return new AuditEvent(actor, tokenId, scope, what, arguments, outcome, detail, sessionId, seq, approver);
    }

    public AuditEvent approvedBy(String person) {
        return new AuditEvent(actor, tokenId, scope, what, arguments, outcome, detail, session, effectSeq, person);
    }
}
