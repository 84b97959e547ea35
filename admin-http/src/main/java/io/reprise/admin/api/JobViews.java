package io.reprise.admin.api;

import io.reprise.research.jobs.Job;

/** A job in the API's words, for the stream. */
public final class JobViews {
    private JobViews() {}

    public static Object of(Job job) {
        return JobResource.JobView.of(job);
    }
}
