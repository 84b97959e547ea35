package io.reprise.admin.api;

import io.reprise.admin.http.Answer;
import io.reprise.admin.http.Body;
import io.reprise.admin.http.Maybe;
import io.reprise.admin.http.Page;
import io.reprise.admin.http.Param;
import io.reprise.admin.http.Route;
import io.reprise.admin.schedule.Schedule;
import io.reprise.admin.schedule.Schedules;
import io.reprise.research.access.Scope;
import java.util.List;
import java.util.Map;

/** What starts, stops and runs at a time of day. */
final class ScheduleResource implements Resource {
    private final Schedules schedules;

    ScheduleResource(Schedules schedules) {
        this.schedules = schedules;
    }

    /** A schedule, and when it is next due. */
    record ScheduleView(
            String id,
            String cron,
            Schedule.Action action,
            @Maybe String session,
            @Maybe String jobType,
            Map<String, Object> request,
            String by,
            @Maybe String next,
            @Maybe String lastRun,
            @Maybe String lastOutcome) {}

    /**
     * A schedule that is to be.
     *
     * @param cron minute, hour, day, month, weekday, in UTC
     * @param session name of the session to start, or id of the one to stop
     * @param request settings of what is started; a session that there is has its own without
     */
    @Body
    record NewSchedule(
            String cron,
            Schedule.Action action,
            @Maybe String session,
            @Maybe String jobType,
            @Maybe Map<String, Object> request) {
        Schedule schedule(String by) {
            boolean isJob = action == Schedule.Action.JOB;
            if (isJob == (jobType == null) || isJob != (session == null)) {
                throw new IllegalArgumentException(
                        isJob
                                ? "a job's schedule needs jobType, and no session"
                                : "a session's schedule needs session");
            }
            return new Schedule(
                    "", cron, action, session, request == null ? Map.of() : request, jobType, by, null, null);
        }
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get("/schedules")
                        .needs(Scope.ADMIN)
                        .says("The schedules.")
                        .lists(ScheduleView.class)
                        .does(call -> Answer.ok(Page.of(
                                schedules.list().stream().map(this::view).toList(), call))),
                Route.post("/schedules")
                        .needs(Scope.ADMIN)
                        .says("Adds a schedule: start or stop a session, or run a job, at times in UTC.")
                        .takes(NewSchedule.class)
                        .gives(ScheduleView.class)
                        .status(201)
                        .acts()
                        .does(call -> {
                            NewSchedule asked = call.body(NewSchedule.class);
                            return Answer.json(
                                    201,
                                    view(schedules.add(
                                            asked.schedule(call.principal().name()))));
                        }),
                Route.post("/schedules/{id}")
                        .needs(Scope.ADMIN)
                        .says("Changes a schedule.")
                        .with(Param.id("id", "A schedule."))
                        .takes(NewSchedule.class)
                        .gives(ScheduleView.class)
                        .acts()
                        .does(call -> Answer.ok(view(schedules.change(
                                call.path("id"),
                                call.body(NewSchedule.class)
                                        .schedule(call.principal().name()))))),
                Route.delete("/schedules/{id}")
                        .needs(Scope.ADMIN)
                        .says("Removes a schedule.")
                        .with(Param.id("id", "A schedule."))
                        .gives(ScheduleView.class)
                        .acts()
                        .does(call -> Answer.ok(view(schedules.remove(call.path("id"))))));
    }

    private ScheduleView view(Schedule schedule) {
        return new ScheduleView(
                schedule.id(),
                schedule.cron(),
                schedule.action(),
                schedule.session(),
                schedule.jobType(),
                schedule.request(),
                schedule.by(),
                schedules.next(schedule),
                schedule.lastRun(),
                schedule.lastOutcome());
    }
}
