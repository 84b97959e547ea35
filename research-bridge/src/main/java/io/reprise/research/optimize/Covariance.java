package io.reprise.research.optimize;

/**
 * Estimators of the covariance of returns per observation. Each takes a table, a row a day and a column an asset, and
 * gives a symmetric matrix in squared return units. Stateless.
 */
public final class Covariance {
    private Covariance() {}

    /** A matrix and how far it was pulled towards its target, 0 to 1. */
    public record Shrunk(double[][] matrix, double intensity) {}

    /** The sample covariance, divisor T − 1. */
    public static double[][] sample(double[][] returns) {
        need(returns, 2);
        return Moments.square(Moments.centered(returns), returns.length - 1.0);
    }

    /**
     * Exponentially weighted around zero, as in RiskMetrics (J.P. Morgan, <i>Technical document</i>, 1996), the weights of
     * the T days made to sum to 1.
     *
     * @param halfLife days after which a day weighs half, above 0
     */
    public static double[][] exponential(double[][] returns, double halfLife) {
        need(returns, 2);
        if (!(halfLife > 0)) {
            throw new IllegalArgumentException("a half-life cannot be " + halfLife + ": it must be above 0 days");
        }
        double decay = Math.pow(0.5, 1 / halfLife);
        double[][] weighted = new double[returns.length][];
        double weight = 1;
        double sum = 0;
        for (int t = returns.length - 1; t >= 0; t--) {
            double root = Math.sqrt(weight);
            weighted[t] = returns[t].clone();
            for (int i = 0; i < weighted[t].length; i++) {
                weighted[t][i] *= root;
            }
            sum += weight;
            weight *= decay;
        }
        return Moments.square(weighted, sum);
    }

    /**
     * Shrunk to a multiple of the identity: Ledoit and Wolf, <i>A well-conditioned estimator for large-dimensional
     * covariance matrices</i>, J. Multivariate Analysis 88, 2004. The divisor is T, as in the paper.
     */
    public static Shrunk ledoitWolfIdentity(double[][] returns) {
        need(returns, 2);
        int days = returns.length;
        double[][] centered = Moments.centered(returns);
        double[][] s = Moments.square(centered, days);
        int n = s.length;
        double[][] squares = Moments.power(centered, 2);
        double mean = 0;
        double norm = 0;
        for (int i = 0; i < n; i++) {
            mean += s[i][i] / n;
            norm += Moments.dot(s[i], s[i]);
        }
        double fourth = 0;
        for (double[] day : squares) {
            double sum = 0;
            for (double value : day) {
                sum += value;
            }
            fourth += sum * sum / days;
        }
        double away = norm - n * mean * mean;
        double noise = (fourth - norm) / days;
        double intensity = away > 0 ? Math.clamp(noise / away, 0, 1) : 0;
        double[][] target = new double[n][n];
        for (int i = 0; i < n; i++) {
            target[i][i] = mean;
        }
        return new Shrunk(mix(target, s, intensity), intensity);
    }

    /**
     * Shrunk to constant correlation: Ledoit and Wolf, <i>Honey, I shrunk the sample covariance matrix</i>, J. Portfolio
     * Management 30(4), 2004, with the sample covariance of divisor T − 1.
     */
    public static Shrunk ledoitWolfConstantCorrelation(double[][] returns) {
        double[][] s = sample(returns);
        int n = s.length;
        int days = returns.length;
        if (n < 2) {
            return new Shrunk(s, 0);
        }
        double[][] x = Moments.centered(returns);
        double[][] target = constantCorrelation(s);
        double rBar = target[0][1] / Math.sqrt(s[0][0] * s[1][1]);
        double[][] biased = Moments.square(x, days);
        double[][] fourth = Moments.square(Moments.power(x, 2), days);
        double[][] third = Moments.product(Moments.power(x, 3), x, days);
        double pi = 0;
        double rho = 0;
        double gamma = 0;
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                double noise = fourth[i][j] - 2 * biased[i][j] * s[i][j] + s[i][j] * s[i][j];
                double off = s[i][j] - target[i][j];
                pi += noise;
                gamma += off * off;
                if (i == j) {
                    rho += noise;
                } else {
                    double theta = third[i][j] - biased[i][i] * s[i][j] - biased[i][j] * s[i][i] + s[i][i] * s[i][j];
                    rho += rBar * Math.sqrt(s[j][j] / s[i][i]) * theta;
                }
            }
        }
        double intensity = gamma > 0 ? Math.clamp((pi - rho) / gamma / days, 0, 1) : 0;
        return new Shrunk(mix(target, s, intensity), intensity);
    }

    private static double[][] constantCorrelation(double[][] s) {
        int n = s.length;
        double sum = 0;
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                sum += i == j ? 0 : s[i][j] / Math.sqrt(s[i][i] * s[j][j]);
            }
        }
        double mean = sum / ((double) n * (n - 1));
        double[][] target = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                target[i][j] = i == j ? s[i][i] : mean * Math.sqrt(s[i][i] * s[j][j]);
            }
        }
        return target;
    }

    private static double[][] mix(double[][] target, double[][] s, double intensity) {
        int n = s.length;
        double[][] mixed = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                mixed[i][j] = intensity * target[i][j] + (1 - intensity) * s[i][j];
            }
        }
        return mixed;
    }

    static void need(double[][] returns, int days) {
        if (returns.length < days || returns[0].length == 0) {
            throw new IllegalArgumentException("returns of " + returns.length + " days are too few: at least " + days
                    + " days of one asset are needed");
        }
        for (int t = 0; t < returns.length; t++) {
            for (int i = 0; i < returns[t].length; i++) {
                if (!Double.isFinite(returns[t][i])) {
                    throw new IllegalArgumentException(
                            "the return of asset " + (i + 1) + " on day " + (t + 1) + " is no number");
                }
            }
        }
    }
}
