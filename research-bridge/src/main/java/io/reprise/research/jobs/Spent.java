package io.reprise.research.jobs;

import io.reprise.research.access.AccessDenied;
import io.reprise.research.access.Budget;
import io.reprise.research.access.Principal;
import java.util.List;

/**
 * What a token has spent on research today (UTC), waiting jobs included.
 *
 * @param cpuSeconds of its jobs' processes
 * @param trials of its jobs
 */
record Spent(double cpuSeconds, long trials) {
    private static final int DAY_CHARS = "2024-01-31".length();

    static Spent today(List<Job> all, String tokenId, String now) {
        String day = now.substring(0, DAY_CHARS);
        List<Job> own = all.stream()
                .filter(job -> job.ownerId().equals(tokenId) && job.submitted().startsWith(day))
                .toList();
        return new Spent(
                own.stream().mapToDouble(Job::cpuSeconds).sum(),
                own.stream().mapToLong(Job::trials).sum());
    }

    /** @throws AccessDenied when the budget has no room for another job */
    void requireLeft(Principal principal, JobType type) {
        Budget budget = principal.budget();
        if (cpuSeconds >= budget.cpuSeconds()) {
            throw new AccessDenied(
                    AccessDenied.Reason.BUDGET,
                    "the token '" + principal.name() + "' has used its " + budget.cpuSeconds()
                            + " CPU seconds of today (UTC)");
        }
        if (type.isTrial() && trials >= budget.trials()) {
            throw new AccessDenied(
                    AccessDenied.Reason.BUDGET,
                    "the token '" + principal.name() + "' has used its " + budget.trials() + " trials of today (UTC)");
        }
    }
}
