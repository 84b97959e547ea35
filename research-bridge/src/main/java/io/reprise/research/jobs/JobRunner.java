package io.reprise.research.jobs;

import io.reprise.engine.time.SystemClock;
import io.reprise.research.workspace.RunFolder;
import io.reprise.research.workspace.Workspace;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Runs a job's command lines in child processes, one job at a time on the machine: a kernel lock holds the others of the same
 * workspace back. Owned by the queue's worker, but for {@link #cancel} and {@link #close}.
 */
final class JobRunner implements AutoCloseable {
    private static final long LOOK_MS = 100;
    private static final long KILL_AFTER_MS = 5_000;
    private static final double NS_PER_SECOND = 1e9;

    private final Workspace workspace;
    private final JobFolder folder;
    private final long timeoutSeconds;
    private final SystemClock clock = new SystemClock();
    private volatile String running;
    private volatile String stopReason;
    private volatile boolean closed;

    JobRunner(Workspace workspace, JobFolder folder, long timeoutSeconds) {
        this.workspace = workspace;
        this.folder = folder;
        this.timeoutSeconds = timeoutSeconds;
    }

    /**
     * How a job ended.
     *
     * @param last as it was last seen
     * @param runId the run that it left, or null
     * @param error one sentence, or null
     */
    record Ending(Job last, JobState state, String runId, String error) {}

    /** The right to run a job, held by one process at a time. */
    final class Turn implements AutoCloseable {
        private final FileChannel channel;

        private Turn(FileChannel channel) {
            this.channel = channel;
        }

        Ending run(Job job, Consumer<Job> progress) throws InterruptedException {
            return JobRunner.this.run(job, progress);
        }

        @Override
        public void close() {
            try {
                channel.close();
            } catch (IOException e) {
                // the lock goes with the process at the latest
            }
        }
    }

    /** Waits for the turn of this process. */
    Turn turn() throws InterruptedException {
        try {
            FileChannel channel = FileChannel.open(folder.lock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            while (!closed) {
                FileLock lock = tryLock(channel);
                if (lock != null) {
                    return new Turn(channel);
                }
                Thread.sleep(LOOK_MS);
            }
            channel.close();
            throw new InterruptedException("the queue is closed");
        } catch (IOException failed) {
            throw new IllegalStateException("cannot lock " + folder.lock() + ": " + failed.getMessage(), failed);
        }
    }

    private static FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException anotherQueueOfThisProcess) {
            return null;
        }
    }

    /** Ends a job that runs. */
    void cancel(String id, String why) {
        if (id.equals(running)) {
            stopReason = why;
        }
    }

    private Ending run(Job job, Consumer<Job> progress) throws InterruptedException {
        stopReason = null;
        running = job.id();
        Job last = job;
        try {
            JobCommands.Plan plan =
                    JobCommands.plan(new JobRequest(JobType.parse(job.type()), job.request()), workspace);
            if (plan.runFolder() != null) {
                Files.createDirectories(plan.runFolder().getParent());
            }
            for (List<String> step : plan.steps()) {
                Step ended = step(step, last, progress);
                last = ended.job();
                if (ended.error() != null) {
                    return new Ending(last, ended.state(), null, workspace.shown(ended.error()));
                }
            }
            boolean leftRun =
                    plan.runFolder() != null && Files.exists(plan.runFolder().resolve(RunFolder.RESULT));
            return new Ending(last, JobState.DONE, leftRun ? workspace.id(plan.runFolder()) : null, null);
        } catch (IOException | RuntimeException failed) {
            return new Ending(last, JobState.FAILED, null, workspace.shown(String.valueOf(failed.getMessage())));
        } finally {
            running = null;
        }
    }

    private record Step(Job job, JobState state, String error) {}

    private Step step(List<String> arguments, Job job, Consumer<Job> progress)
            throws IOException, InterruptedException {
        Path err = folder.err(job.id());
        Process process = ChildProcess.start(arguments, workspace.root(), true, folder.out(job.id()), err);
        Watch watch = new Watch(process, job, new ProgressLines(err));
        try {
            while (!process.waitFor(LOOK_MS, TimeUnit.MILLISECONDS)) {
                if (watch.look()) {
                    progress.accept(watch.job);
                }
                String reason = reasonToStop(watch);
                if (reason != null) {
                    stop(process);
                    boolean canceled = reason.equals(stopReason) && !closed;
                    return new Step(watch.job, canceled ? JobState.CANCELED : JobState.FAILED, reason);
                }
            }
        } finally {
            stop(process);
        }
        watch.look();
        int code = process.exitValue();
        if (code == 0 || isAnswer(job, code)) {
            return new Step(watch.job, JobState.DONE, null);
        }
        String said = watch.lines.sentence();
        return new Step(
                watch.job, JobState.FAILED, said.isEmpty() ? job.type() + " ended with exit code " + code : said);
    }

    /** A check that finds something ends with 1 and has an answer. */
    private boolean isAnswer(Job job, int code) throws IOException {
        boolean isCheck = job.type().equals(JobType.REPLAY.text()) || job.type().equals(JobType.VERIFY.text());
        return isCheck && code == 1 && Files.size(folder.out(job.id())) > 0;
    }

    private String reasonToStop(Watch watch) {
        if (closed) {
            return "the side-car ended while it ran";
        }
        if (stopReason != null) {
            return stopReason;
        }
        if (watch.seconds() > timeoutSeconds) {
            return "it took longer than " + timeoutSeconds + " s";
        }
        if (watch.job.cpuSeconds() > watch.job.cpuSecondsMax()) {
            return "the token's CPU seconds of today are used up";
        }
        return null;
    }

    private static void stop(Process process) throws InterruptedException {
        if (process.isAlive()) {
            process.destroy();
            if (!process.waitFor(KILL_AFTER_MS, TimeUnit.MILLISECONDS)) {
                process.destroyForcibly().waitFor();
            }
        }
    }

    /** A process and what is seen of it. */
    private final class Watch {
        private final Process process;
        private final ProgressLines lines;
        private final double cpuBefore;
        private final long startNs = clock.monoNs();
        private Job job;

        Watch(Process process, Job job, ProgressLines lines) {
            this.process = process;
            this.job = job;
            this.lines = lines;
            cpuBefore = job.cpuSeconds();
        }

        double seconds() {
            return (clock.monoNs() - startNs) / NS_PER_SECOND;
        }

        /** Looks how far it is; whether there is news. */
        boolean look() {
            double cpu = process.toHandle()
                    .info()
                    .totalCpuDuration()
                    .map(spent -> cpuBefore + spent.toNanos() / NS_PER_SECOND)
                    .orElse(job.cpuSeconds());
            boolean moved = lines.look();
            job = job.at(lines.done(), lines.total(), eta(), Math.max(cpu, job.cpuSeconds()));
            return moved;
        }

        private Long eta() {
            if (lines.done() == 0 || lines.total() == 0) {
                return null;
            }
            return Math.round(seconds() * (lines.total() - lines.done()) / lines.done());
        }
    }

    @Override
    public void close() {
        closed = true;
    }
}
