package io.reprise.admin.api;

import io.reprise.admin.alert.Alert;
import io.reprise.research.jobs.Job;
import io.reprise.research.proposal.Proposal;

/** What the stream tells, in the API's words. */
public final class StreamViews {
    private StreamViews() {}

    public static Object of(Job job) {
        return JobResource.JobView.of(job);
    }

    public static Object of(Proposal proposal) {
        return ProposalResource.ProposalView.of(proposal);
    }

    public static Object of(Alert alert) {
        return AlertResource.AlertView.of(alert);
    }
}
