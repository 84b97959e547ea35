package io.reprise.research.jobs;

import java.util.Map;

/**
 * A job as it is now. Times are ISO-8601 UTC, null before they are.
 *
 * @param id begins with the request's digest, so an identical request has the same
 * @param type as in requests
 * @param request as it was given
 * @param digest SHA-256 of request, engine version and data
 * @param owner name of the token that asked first
 * @param ownerId id of that token
 * @param submitted when it was asked for
 * @param started when its process began
 * @param ended when it ended
 * @param done units of work done: market events for a backtest
 * @param total units in all, 0 when it is not known
 * @param etaSeconds until it ends, as far as can be told; null when it cannot
 * @param cpuSeconds that its process took
 * @param cpuSecondsMax that the token had left for it
 * @param trials that it counts as
 * @param runId the run that it left, null when it leaves none or has not ended
 * @param error one sentence, null unless it failed
 * @param pid of the process that hosts it: a queue that is gone ran it no further
 */
public record Job(
        String id,
        String type,
        Map<String, Object> request,
        String digest,
        String owner,
        String ownerId,
        JobState state,
        String submitted,
        String started,
        String ended,
        long done,
        long total,
        Long etaSeconds,
        double cpuSeconds,
        double cpuSecondsMax,
        long trials,
        String runId,
        String error,
        long pid) {
    Job running(String now) {
        return new Job(
                id,
                type,
                request,
                digest,
                owner,
                ownerId,
                JobState.RUNNING,
                submitted,
                now,
                null,
                0,
                0,
                null,
                0,
                cpuSecondsMax,
                trials,
                null,
                null,
                pid);
    }

    Job at(long newDone, long newTotal, Long eta, double cpu) {
        return new Job(
                id,
                type,
                request,
                digest,
                owner,
                ownerId,
                state,
                submitted,
                started,
                ended,
                newDone,
                newTotal,
                eta,
                cpu,
                cpuSecondsMax,
                trials,
                runId,
                error,
                pid);
    }

    Job ended(JobState how, String now, String leftRun, String sentence) {
        long reached = how == JobState.DONE ? Math.max(done, total) : done;
        return new Job(
                id,
                type,
                request,
                digest,
                owner,
                ownerId,
                how,
                submitted,
                started,
                now,
                reached,
                total,
                null,
                cpuSeconds,
                cpuSecondsMax,
                trials,
                leftRun,
                sentence,
                pid);
    }

    Job hostedBy(long newPid) {
        return new Job(
                id,
                type,
                request,
                digest,
                owner,
                ownerId,
                state,
                submitted,
                started,
                ended,
                done,
                total,
                etaSeconds,
                cpuSeconds,
                cpuSecondsMax,
                trials,
                runId,
                error,
                newPid);
    }
}
