package io.reprise.admin.schedule;

import java.util.Map;

/**
 * Something that is done at a time of day.
 *
 * @param id of the schedule
 * @param cron when, in UTC
 * @param action what
 * @param session name or id of the session that it concerns, null for a job
 * @param request what a session is started with, or a job's request; empty for a stop
 * @param jobType type of the job, null for a session
 * @param by name of the token that made it
 * @param lastRun when it was done last, ISO-8601 UTC, null for never
 * @param lastOutcome how that ended, in one sentence
 */
public record Schedule(
        String id,
        String cron,
        Action action,
        String session,
        Map<String, Object> request,
        String jobType,
        String by,
        String lastRun,
        String lastOutcome) {
    /** What is done. */
    public enum Action {
        START_SESSION,
        STOP_SESSION,
        JOB
    }

    Schedule ran(String time, String outcome) {
        return new Schedule(id, cron, action, session, request, jobType, by, time, outcome);
    }
}
