package io.reprise.research.jobs;

import io.reprise.engine.time.NanoClock;
import io.reprise.engine.time.Times;
import io.reprise.research.access.AccessDenied;
import io.reprise.research.access.Principal;
import io.reprise.research.access.Scope;
import io.reprise.research.store.Json;
import io.reprise.research.workspace.UnknownId;
import io.reprise.research.workspace.Workspace;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * Research jobs: one at a time on this machine, each in a process of its own at low priority. A request that was answered
 * before, on the same data by the same engine, is not run again. What is queued is on disk, so a restart shows it and goes
 * on. Safe from any thread.
 */
public final class JobQueue implements AutoCloseable {
    private static final int QUEUED_MAX = 100;
    private static final int QUEUED_PER_TOKEN_MAX = 20;
    private static final int ID_DIGITS = 12;

    private final Workspace workspace;
    private final JobFolder folder;
    private final NanoClock clock;
    private final JobRunner runner;
    private final Map<String, Job> own = new LinkedHashMap<>();
    private final List<Consumer<Job>> listeners = new CopyOnWriteArrayList<>();
    private final Thread worker;
    private boolean closed;

    private JobQueue(Workspace workspace, NanoClock clock, long timeoutSeconds) {
        this.workspace = workspace;
        this.clock = clock;
        folder = new JobFolder(workspace.sideCar().resolve("jobs"));
        runner = new JobRunner(workspace, folder, timeoutSeconds);
        adopt();
        worker = Thread.ofPlatform().daemon().name("reprise-jobs").start(this::work);
    }

    /**
     * Opens the queue; what another process left unfinished is taken over.
     *
     * @param timeoutSeconds after which a job is ended
     */
    public static JobQueue open(Workspace workspace, NanoClock clock, long timeoutSeconds) {
        return new JobQueue(workspace, clock, timeoutSeconds);
    }

    /** Jobs of processes that are gone: what ran has failed, what waited is taken over. */
    private void adopt() {
        List<Job> found = new ArrayList<>(folder.all());
        found.sort(Comparator.comparing(Job::submitted));
        for (Job job : found) {
            boolean isGone = job.pid() == ProcessHandle.current().pid()
                    || ProcessHandle.of(job.pid()).isEmpty();
            if (job.state() == JobState.RUNNING && isGone) {
                folder.write(job.ended(JobState.FAILED, now(), null, "the side-car ended while it ran"));
            } else if (job.state() == JobState.QUEUED && isGone) {
                Job taken = job.hostedBy(ProcessHandle.current().pid());
                folder.write(taken);
                own.put(taken.id(), taken);
            }
        }
    }

    /** Tells somebody of each change of a job of this queue. */
    public void listen(Consumer<Job> listener) {
        listeners.add(listener);
    }

    /**
     * Queues a job, or gives the one that was queued for the same.
     *
     * @throws IllegalArgumentException when the request makes no sense
     * @throws AccessDenied without the scope research, or when the token's budget is used up
     * @throws IllegalStateException when too many wait
     */
    public Job submit(JobRequest request, Principal principal) {
        principal.require(Scope.RESEARCH);
        JobCommands.Plan plan = JobCommands.plan(request, workspace);
        Job queued;
        synchronized (this) {
            requireOpen();
            List<Job> all = folder.all();
            String digest = plan.digest() == null
                    ? Json.sha256(List.of(request.type().text(), request.request(), clock.epochNs()))
                    : plan.digest();
            Job known = all.stream()
                    .filter(job -> job.digest().equals(digest))
                    .filter(job -> job.state() != JobState.FAILED && job.state() != JobState.CANCELED)
                    .findFirst()
                    .orElse(null);
            if (known != null) {
                return own.getOrDefault(known.id(), known);
            }
            requireRoom(all, principal);
            Spent spent = Spent.today(all, principal.tokenId(), now());
            spent.requireLeft(principal, request.type().trials(request.request()));
            queued = job(request, digest, principal, all, principal.budget().cpuSeconds() - spent.cpuSeconds());
            folder.write(queued);
            own.put(queued.id(), queued);
            notifyAll();
        }
        tell(queued);
        return queued;
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("the side-car is ending");
        }
    }

    private static void requireRoom(List<Job> all, Principal principal) {
        List<Job> waiting =
                all.stream().filter(job -> job.state() == JobState.QUEUED).toList();
        long ownWaiting = waiting.stream()
                .filter(job -> job.ownerId().equals(principal.tokenId()))
                .count();
        if (waiting.size() >= QUEUED_MAX || ownWaiting >= QUEUED_PER_TOKEN_MAX) {
            throw new IllegalStateException("too many jobs wait: " + waiting.size() + " of at most " + QUEUED_MAX + ", "
                    + ownWaiting + " of at most " + QUEUED_PER_TOKEN_MAX + " by this token");
        }
    }

    private Job job(JobRequest request, String digest, Principal principal, List<Job> all, double cpuLeft) {
        String start = digest.substring(0, ID_DIGITS) + "-";
        long attempt =
                1 + all.stream().filter(job -> job.id().startsWith(start)).count();
        return new Job(
                start + attempt,
                request.type().text(),
                request.request(),
                digest,
                principal.name(),
                principal.tokenId(),
                JobState.QUEUED,
                now(),
                null,
                null,
                0,
                0,
                null,
                0,
                cpuLeft,
                request.type().trials(request.request()),
                null,
                null,
                ProcessHandle.current().pid());
    }

    /** All jobs, newest first. */
    public List<Job> list() {
        List<Job> all = folder.all();
        synchronized (this) {
            return all.stream().map(job -> own.getOrDefault(job.id(), job)).toList();
        }
    }

    /** @throws UnknownId when there is no such job */
    public Job get(String id) {
        synchronized (this) {
            Job job = own.get(id);
            if (job != null) {
                return job;
            }
        }
        return folder.read(id).orElseThrow(() -> new UnknownId("there is no job '" + cut(id) + "'"));
    }

    private static String cut(String id) {
        return id == null || id.length() <= 40 ? id : id.substring(0, 40) + "...";
    }

    /** The JSON text that a done job answered with. */
    public String result(String id) {
        Job job = get(id);
        if (job.state() != JobState.DONE) {
            throw new IllegalStateException("job " + job.id() + " is " + job.state()
                    + (job.error() == null ? ", so it has no result yet" : ": " + job.error()));
        }
        return workspace.shown(folder.result(job.id()));
    }

    /**
     * Ends a job; one that has ended stays as it is.
     *
     * @throws AccessDenied unless the token owns it or may do everything
     */
    public Job cancel(String id, Principal principal) {
        principal.require(Scope.RESEARCH);
        Job job = get(id);
        if (!job.ownerId().equals(principal.tokenId()) && !principal.has(Scope.ADMIN)) {
            throw new AccessDenied(AccessDenied.Reason.SCOPE, "job " + job.id() + " belongs to another token");
        }
        Job canceled = null;
        synchronized (this) {
            Job now = own.get(job.id());
            if (now == null) {
                if (!job.state().ended()) {
                    throw new IllegalStateException("job " + job.id() + " is another process's, which can cancel it");
                }
                return job;
            }
            if (now.state() == JobState.QUEUED) {
                canceled = change(now.ended(JobState.CANCELED, now(), null, "canceled by " + principal.name()));
            } else if (now.state() == JobState.RUNNING) {
                runner.cancel(now.id(), "canceled by " + principal.name());
            }
        }
        if (canceled != null) {
            tell(canceled);
        }
        return get(job.id());
    }

    /** Waits until a job has ended; gives it as it is after at most so long. */
    public synchronized Job await(String id, long timeoutMs) throws InterruptedException {
        long startNs = System.nanoTime();
        Job job = own.get(id);
        while (job != null && !job.state().ended()) {
            long left = timeoutMs - (System.nanoTime() - startNs) / 1_000_000;
            if (left <= 0) {
                return job;
            }
            wait(left);
            job = own.get(id);
        }
        return get(id);
    }

    private void work() {
        try {
            while (true) {
                Job next = next();
                if (next == null) {
                    return;
                }
                run(next);
            }
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized Job next() throws InterruptedException {
        while (!closed) {
            for (Job job : own.values()) {
                if (job.state() == JobState.QUEUED) {
                    return job;
                }
            }
            wait();
        }
        return null;
    }

    private void run(Job queued) throws InterruptedException {
        try (JobRunner.Turn turn = runner.turn()) {
            Job job;
            synchronized (this) {
                job = own.get(queued.id());
                if (job.state() != JobState.QUEUED || closed) {
                    return;
                }
                job = change(job.running(now()));
            }
            tell(job);
            JobRunner.Ending ending = turn.run(job, this::progress);
            synchronized (this) {
                job = change(ending.last().ended(ending.state(), now(), ending.runId(), ending.error()));
            }
            tell(job);
        }
    }

    private void progress(Job moved) {
        synchronized (this) {
            own.put(moved.id(), moved);
            notifyAll();
        }
        tell(moved);
    }

    private Job change(Job job) {
        own.put(job.id(), job);
        folder.write(job);
        notifyAll();
        return job;
    }

    private void tell(Job job) {
        listeners.forEach(listener -> listener.accept(job));
    }

    private String now() {
        return Times.format(clock.epochNs());
    }

    /** Ends the job that runs; what waits goes on with the next side-car. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            notifyAll();
        }
        runner.close();
        worker.interrupt();
        try {
            worker.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
