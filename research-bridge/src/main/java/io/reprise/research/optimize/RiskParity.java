package io.reprise.research.optimize;

/**
 * Long-only weights whose shares of the risk are given: equal ones (Maillard, Roncalli and Teïletche, <i>The properties of
 * equally weighted risk contribution portfolios</i>, J. Portfolio Management 36(4), 2010) or budgets. They minimize
 * ½ y'Σy − Σ b ln y (Spinu, <i>An algorithm for computing risk parity weights</i>, 2013), found by cyclical coordinate
 * descent (Griveau-Billion, Richard and Roncalli, <i>A fast algorithm for computing high-dimensional risk parity
 * portfolios</i>, 2013). Stateless.
 */
public final class RiskParity {
    private static final int CYCLES_MAX = 20_000;
    private static final double TOLERANCE = 1e-13;
    private static final double ENOUGH = 1e-9;

    private RiskParity() {}

    /** Equal contributions; the objective is the volatility. */
    public static Allocation equal(double[][] covariance) {
        double[] budgets = new double[covariance.length];
        java.util.Arrays.fill(budgets, 1.0 / budgets.length);
        return budgets("risk-parity", covariance, budgets);
    }

    /**
     * Contributions in the proportions of {@code budgets}; the objective is the volatility.
     *
     * @param budgets above 0, one for each asset
     */
    public static Allocation budgets(double[][] covariance, double[] budgets) {
        return budgets("risk-budgets", covariance, budgets);
    }

    private static Allocation budgets(String method, double[][] covariance, double[] budgets) {
        int n = covariance.length;
        double[] shares = shares(budgets, n);
        double[] y = new double[n];
        for (int i = 0; i < n; i++) {
            if (!(covariance[i][i] > 0)) {
                throw new IllegalArgumentException(
                        "asset " + (i + 1) + " has no variance, so it cannot carry a share of the risk");
            }
            y[i] = Math.sqrt(shares[i] / covariance[i][i]);
        }
        double[] pull = Moments.times(covariance, y);
        double gap = Double.POSITIVE_INFINITY;
        for (int cycle = 0; cycle < CYCLES_MAX && gap > TOLERANCE; cycle++) {
            cycle(covariance, shares, y, pull);
            if (cycle % 4 == 3) {
                pull = Moments.times(covariance, y);
                double now = gap(shares, y, pull);
                if (now >= gap && gap <= ENOUGH) {
                    break;
                }
                gap = now;
            }
        }
        if (gap > ENOUGH) {
            throw new IllegalStateException(
                    "risk parity stopped at a relative gap of " + gap + ": is the covariance positive definite?");
        }
        return allocation(method, covariance, y, gap);
    }

    private static Allocation allocation(String method, double[][] covariance, double[] y, double gap) {
        double sum = 0;
        for (double value : y) {
            sum += value;
        }
        for (int i = 0; i < y.length; i++) {
            y[i] /= sum;
        }
        double volatility = Math.sqrt(Moments.quadratic(covariance, y));
        return new Allocation(method, y, volatility, Double.NaN, volatility, gap);
    }

    private static double[] shares(double[] budgets, int n) {
        double sum = 0;
        for (double budget : budgets) {
            if (!(budget > 0) || !Double.isFinite(budget)) {
                throw new IllegalArgumentException("a risk budget cannot be " + budget + ": it must be above 0");
            }
            sum += budget;
        }
        if (budgets.length != n) {
            throw new IllegalArgumentException(n + " assets need " + n + " risk budgets, not " + budgets.length);
        }
        double[] shares = budgets.clone();
        for (int i = 0; i < n; i++) {
            shares[i] /= sum;
        }
        return shares;
    }

    private static void cycle(double[][] covariance, double[] shares, double[] y, double[] pull) {
        for (int i = 0; i < y.length; i++) {
            double own = covariance[i][i];
            double others = pull[i] - own * y[i];
            double next = (Math.sqrt(others * others + 4 * own * shares[i]) - others) / (2 * own);
            double change = next - y[i];
            y[i] = next;
            double[] row = covariance[i];
            for (int j = 0; j < pull.length; j++) {
                pull[j] += change * row[j];
            }
        }
    }

    /** The largest relative miss of a share of the risk. */
    private static double gap(double[] shares, double[] y, double[] pull) {
        double risk = Moments.dot(y, pull);
        double gap = 0;
        for (int i = 0; i < y.length; i++) {
            gap = Math.max(gap, Math.abs(y[i] * pull[i] / risk / shares[i] - 1));
        }
        return gap;
    }

    /** The share of the variance that each asset contributes; they sum to 1. */
    public static double[] contributions(double[][] covariance, double[] weights) {
        double[] pull = Moments.times(covariance, weights);
        double variance = Moments.dot(weights, pull);
        double[] shares = new double[weights.length];
        for (int i = 0; i < shares.length; i++) {
            shares[i] = weights[i] * pull[i] / variance;
        }
        return shares;
    }
}
