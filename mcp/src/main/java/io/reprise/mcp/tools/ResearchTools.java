package io.reprise.mcp.tools;

import io.reprise.mcp.server.Call;
import io.reprise.mcp.server.Schema;
import io.reprise.mcp.server.Tool;
import io.reprise.research.access.AuditEvent;
import io.reprise.research.access.Scope;
import io.reprise.research.jobs.Job;
import io.reprise.research.jobs.JobCommands;
import io.reprise.research.jobs.JobRequest;
import io.reprise.research.jobs.JobState;
import io.reprise.research.jobs.JobType;
import io.reprise.research.store.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Research in the queue: backtests, what-ifs, divergences, verification. */
final class ResearchTools implements ToolPack {
    private static final long LOOK_MS = 250;
    private static final long WAIT_SECONDS = 30;
    private static final long WAIT_SECONDS_MAX = 1_800;
    private static final long MS_PER_SECOND = 1_000;
    private static final long QUICK_EVENTS = 200_000;

    private final Services services;

    ResearchTools(Services services) {
        this.services = services;
    }

    @Override
    public List<Tool> tools() {
        return List.of(
                backtest(),
                sweep(),
                whatIf(),
                diverge(),
                verify(),
                validate(),
                new Tool(
                        "job_status",
                        "Status of a job",
                        "Says how far a job is, with an estimate of the seconds left, and gives its result once it is done.",
                        List.of(Scope.READ),
                        Tool.Kind.READS,
                        waiting(Schema.input().text("job", "A job's id.").needs("job"))
                                .map(),
                        answer().map(),
                        call -> await(services.jobs().get(call.text("job")), call, 0)),
                new Tool(
                        "list_jobs",
                        "List jobs",
                        "Lists research jobs, newest first: who asked, where each is, what it took.",
                        List.of(Scope.READ),
                        Tool.Kind.READS,
                        Rows.paged(Schema.input()).map(),
                        Rows.page("id, type, state, owner, submitted, done, total, etaSeconds, runId, error")
                                .map(),
                        call -> Rows.page(
                                services.jobs().list(),
                                call.text("cursor"),
                                call.number("limit", Rows.LIMIT),
                                ResearchTools::row)),
                new Tool(
                        "cancel_job",
                        "Cancel a job",
                        "Ends a job of yours that waits or runs. One that has ended stays as it is.",
                        List.of(Scope.RESEARCH),
                        Tool.Kind.ACTS,
                        Schema.input().text("job", "A job's id.").needs("job").map(),
                        Schema.output()
                                .object("job", "The job as it is now.")
                                .needs("job")
                                .map(),
                        call -> Map.of("job", row(services.jobs().cancel(call.text("job"), call.principal())))));
    }

    // ---- what each takes ------------------------------------------------------------------------------------------

    private static Schema waiting(Schema input) {
        return input.integer(
                "wait_seconds",
                0,
                WAIT_SECONDS_MAX,
                "How long to wait for the result (default " + WAIT_SECONDS
                        + ", with progress notifications); afterwards ask job_status.");
    }

    private static Schema settings(Schema input) {
        input.values("parameters", "Parameters of the strategy by name; the others keep their defaults.")
                .values("limits", "Limits of the portfolio by key, such as leverage or class.CRYPTO.");
        new TreeMap<>(JobCommands.SETTINGS).forEach((key, option) -> {
            boolean isFlag = key.equals("unlimitedLiquidity") || key.equals("optimistic");
            input.property(
                    key,
                    Map.of(
                            "type",
                            isFlag ? "boolean" : List.of("string", "number"),
                            "description",
                            "As " + option + " of the command line; decimals are exact as text."));
        });
        return input;
    }

    private static Schema answer() {
        return Schema.output()
                .object("job", "id, type, state, done, total, etaSeconds, runId, error, cpuSeconds")
                .object("result", "The result once the job is done, else null.")
                .maybeNumber("trialsOnThisData", "Backtests of this strategy on this data so far: each counts.")
                .needs("job", "result");
    }

    private Tool backtest() {
        return new Tool(
                "run_backtest",
                "Run a backtest",
                "Runs a strategy over market journals with a simulated venue and leaves a run with report and journal. "
                        + "quick runs the last " + QUICK_EVENTS
                        + " events only: use it first, then the whole. The same "
                        + "request gives the stored run. The result carries an honest verdict: quote it with the figures.",
                List.of(Scope.RESEARCH),
                Tool.Kind.ADDS,
                waiting(settings(Schema.input()
                                .texts("journals", 16, "Ids of market journals, from list_journals.")
                                .text("strategy", "A strategy's name, from list_strategies.")
                                .flag("quick", "Only the last " + QUICK_EVENTS + " events of each journal.")
                                .integer("last", 1, 10_000_000_000L, "Only the last so many events of each journal.")
                                .needs("journals", "strategy")))
                        .map(),
                answer().map(),
                call -> {
                    Map<String, Object> request = request(call);
                    if (Boolean.TRUE.equals(request.remove("quick"))) {
                        request.putIfAbsent("last", QUICK_EVENTS);
                    }
                    return submit(JobType.BACKTEST, request, call);
                });
    }

    private Tool sweep() {
        return new Tool(
                "run_sweep",
                "Sweep parameters",
                "Runs a strategy with many sets of parameters over one journal of bars, each to the last unit as run_backtest "
                        + "would, and leaves all cells as Parquet with a heat map. Every cell is a trial of your budget, and the "
                        + "best of many looks good by chance: say how many there were.",
                List.of(Scope.RESEARCH),
                Tool.Kind.ADDS,
                waiting(settings(Schema.input()
                                .text("journal", "Id of a market journal of bars, from list_journals.")
                                .text("strategy", "A strategy's name, from list_strategies.")
                                .values("grid", "Values by parameter: FROM..TO, FROM..TO:STEP or A,B,C.")
                                .integer("random", 1, 1_000_000, "Only so many combinations, drawn at random.")
                                .integer("seed", 0, Long.MAX_VALUE, "Of what is drawn (default 1).")
                                .needs("journal", "strategy", "grid")))
                        .map(),
                answer().map(),
                call -> submit(JobType.SWEEP, request(call), call));
    }

    private Tool whatIf() {
        return new Tool(
                "what_if",
                "Ask what a run would have done",
                "Runs a recorded run or session again with other settings. First the unchanged replay is proven to give the "
                        + "recorded decisions byte for byte; the effect is the difference of two simulations of the same inputs. "
                        + "It names the first event on which they part.",
                List.of(Scope.RESEARCH),
                Tool.Kind.ADDS,
                waiting(settings(Schema.input()
                                .text("run", "Id of a run or session.")
                                .text("strategy", "Another strategy; it begins with its own defaults.")
                                .needs("run")))
                        .map(),
                answer().map(),
                call -> submit(JobType.WHAT_IF, request(call), call));
    }

    private Tool diverge() {
        return new Tool(
                "diverge",
                "Find where two runs part",
                "Finds the first event at which two recorded runs decide differently, and says which of their inputs (data, "
                        + "parameters, costs, ...) the gap between their profits comes from.",
                List.of(Scope.RESEARCH),
                Tool.Kind.ADDS,
                waiting(Schema.input()
                                .text("a", "Id of a run or session.")
                                .text("b", "Id of another.")
                                .needs("a", "b"))
                        .map(),
                answer().map(),
                call -> submit(JobType.DIVERGE, request(call), call));
    }

    private Tool verify() {
        return new Tool(
                "verify_journal",
                "Verify a journal",
                "Checks every document of a journal of market data, a run or a session by its checksums and its chain, and "
                        + "by its signed seals if asked.",
                List.of(Scope.RESEARCH),
                Tool.Kind.ADDS,
                waiting(Schema.input()
                                .text("journal", "Id of a market journal, run or session.")
                                .flag("seals", "Hold it against its signed seals as well.")
                                .needs("journal"))
                        .map(),
                answer().map(),
                call -> submit(JobType.VERIFY, request(call), call));
    }

    private Tool validate() {
        return new Tool(
                "validate",
                "Is a run more than luck?",
                "Replays a finished run and holds its daily returns against luck: Sharpe ratio with bootstrap bounds and its "
                        + "probability to be above 0, minimum track record, wealth against buy-and-hold with its lower 95 % bound "
                        + "and a verdict, the drawdown against other orders of the trades. Give trials and their deviation when "
                        + "the run was chosen from several.",
                List.of(Scope.RESEARCH),
                Tool.Kind.ADDS,
                waiting(Schema.input()
                                .text("run", "Id of a run, from list_runs.")
                                .text(
                                        "fittedUntil",
                                        "The last UTC day that had a say in the parameters; only later days count.")
                                .property(
                                        "goal",
                                        Map.of(
                                                "type",
                                                List.of("string", "number"),
                                                "description",
                                                "Least ratio of wealth to buy-and-hold's, less 1 (default 0.5)."))
                                .integer("trials", 1, 1_000_000_000L, "Distinct trials that the run was chosen from.")
                                .property(
                                        "trialDeviation",
                                        Map.of(
                                                "type",
                                                List.of("string", "number"),
                                                "description",
                                                "Standard deviation of the trials' Sharpe ratios a year."))
                                .needs("run"))
                        .map(),
                answer().map(),
                call -> submit(JobType.VALIDATE, request(call), call));
    }

    private static Map<String, Object> request(Call call) {
        Map<String, Object> request = new LinkedHashMap<>(call.arguments());
        request.remove("wait_seconds");
        return request;
    }

    // ---- waiting for it -------------------------------------------------------------------------------------------

    private Map<String, Object> submit(JobType type, Map<String, Object> request, Call call) throws Exception {
        Job job = services.jobs().submit(new JobRequest(type, request), call.principal());
        return await(job, call, WAIT_SECONDS);
    }

    private Map<String, Object> await(Job submitted, Call call, long defaultSeconds) throws InterruptedException {
        long waitMs = call.number("wait_seconds", defaultSeconds) * MS_PER_SECOND;
        Job job = submitted;
        for (long waited = 0; !job.state().ended() && waited < waitMs; waited += LOOK_MS) {
            call.progress().at(job.done(), job.total(), progress(job));
            job = services.jobs().await(job.id(), LOOK_MS);
        }
        if (job.state() == JobState.FAILED) {
            throw new IllegalStateException("job " + job.id() + " failed: " + job.error());
        }
        call.ends(AuditEvent.Outcome.OK, "job " + job.id() + " " + job.state());
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("job", row(job));
        answer.put(
                "result",
                job.state() == JobState.DONE ? Json.map(services.jobs().result(job.id())) : null);
        answer.put("trialsOnThisData", trials(job));
        return answer;
    }

    private static String progress(Job job) {
        return job.state() == JobState.QUEUED
                ? "waiting for its turn"
                : job.etaSeconds() == null ? "running" : "running, about " + job.etaSeconds() + " s left";
    }

    private Long trials(Job job) {
        if (!job.type().equals(JobType.BACKTEST.text())) {
            return null;
        }
        return services.jobs().list().stream()
                .filter(other -> other.type().equals(job.type()))
                .filter(other ->
                        other.request().get("strategy").equals(job.request().get("strategy")))
                .filter(other ->
                        other.request().get("journals").equals(job.request().get("journals")))
                .map(Job::digest)
                .distinct()
                .count();
    }

    static Map<String, Object> row(Job job) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("id", job.id());
        row.put("type", job.type());
        row.put("state", job.state().name());
        row.put("owner", job.owner());
        row.put("request", job.request());
        row.put("submitted", job.submitted());
        row.put("started", job.started());
        row.put("ended", job.ended());
        row.put("done", job.done());
        row.put("total", job.total());
        row.put("etaSeconds", job.etaSeconds());
        row.put("cpuSeconds", job.cpuSeconds());
        row.put("runId", job.runId());
        row.put("error", job.error());
        return row;
    }
}
