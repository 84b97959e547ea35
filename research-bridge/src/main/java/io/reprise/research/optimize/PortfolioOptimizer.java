package io.reprise.research.optimize;

import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * Weights from a table of returns: one question, one answer. The classes of this package do the work and can be used by
 * themselves. Immutable.
 *
 * @param method which weights
 * @param estimator of the covariance
 * @param constraints what the weights keep to; risk parity and hierarchical risk parity take none but long-only, and are
 *     refused where their one answer breaks them
 * @param settings the numbers that a method needs
 */
public record PortfolioOptimizer(Method method, Estimator estimator, Constraints constraints, Settings settings) {
    private static final double TOLERANCE = 1e-9;

    /** How weights are chosen. */
    public enum Method {
        MIN_VARIANCE,
        MAX_SHARPE,
        TARGET_RETURN,
        RISK_PARITY,
        HRP,
        KELLY,
        KELLY_APPROXIMATION,
        MIN_CVAR,
        EQUAL_WEIGHT;

        @Override
        public String toString() {
            return text(this);
        }
    }

    /** How the covariance is estimated. */
    public enum Estimator {
        SAMPLE,
        EXPONENTIAL,
        LEDOIT_WOLF_IDENTITY,
        LEDOIT_WOLF_CONSTANT_CORRELATION,
        DENOISED;

        @Override
        public String toString() {
            return text(this);
        }
    }

    /**
     * Numbers per observation, not per year.
     *
     * @param riskFree rate
     * @param target mean return, for {@link Method#TARGET_RETURN}
     * @param level of the conditional value at risk
     * @param halfLife days, for {@link Estimator#EXPONENTIAL}
     * @param riskBudgets for risk parity; empty for equal ones
     * @param hierarchy for hierarchical risk parity
     */
    public record Settings(
            double riskFree,
            double target,
            double level,
            double halfLife,
            double[] riskBudgets,
            HierarchicalRiskParity.Options hierarchy) {
        /** No rate, no target, 95 %, 60 days, equal budgets, the paper's hierarchy. */
        public static final Settings DEFAULT =
                new Settings(0, Double.NaN, 0.95, 60, new double[0], HierarchicalRiskParity.Options.PAPER);
    }

    public PortfolioOptimizer {
        Objects.requireNonNull(method, "method");
        Objects.requireNonNull(estimator, "estimator");
        Objects.requireNonNull(constraints, "constraints");
        Objects.requireNonNull(settings, "settings");
    }

    private static String text(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The covariance per observation by the chosen estimator. */
    public double[][] covariance(double[][] returns) {
        return switch (estimator) {
            case SAMPLE -> Covariance.sample(returns);
            case EXPONENTIAL -> Covariance.exponential(returns, settings.halfLife());
            case LEDOIT_WOLF_IDENTITY -> Covariance.ledoitWolfIdentity(returns).matrix();
            case LEDOIT_WOLF_CONSTANT_CORRELATION ->
                Covariance.ledoitWolfConstantCorrelation(returns).matrix();
            case DENOISED -> Denoised.of(returns).matrix();
        };
    }

    /**
     * The weights.
     *
     * @param returns a row a day and a column an asset, simple returns
     * @throws InfeasibleException when the constraints exclude each other
     * @throws IllegalArgumentException in one sentence, when the question has no sensible answer
     */
    public Allocation allocate(double[][] returns) {
        Covariance.need(returns, 2);
        if (returns[0].length != constraints.assets()) {
            throw new IllegalArgumentException(
                    "returns of " + returns[0].length + " assets do not fit constraints on " + constraints.assets());
        }
        double[] means = Moments.means(returns);
        double[][] covariance = covariance(returns);
        Allocation found = switch (method) {
            case MIN_VARIANCE -> MeanVariance.minVariance(covariance, constraints);
            case MAX_SHARPE -> MeanVariance.maxSharpe(means, covariance, constraints, settings.riskFree());
            case TARGET_RETURN -> MeanVariance.targetReturn(means, covariance, constraints, settings.target());
            case RISK_PARITY -> kept(riskParity(covariance));
            case HRP -> kept(HierarchicalRiskParity.of(covariance, settings.hierarchy()));
            case KELLY -> Kelly.optimal(less(returns, settings.riskFree()), constraints);
            case KELLY_APPROXIMATION -> Kelly.approximation(means, covariance, settings.riskFree());
            case MIN_CVAR -> cvar(returns);
            case EQUAL_WEIGHT -> kept(equal(covariance));
        };
        double[] w = found.weights();
        return new Allocation(
                method.toString(),
                w,
                found.objective(),
                Moments.dot(means, w),
                Math.sqrt(Moments.quadratic(covariance, w)),
                found.gap());
    }

    /** The efficient frontier of these returns. */
    public List<Allocation> frontier(double[][] returns, int points) {
        return MeanVariance.frontier(Moments.means(returns), covariance(returns), constraints, points);
    }

    private Allocation riskParity(double[][] covariance) {
        return settings.riskBudgets().length == 0
                ? RiskParity.equal(covariance)
                : RiskParity.budgets(covariance, settings.riskBudgets());
    }

    private Allocation cvar(double[][] returns) {
        return Double.isNaN(settings.target())
                ? ConditionalValueAtRisk.minimize(returns, settings.level(), constraints)
                : ConditionalValueAtRisk.minimizeWithReturn(returns, settings.level(), constraints, settings.target());
    }

    private static Allocation equal(double[][] covariance) {
        double[] w = new double[covariance.length];
        java.util.Arrays.fill(w, 1.0 / w.length);
        double volatility = Math.sqrt(Moments.quadratic(covariance, w));
        return new Allocation("equal-weight", w, volatility, Double.NaN, volatility, 0);
    }

    private Allocation kept(Allocation found) {
        double excess = constraints.excess(found.weights());
        if (excess > TOLERANCE) {
            throw new IllegalArgumentException(method + " has one answer, and it breaks the constraints by " + excess
                    + ": leave them out, or take a method that optimizes under constraints");
        }
        return found;
    }

    private static double[][] less(double[][] returns, double riskFree) {
        double[][] excess = new double[returns.length][];
        for (int t = 0; t < excess.length; t++) {
            excess[t] = returns[t].clone();
            for (int i = 0; i < excess[t].length; i++) {
                excess[t][i] -= riskFree;
            }
        }
        return excess;
    }
}
