package io.reprise.research.optimize;

import java.util.Arrays;
import java.util.List;

/**
 * The weights that make capital grow fastest (Kelly, <i>A new interpretation of information rate</i>, 1956): the greatest
 * sample mean of log(1 + w · r) under {@link Constraints}, by Newton steps whose quadratic models keep to them. What is not
 * invested earns nothing, so returns of a funded account are taken above the risk-free rate. Stateless.
 */
public final class Kelly {
    private static final int STEPS_MAX = 200;
    private static final double TOLERANCE = 1e-13;
    private static final int HALVINGS_MAX = 60;

    private Kelly() {}

    /**
     * The exact optimum; the objective is the mean of the logarithms per observation.
     *
     * @param returns a row a day, a column an asset
     * @throws IllegalArgumentException when within the constraints every start loses all on some day
     */
    public static Allocation optimal(double[][] returns, Constraints constraints) {
        double[][] covariance = Covariance.sample(returns);
        double[] w = start(returns, covariance, constraints);
        double value = growth(returns, w);
        double gap = Double.POSITIVE_INFINITY;
        for (int step = 0; step < STEPS_MAX; step++) {
            double[] gradient = new double[w.length];
            double[][] curvature = curvature(returns, w, gradient);
            double[] next = model(curvature, gradient, w, constraints);
            double gain = 0;
            for (int i = 0; i < w.length; i++) {
                gain += gradient[i] * (next[i] - w[i]);
            }
            gap = Math.max(0, gain) / Math.max(Math.abs(value), 1e-12);
            if (gap <= TOLERANCE) {
                break;
            }
            double[] better = search(returns, w, next, value, gain);
            if (better == null) {
                break;
            }
            w = better;
            value = growth(returns, w);
        }
        if (gap > 1e-8) {
            throw new IllegalStateException("the growth rate did not converge: relative gap " + gap);
        }
        double volatility = Math.sqrt(Moments.quadratic(covariance, w));
        return new Allocation("kelly", w, value, Moments.dot(Moments.means(returns), w), volatility, gap);
    }

    /** The greatest of the quadratic model of the growth around w. */
    private static double[] model(double[][] curvature, double[] gradient, double[] w, Constraints constraints) {
        double[] linear = Moments.times(curvature, w);
        for (int i = 0; i < linear.length; i++) {
            linear[i] = -gradient[i] - linear[i];
        }
        Polytope polytope = new Polytope(constraints, false);
        return MeanVariance.tidy(
                Convex.least(curvature, linear, polytope, List.of(), List.of()).x(), constraints);
    }

    private static double[] start(double[][] returns, double[][] covariance, Constraints constraints) {
        double[] cash = new double[covariance.length];
        if (constraints.excess(cash) == 0) {
            return cash;
        }
        double[] w = MeanVariance.minVariance(covariance, constraints).weights();
        if (growth(returns, w) == Double.NEGATIVE_INFINITY) {
            throw new IllegalArgumentException("kelly is refused: within the constraints the weights of least variance "
                    + "already lose all on some day, so there is no growth to compare");
        }
        return w;
    }

    private static double[] search(double[][] returns, double[] w, double[] next, double value, double gain) {
        double length = 1;
        for (int halving = 0; halving < HALVINGS_MAX; halving++) {
            double[] tried = w.clone();
            for (int i = 0; i < w.length; i++) {
                tried[i] += length * (next[i] - w[i]);
            }
            if (growth(returns, tried) > value + 1e-4 * length * gain) {
                return tried;
            }
            length /= 2;
        }
        return null;
    }

    /** Minus the second derivative; fills the first. */
    private static double[][] curvature(double[][] returns, double[] w, double[] gradient) {
        double[][] scaled = new double[returns.length][];
        for (int t = 0; t < returns.length; t++) {
            double wealth = 1 + Moments.dot(returns[t], w);
            scaled[t] = Arrays.stream(returns[t]).map(value -> value / wealth).toArray();
            for (int i = 0; i < gradient.length; i++) {
                gradient[i] += scaled[t][i] / returns.length;
            }
        }
        return Moments.square(scaled, returns.length);
    }

    /** The mean of log(1 + w · r), minus infinity when a day loses all. */
    public static double growth(double[][] returns, double[] w) {
        double sum = 0;
        for (double[] day : returns) {
            double wealth = 1 + Moments.dot(day, w);
            if (!(wealth > 0)) {
                return Double.NEGATIVE_INFINITY;
            }
            sum += StrictMath.log(wealth);
        }
        return sum / returns.length;
    }

    /**
     * The approximation Σ⁻¹(μ − r), without any constraint; the objective is its own quadratic growth rate. It ignores what
     * large moves do, and is off where they matter.
     *
     * @throws IllegalArgumentException when the covariance cannot be inverted
     */
    public static Allocation approximation(double[] means, double[][] covariance, double riskFree) {
        double[] w = Arrays.stream(means).map(value -> value - riskFree).toArray();
        double[] excess = w.clone();
        double largest = 0;
        for (int i = 0; i < covariance.length; i++) {
            largest = Math.max(largest, covariance[i][i]);
        }
        Cholesky factor = new Cholesky(covariance.length);
        if (!factor.factor(covariance, largest * 1e-14)) {
            throw new IllegalArgumentException(
                    "kelly-approximation is refused: the covariance cannot be inverted (more assets than days, or copies)");
        }
        factor.solve(w);
        double variance = Moments.quadratic(covariance, w);
        return new Allocation(
                "kelly-approximation",
                w,
                Moments.dot(excess, w) - variance / 2,
                Moments.dot(means, w),
                Math.sqrt(variance),
                0);
    }
}
