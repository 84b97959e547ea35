package io.reprise.research.access;

/**
 * A call as the audit holds it.
 *
 * @param id where it stands: the audit journal's number and the sequence of its first frame there
 * @param time when it was recorded, ISO-8601 UTC
 * @param seq sequence in the engine's journal at which it took effect, null when it did not or there is none
 * @param arguments JSON text, without secrets, cut where it is long
 */
public record AuditEntry(
        String id,
        String time,
        String actor,
        String token,
        String scope,
        String what,
        String arguments,
        String outcome,
        String detail,
        String session,
        Long seq,
        String approver) {
    AuditEntry at(String place) {
        return new AuditEntry(
                place, time, actor, token, scope, what, arguments, outcome, detail, session, seq, approver);
    }
}
