package io.reprise.research.optimize;

import java.util.List;

/**
 * What weights must keep to. Weights are shares of the capital.
 *
 * @param lower least weight of each asset
 * @param upper greatest weight of each asset
 * @param budgetMin least sum of the weights
 * @param budgetMax greatest sum of the weights
 * @param groups sums of some assets
 * @param current weights held now, from which {@code turnover} counts; empty for none
 * @param turnover greatest sum of the absolute changes; infinity for any
 * @param leverage greatest sum of the absolute weights; infinity for any
 */
public record Constraints(
        double[] lower,
        double[] upper,
        double budgetMin,
        double budgetMax,
        List<Group> groups,
        double[] current,
        double turnover,
        double leverage) {

    /** The sum of the weights of some assets must be from {@code min} to {@code max}. */
    public record Group(String name, int[] assets, double min, double max) {
        public Group {
            if (assets.length == 0 || !(min <= max)) {
                throw new IllegalArgumentException("group " + name
                        + " needs assets and a least sum not above its greatest, not " + min + " to " + max);
            }
        }
    }

    public Constraints {
        groups = List.copyOf(groups);
        if (lower.length == 0 || lower.length != upper.length) {
            throw new IllegalArgumentException("bounds are needed for each asset");
        }
        for (int i = 0; i < lower.length; i++) {
            if (!(lower[i] <= upper[i])) {
                throw new IllegalArgumentException(
                        "the bounds of asset " + (i + 1) + " cannot be " + lower[i] + " to " + upper[i]);
            }
        }
        if (!(budgetMin <= budgetMax) || !(turnover >= 0) || !(leverage >= 0)) {
            throw new IllegalArgumentException("budget, turnover and leverage cannot be " + budgetMin + " to "
                    + budgetMax + ", " + turnover + " and " + leverage);
        }
        if (Double.isFinite(turnover) && current.length != lower.length) {
            throw new IllegalArgumentException(
                    "a limit on turnover needs the weights that are held now, one for each asset");
        }
    }

    /** Weights from 0 to 1 that sum to 1. */
    public static Constraints longOnly(int assets) {
        return bounded(assets, 0, 1);
    }

    /** Weights within the same bounds that sum to 1. */
    public static Constraints bounded(int assets, double lower, double upper) {
        double[] low = new double[assets];
        double[] high = new double[assets];
        java.util.Arrays.fill(low, lower);
        java.util.Arrays.fill(high, upper);
        double none = Double.POSITIVE_INFINITY;
        return new Constraints(low, high, 1, 1, List.of(), new double[0], none, none);
    }

    /** The same with another sum of weights. */
    public Constraints withBudget(double min, double max) {
        return new Constraints(lower, upper, min, max, groups, current, turnover, leverage);
    }

    /** The same with these groups. */
    public Constraints withGroups(List<Group> others) {
        return new Constraints(lower, upper, budgetMin, budgetMax, others, current, turnover, leverage);
    }

    /** The same with a limit on turnover from these weights. */
    public Constraints withTurnover(double[] from, double limit) {
        return new Constraints(lower, upper, budgetMin, budgetMax, groups, from, limit, leverage);
    }

    /** The same with a limit on leverage. */
    public Constraints withLeverage(double limit) {
        return new Constraints(lower, upper, budgetMin, budgetMax, groups, current, turnover, limit);
    }

    /** Number of assets. */
    public int assets() {
        return lower.length;
    }

    boolean shorts() {
        for (double low : lower) {
            if (low < 0) {
                return true;
            }
        }
        return false;
    }

    /** The largest amount by which these weights break a constraint; 0 when they keep all. */
    public double excess(double[] w) {
        double excess = 0;
        double sum = 0;
        double gross = 0;
        double change = 0;
        for (int i = 0; i < w.length; i++) {
            excess = Math.max(excess, Math.max(lower[i] - w[i], w[i] - upper[i]));
            sum += w[i];
            gross += Math.abs(w[i]);
            change += Double.isFinite(turnover) ? Math.abs(w[i] - current[i]) : 0;
        }
        excess = Math.max(excess, Math.max(budgetMin - sum, sum - budgetMax));
        excess = Math.max(excess, Math.max(gross - leverage, change - turnover));
        for (Group group : groups) {
            double held = 0;
            for (int asset : group.assets()) {
                held += w[asset];
            }
            excess = Math.max(excess, Math.max(group.min() - held, held - group.max()));
        }
        return excess;
    }
}
