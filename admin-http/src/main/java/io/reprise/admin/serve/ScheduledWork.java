package io.reprise.admin.serve;

import io.reprise.admin.schedule.Schedule;
import io.reprise.research.access.Audit;
import io.reprise.research.access.AuditEvent;
import io.reprise.research.access.AuditEvent.Outcome;
import io.reprise.research.access.Principal;
import io.reprise.research.access.Scope;
import io.reprise.research.jobs.JobQueue;
import io.reprise.research.jobs.JobRequest;
import io.reprise.research.jobs.JobType;
import io.reprise.research.jobs.SessionRequest;
import io.reprise.research.jobs.Sessions;
import io.reprise.research.workspace.SessionFolder;
import io.reprise.research.workspace.Workspace;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** Does what a schedule says, and audits it under the name of the schedule and of who made it. */
record ScheduledWork(Workspace workspace, Sessions sessions, JobQueue jobs, Audit audit)
        implements Function<Schedule, String> {
    @Override
    public String apply(Schedule schedule) {
        Principal principal = Principal.local(
                "schedule " + schedule.id() + " by " + schedule.by(), Set.of(Scope.PAPER, Scope.RESEARCH));
        AuditEvent event = AuditEvent.of(principal, "schedule " + schedule.action())
                .with(Map.of("cron", schedule.cron(), "request", schedule.request()));
        if (schedule.session() != null) {
            event = event.on(schedule.session(), null);
        }
        try {
            String outcome = work(schedule, principal);
            audit.record(event.ended(Outcome.OK, outcome));
            return outcome;
        } catch (RuntimeException failed) {
            String why = workspace.shown(String.valueOf(failed.getMessage()));
            audit.record(event.ended(Outcome.FAILED, why));
            throw new IllegalStateException(why, failed);
        }
    }

    /** Without settings it is one that there is, with those that it had. */
    private SessionFolder start(Schedule schedule, Principal principal) {
        return schedule.request().isEmpty()
                ? sessions.startAgain(sessions.id(schedule.session()), null, principal)
                : sessions.start(new SessionRequest(schedule.session(), schedule.request()), principal);
    }

    private String work(Schedule schedule, Principal principal) {
        return switch (schedule.action()) {
            case START_SESSION -> "started " + start(schedule, principal).id();
            case STOP_SESSION ->
                "stopped " + sessions.stop(schedule.session(), principal).id();
            case JOB ->
                "queued job "
                        + jobs.submit(new JobRequest(JobType.parse(schedule.jobType()), schedule.request()), principal)
                                .id();
        };
    }
}
