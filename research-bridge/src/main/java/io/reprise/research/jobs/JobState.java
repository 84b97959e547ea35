package io.reprise.research.jobs;

/** Where a job is. */
public enum JobState {
    QUEUED,
    RUNNING,
    DONE,
    FAILED,
    CANCELED;

    public boolean ended() {
        return this != QUEUED && this != RUNNING;
    }
}
