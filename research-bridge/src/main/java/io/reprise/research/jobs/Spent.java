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

    /**
     * @param wanted trials of the job that is asked for
     * @throws AccessDenied when the budget has no room for it
     */
    void requireLeft(Principal principal, long wanted) {
        Budget budget = principal.budget();
        if (cpuSeconds >= budget.cpuSeconds()) {
            throw new AccessDenied(
                    AccessDenied.Reason.BUDGET,
                    "the token '" + principal.name() + "' has used its " + budget.cpuSeconds()
                            + " CPU seconds of today (UTC)");
        }
        if (wanted > budget.trials() - trials) {
            throw new AccessDenied(
                    AccessDenied.Reason.BUDGET,
                    trials >= budget.trials()
                            ? "the token '" + principal.name() + "' has used its " + budget.trials()
                                    + " trials of today (UTC)"
                            : "the token '" + principal.name() + "' has " + (budget.trials() - trials) + " of its "
                                    + budget.trials() + " trials of today (UTC) left, and this is " + wanted);
        }
    }
}
