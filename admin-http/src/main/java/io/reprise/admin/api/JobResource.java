package io.reprise.admin.api;

import io.reprise.admin.http.Answer;
import io.reprise.admin.http.Body;
import io.reprise.admin.http.Maybe;
import io.reprise.admin.http.OneOf;
import io.reprise.admin.http.Page;
import io.reprise.admin.http.Param;
import io.reprise.admin.http.Problem;
import io.reprise.admin.http.Route;
import io.reprise.research.access.Principal;
import io.reprise.research.access.Scope;
import io.reprise.research.jobs.Job;
import io.reprise.research.jobs.JobQueue;
import io.reprise.research.jobs.JobRequest;
import io.reprise.research.jobs.JobState;
import io.reprise.research.jobs.JobType;
import java.util.List;
import java.util.Map;

/** Research jobs: one at a time, at low priority, in processes of their own. */
final class JobResource implements Resource {
    private final JobQueue jobs;

    JobResource(JobQueue jobs) {
        this.jobs = jobs;
    }

    /** A job that is asked for. */
    @Body
    record NewJob(
            @OneOf({"backtest", "sweep", "what-if", "diverge", "replay", "verify", "validate", "archive"})
            String type,

            Map<String, Object> request) {}

    /** A job as it is now. */
    record JobView(
            String id,
            String type,
            JobState state,
            Map<String, Object> request,
            String owner,
            String submitted,
            @Maybe String started,
            @Maybe String ended,
            long done,
            long total,
            @Maybe Long etaSeconds,
            double cpuSeconds,
            long trials,
            @Maybe String runId,
            @Maybe String error) {
        static JobView of(Job job) {
            return new JobView(
                    job.id(),
                    job.type(),
                    job.state(),
                    job.request(),
                    job.owner(),
                    job.submitted(),
                    job.started(),
                    job.ended(),
                    job.done(),
                    job.total(),
                    job.etaSeconds(),
                    job.cpuSeconds(),
                    job.trials(),
                    job.runId(),
                    job.error());
        }
    }

    @Override
    public List<Route> routes() {
        Param id = Param.id("id", "A job.");
        return List.of(
                Route.get("/jobs")
                        .needs(Scope.RESEARCH)
                        .says("The jobs, newest first.")
                        .lists(JobView.class)
                        .does(call -> Answer.ok(
                                Page.of(jobs.list().stream().map(JobView::of).toList(), call))),
                Route.post("/jobs")
                        .needs(Scope.RESEARCH)
                        .says("Queues a job, or gives the one that was queued for the same.")
                        .takes(NewJob.class)
                        .gives(JobView.class)
                        .status(202)
                        .acts()
                        .does(call -> {
                            NewJob asked = call.body(NewJob.class);
                            return submit(asked.type(), asked.request(), call.principal());
                        }),
                Route.get("/jobs/{id}")
                        .needs(Scope.RESEARCH)
                        .says("One job.")
                        .with(id)
                        .gives(JobView.class)
                        .does(call -> Answer.ok(JobView.of(jobs.get(call.path("id"))))),
                Route.delete("/jobs/{id}")
                        .needs(Scope.RESEARCH)
                        .says("Cancels a job; one that has ended stays as it is.")
                        .with(id)
                        .gives(JobView.class)
                        .acts()
                        .does(call -> Answer.ok(
                                JobView.of(Problem.conflicts(() -> jobs.cancel(call.path("id"), call.principal()))))),
                Route.get("/jobs/{id}/result")
                        .needs(Scope.RESEARCH)
                        .says("What a done job answered with.")
                        .with(id)
                        .gives(Map.class)
                        .does(call -> Answer.raw(Problem.conflicts(() -> jobs.result(call.path("id"))))),
                Route.get("/journals/{id}/verify")
                        .needs(Scope.RESEARCH)
                        .says("Queues a check of a journal for damage.")
                        .with(Param.id("id", "A journal, a session or a run."))
                        .gives(JobView.class)
                        .status(202)
                        .does(call -> submit("verify", Map.of("journal", call.path("id")), call.principal())));
    }

    private Answer submit(String type, Map<String, Object> request, Principal principal) {
        Job job = Problem.conflicts(() -> jobs.submit(new JobRequest(JobType.parse(type), request), principal));
        return Answer.json(202, JobView.of(job));
    }
}
