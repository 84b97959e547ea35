package io.reprise.research.optimize;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Weights by mean and variance (Markowitz, <i>Portfolio selection</i>, J. Finance 7(1), 1952) under {@link Constraints}.
 * Objectives are per observation. Stateless.
 */
public final class MeanVariance {
    private static final String MIN_VARIANCE = "min-variance";

    private MeanVariance() {}

    /** The least variance; the objective is the variance. */
    public static Allocation minVariance(double[][] covariance, Constraints constraints) {
        return least(MIN_VARIANCE, null, covariance, constraints, List.of());
    }

    /**
     * The least variance among weights with at least this mean; the objective is the variance.
     *
     * @param target mean return per observation
     */
    public static Allocation targetReturn(
            double[] means, double[][] covariance, Constraints constraints, double target) {
        double[] minus = Arrays.stream(means).map(value -> -value).toArray();
        return least(
                "target-return",
                means,
                covariance,
                constraints,
                List.of(Row.dense("target return " + target, minus, -target)));
    }

    private static Allocation least(
            String method, double[] means, double[][] covariance, Constraints constraints, List<Row> more) {
        Polytope polytope = new Polytope(constraints, false);
        InteriorPoint.Solution solution =
                Convex.least(covariance, new double[covariance.length], polytope, List.of(), more);
        return allocation(method, tidy(solution.x(), constraints), means, covariance, solution.gap());
    }

    /**
     * The greatest ratio of mean above the risk-free rate to volatility; the objective is that ratio per observation. The
     * fractional problem is solved as a quadratic one in weights times a scale (Cornuejols and Tütüncü,
     * <i>Optimization methods in finance</i>, 2007, section 8.2).
     *
     * @throws IllegalArgumentException when no mean exceeds the rate, as then no ratio is above 0 but for shorts, and the
     *     greatest is no sensible choice
     */
    public static Allocation maxSharpe(
            double[] means, double[][] covariance, Constraints constraints, double riskFree) {
        double best = Arrays.stream(means).max().orElse(Double.NEGATIVE_INFINITY);
        if (!(best > riskFree)) {
            throw new IllegalArgumentException("max-sharpe is refused: no mean exceeds the risk-free rate of "
                    + riskFree + " per observation (the greatest is " + best + ")");
        }
        double[] excess = Arrays.stream(means).map(value -> value - riskFree).toArray();
        double reachable = Moments.dot(greatestMean(excess, constraints), excess);
        if (!(reachable > 0)) {
            throw new IllegalArgumentException(
                    "max-sharpe is refused: within the constraints no mean exceeds the risk-free "
                            + "rate (the greatest is " + (reachable + riskFree) + " per observation)");
        }
        Polytope polytope = new Polytope(constraints, true);
        double scale = 0;
        for (int i = 0; i < covariance.length; i++) {
            scale += covariance[i][i] / covariance.length;
        }
        Row one = Row.dense("mean", excess, reachable);
        InteriorPoint.Solution solution =
                Convex.least(covariance, new double[covariance.length], polytope, List.of(one), List.of());
        double kappa = solution.x()[polytope.size - 1];
        double[] w = new double[means.length];
        for (int i = 0; i < w.length; i++) {
            w[i] = solution.x()[i] / kappa;
        }
        tidy(w, constraints);
        Allocation found = allocation("max-sharpe", w, means, covariance, solution.gap());
        double ratio = (found.mean() - riskFree) / found.volatility();
        return new Allocation(found.method(), w, ratio, found.mean(), found.volatility(), found.gap());
    }

    /** The weights of the greatest mean. */
    static double[] greatestMean(double[] means, Constraints constraints) {
        Polytope polytope = new Polytope(constraints, false);
        double[] cost =
                polytope.padded(Arrays.stream(means).map(value -> -value).toArray());
        double[] x = Linear.least(cost, polytope, List.of());
        if (x == null) {
            InfeasibleException conflict = Linear.conflict(polytope, List.of());
            throw conflict != null ? conflict : new IllegalStateException("the greatest mean is not bounded");
        }
        return Arrays.copyOf(x, means.length);
    }

    /**
     * The efficient frontier: least variances at means evenly spaced from that of the least variance to the greatest.
     *
     * @param points at least 2
     */
    public static List<Allocation> frontier(
            double[] means, double[][] covariance, Constraints constraints, int points) {
        if (points < 2) {
            throw new IllegalArgumentException("a frontier has at least 2 points, not " + points);
        }
        Allocation first = least(MIN_VARIANCE, means, covariance, constraints, List.of());
        double[] top = greatestMean(means, constraints);
        double highest = Moments.dot(top, means);
        List<Allocation> frontier = new ArrayList<>();
        frontier.add(first);
        for (int k = 1; k < points - 1; k++) {
            double target = first.mean() + (highest - first.mean()) * k / (points - 1);
            frontier.add(targetReturn(means, covariance, constraints, target));
        }
        frontier.add(allocation("target-return", top, means, covariance, 0));
        return frontier;
    }

    /** Moves weights that the solver left a rounding error outside of their bounds onto them. */
    static double[] tidy(double[] x, Constraints constraints) {
        double[] w = Arrays.copyOf(x, constraints.assets());
        for (int i = 0; i < w.length; i++) {
            w[i] = Math.clamp(w[i], constraints.lower()[i], constraints.upper()[i]);
        }
        return w;
    }

    private static Allocation allocation(String method, double[] w, double[] means, double[][] covariance, double gap) {
        double variance = Moments.quadratic(covariance, w);
        double mean = means == null ? Double.NaN : Moments.dot(means, w);
        return new Allocation(method, w, variance, mean, Math.sqrt(variance), gap);
    }
}
