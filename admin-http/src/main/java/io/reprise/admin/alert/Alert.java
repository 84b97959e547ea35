package io.reprise.admin.alert;

/**
 * What a rule found. One is open for a rule and a session until it is acknowledged, and the cause has gone.
 *
 * @param id of the alert
 * @param time when it was raised, ISO-8601 UTC
 * @param severity WARN or ERROR
 * @param ruleId of the rule that raised it
 * @param rule its kind
 * @param session null where it concerns none
 * @param text one sentence
 * @param acknowledged whether a person has seen it
 * @param acknowledgedBy name of that person's token
 * @param acknowledgedAt when
 */
public record Alert(
        String id,
        String time,
        String severity,
        String ruleId,
        String rule,
        String session,
        String text,
        boolean acknowledged,
        String acknowledgedBy,
        String acknowledgedAt) {
    Alert acknowledgedBy(String name, String at) {
        return new Alert(id, time, severity, ruleId, rule, session, text, true, name, at);
    }
}
