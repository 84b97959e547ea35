package io.reprise.research.jobs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.engine.time.SystemClock;
import io.reprise.research.access.AccessDenied;
import io.reprise.research.access.Budget;
import io.reprise.research.access.Principal;
import io.reprise.research.access.Scope;
import io.reprise.research.store.Json;
import io.reprise.research.workspace.MarketCandles;
import io.reprise.research.workspace.MarketHistory;
import io.reprise.research.workspace.SmallWorkspace;
import io.reprise.research.workspace.UnknownId;
import io.reprise.research.workspace.Workspace;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real jobs: each is a JVM of its own. */
@Tag("slow")
class JobQueueTest {
    private static final long WAIT_MS = 120_000;
    private static final Principal QUANT = principal("00000000000a", Budget.DEFAULT);

    @TempDir
    private Path folder;

    private static Principal principal(String id, Budget budget) {
        return new Principal(id, "quant " + id, Set.of(Scope.RESEARCH), budget);
    }

    private static JobRequest backtest(int fast) {
        return new JobRequest(
                JobType.BACKTEST,
                Map.of(
                        "journals", List.of(SmallWorkspace.JOURNAL),
                        "strategy", "sma-cross",
                        "parameters", Map.of("fast", fast, "slow", 20)));
    }

    private JobQueue open(Workspace workspace) {
        return JobQueue.open(workspace, new SystemClock(), 300);
    }

    @Test
    void runsABacktestAndAWhatIfOfItAndGivesTheStoredRunForTheSameRequest() throws Exception {
        Workspace workspace = SmallWorkspace.in(folder);
        try (JobQueue queue = open(workspace)) {
            Job job = queue.await(queue.submit(backtest(5), QUANT).id(), WAIT_MS);
            assertNull(job.error());
            assertEquals(JobState.DONE, job.state());
            assertTrue(job.cpuSeconds() > 0, "a process takes CPU time");
            Map<String, Object> result = Json.map(queue.result(job.id()));
            assertEquals(SmallWorkspace.BARS, result.get("events"));
            assertEquals(
                    result.get("stateDigest"),
                    workspace.run(job.runId()).result().get("stateDigest"));

            Job again = queue.submit(backtest(5), principal("00000000000b", Budget.DEFAULT));
            assertEquals(job.id(), again.id(), "the same request is not run again");
            assertEquals(1, queue.list().size());

            Job whatIf = queue.await(
                    queue.submit(
                                    new JobRequest(
                                            JobType.WHAT_IF,
                                            Map.of("run", job.runId(), "parameters", Map.of("fast", 8))),
                                    QUANT)
                            .id(),
                    WAIT_MS);
            assertNull(whatIf.error());
            assertTrue(queue.result(whatIf.id()).contains("\"fast\""), "it says what was changed");
        }
        try (JobQueue restarted = open(workspace)) {
            assertEquals(2, restarted.list().size(), "a restart shows what was");
            assertEquals(JobState.DONE, restarted.submit(backtest(5), QUANT).state());
        }
    }

    @Test
    void runsAPortfolioWithSizesStopsAndLimits() throws Exception {
        Workspace workspace = SmallWorkspace.in(folder);
        try (JobQueue queue = open(workspace)) {
            JobRequest request = new JobRequest(
                    JobType.BACKTEST,
                    Map.of(
                            "journals", List.of(SmallWorkspace.JOURNAL),
                            "strategy", "portfolio",
                            "parameters",
                                    Map.of(
                                            "allocations", "a,b",
                                            "a.strategy", "sma-cross",
                                            "a.instruments", SmallWorkspace.INSTRUMENT,
                                            "b.strategy", "rsi-reversion",
                                            "b.instruments", SmallWorkspace.INSTRUMENT),
                            "size", "risk:1%",
                            "stop", "atr:3,trail=yes",
                            "profile", "portfolio",
                            "limits", Map.of("leverage", "2")));
            Job job = queue.await(queue.submit(request, QUANT).id(), WAIT_MS);
            assertNull(job.error());
            Map<String, Object> result = Json.map(queue.result(job.id()));
            assertEquals("portfolio", result.get("strategy"));
            String settings = String.valueOf(workspace.run(job.runId()).result().get("settings"));
            assertTrue(settings.contains("atr:3") && settings.contains("risk:0.01"), settings);
        }
    }

    /** The nightly job: the data move, and whoever asks for an instrument's candles sees no difference. */
    @Test
    void archivesTheJournalsAndTheCandlesStay() throws Exception {
        Workspace workspace = SmallWorkspace.in(folder);
        MarketHistory history = new MarketHistory(workspace);
        String instrument = history.all().getFirst().instrument();
        MarketCandles.Candles before = history.candles(instrument, "1h", Long.MIN_VALUE, Long.MAX_VALUE, 100);
        try (JobQueue queue = open(workspace)) {
            Job job = queue.await(
                    queue.submit(new JobRequest(JobType.ARCHIVE, Map.of("keepDays", 30)), QUANT)
                            .id(),
                    WAIT_MS);
            assertNull(job.error());
            assertEquals(SmallWorkspace.BARS, Json.map(queue.result(job.id())).get("archivedRows"));
            assertThrows(
                    IllegalArgumentException.class,
                    () -> queue.submit(new JobRequest(JobType.ARCHIVE, Map.of("keepDays", -1)), QUANT));
        }
        assertEquals(List.of(), workspace.journals());
        assertEquals(SmallWorkspace.BARS, history.all().getFirst().storeRows());
        assertEquals(before, history.candles(instrument, "1h", Long.MIN_VALUE, Long.MAX_VALUE, 100));
    }

    @Test
    void runsTheLastPartOfTheDataOnly() throws Exception {
        Workspace workspace = SmallWorkspace.in(folder);
        try (JobQueue queue = open(workspace)) {
            JobRequest quick = new JobRequest(
                    JobType.BACKTEST,
                    Map.of("journals", List.of(SmallWorkspace.JOURNAL), "strategy", "sma-cross", "last", 100));
            Job job = queue.await(queue.submit(quick, QUANT).id(), WAIT_MS);
            assertNull(job.error());
            assertEquals(100, Json.map(queue.result(job.id())).get("events"));
            assertEquals(1, workspace.journals().size(), "a slice is not listed as data");
        }
    }

    @Test
    void saysInOneSentenceWhyAJobFailed() throws Exception {
        Workspace workspace = SmallWorkspace.in(folder);
        try (JobQueue queue = open(workspace)) {
            Job job = queue.await(queue.submit(backtest(50), QUANT).id(), WAIT_MS);
            assertEquals(JobState.FAILED, job.state());
            assertTrue(job.error().contains("fast"), job.error());
            assertThrows(IllegalStateException.class, () -> queue.result(job.id()));
        }
    }

    @Test
    void cancelsWhatWaitsAndWhatRuns() throws Exception {
        Workspace workspace = SmallWorkspace.in(folder);
        try (JobQueue queue = open(workspace)) {
            Job first = queue.submit(backtest(5), QUANT);
            Job second = queue.submit(backtest(6), QUANT);
            Principal other = principal("00000000000b", Budget.DEFAULT);
            assertThrows(AccessDenied.class, () -> queue.cancel(first.id(), other));
            assertEquals(JobState.CANCELED, queue.cancel(second.id(), QUANT).state());
            queue.cancel(first.id(), QUANT);
            assertEquals(JobState.CANCELED, queue.await(first.id(), WAIT_MS).state());
            assertTrue(queue.submit(backtest(5), QUANT).id().endsWith("-2"), "a canceled job is no answer");
        }
    }

    @Test
    void holdsEachTokenToItsBudget() throws Exception {
        Workspace workspace = SmallWorkspace.in(folder);
        try (JobQueue queue = open(workspace)) {
            Principal small = principal("00000000000c", new Budget(3_600, 1));
            queue.submit(backtest(5), small);
            AccessDenied trials = assertThrows(AccessDenied.class, () -> queue.submit(backtest(6), small));
            assertEquals(AccessDenied.Reason.BUDGET, trials.reason());
            Principal none = principal("00000000000d", new Budget(0, 10));
            assertThrows(AccessDenied.class, () -> queue.submit(backtest(7), none));
        }
    }

    @Test
    void refusesWhatMakesNoSenseBeforeItIsQueued() throws Exception {
        Workspace workspace = SmallWorkspace.in(folder);
        try (JobQueue queue = open(workspace)) {
            assertThrows(AccessDenied.class, () -> queue.submit(backtest(5), Principal.local("x", Set.of(Scope.READ))));
            assertThrows(
                    UnknownId.class,
                    () -> queue.submit(
                            new JobRequest(
                                    JobType.BACKTEST,
                                    Map.of("journals", List.of("data~..~etc"), "strategy", "sma-cross")),
                            QUANT));
            for (Map<String, Object> extra : List.<Map<String, Object>>of(
                    Map.of("out", "/tmp/x"),
                    Map.of("cash", "1 --out=/tmp/x"),
                    Map.of("parameters", Map.of("--out", 1)),
                    Map.of("parameters", Map.of("fast", List.of(1))),
                    Map.of("optimistic", "yes"),
                    Map.of("last", 1.5))) {
                Map<String, Object> request = new java.util.HashMap<>(extra);
                request.put("journals", List.of(SmallWorkspace.JOURNAL));
                request.put("strategy", "sma-cross");
                assertThrows(
                        IllegalArgumentException.class,
                        () -> queue.submit(new JobRequest(JobType.BACKTEST, request), QUANT),
                        extra.toString());
            }
            assertEquals(List.of(), queue.list());
        }
    }
}
