package io.reprise.research.optimize;

import org.ojalgo.matrix.decomposition.Eigenvalue;
import org.ojalgo.matrix.store.R064Store;

/**
 * The covariance whose correlations have their noise averaged out: López de Prado, <i>Machine learning for asset
 * managers</i>, 2020, section 2 (constant residual eigenvalue). The variance of the noise is where the density of Marchenko
 * and Pastur is nearest to the eigenvalues' own, a Gaussian kernel of bandwidth 0.01; eigenvalues at or below its upper
 * edge become their mean.
 */
public final class Denoised {
    private static final double BANDWIDTH = 0.01;
    private static final int POINTS = 1000;
    private static final int GRID = 200;
    private static final int GOLDEN_STEPS = 60;
    private static final double GOLDEN = (Math.sqrt(5) - 1) / 2;

    private Denoised() {}

    /**
     * What was kept.
     *
     * @param matrix the covariance
     * @param noiseVariance of the fitted density, 0 to 1
     * @param factors how many eigenvalues are above its edge
     */
    public record Result(double[][] matrix, double noiseVariance, int factors) {}

    /** @param returns more days than assets */
    public static Result of(double[][] returns) {
        double[][] s = Covariance.sample(returns);
        int n = s.length;
        if (returns.length <= n) {
            throw new IllegalArgumentException(
                    "denoising needs more days than assets, not " + returns.length + " for " + n);
        }
        double q = (double) returns.length / n;
        R064Store correlation = R064Store.FACTORY.copy(org.ojalgo.structure.Access2D.wrap(Moments.correlation(s)));
        Eigenvalue<Double> parts = Eigenvalue.R064.make(correlation, true);
        if (!parts.decompose(correlation)) {
            throw new IllegalStateException("the correlations have no eigenvalues");
        }
        double[] values = new double[n];
        for (int k = 0; k < n; k++) {
            values[k] = parts.getD().doubleValue(k, k);
        }
        double variance = noiseVariance(values, q);
        double edge = variance * Math.pow(1 + Math.sqrt(1 / q), 2);
        return rebuilt(s, values, parts, variance, edge);
    }

    private static Result rebuilt(
            double[][] s, double[] values, Eigenvalue<Double> parts, double variance, double edge) {
        int n = s.length;
        double noise = 0;
        int factors = 0;
        for (double value : values) {
            factors += value > edge ? 1 : 0;
            noise += value > edge ? 0 : value;
        }
        double[][] cleaned = new double[n][n];
        for (int k = 0; k < n; k++) {
            double value = values[k] > edge ? values[k] : noise / (n - factors);
            for (int i = 0; i < n; i++) {
                double times = value * parts.getV().doubleValue(i, k);
                for (int j = 0; j < n; j++) {
                    cleaned[i][j] += times * parts.getV().doubleValue(j, k);
                }
            }
        }
        double[][] matrix = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                double scale = Math.sqrt(s[i][i] * s[j][j] / (cleaned[i][i] * cleaned[j][j]));
                matrix[i][j] = i == j ? s[i][i] : cleaned[i][j] * scale;
                matrix[j][i] = matrix[i][j];
            }
        }
        return new Result(matrix, variance, factors);
    }

    /** The best of a grid, then a golden section around it. */
    private static double noiseVariance(double[] values, double q) {
        int best = 1;
        double least = Double.POSITIVE_INFINITY;
        for (int i = 1; i < GRID; i++) {
            double error = error(values, q, (double) i / GRID);
            if (error < least) {
                least = error;
                best = i;
            }
        }
        double low = (best - 1.0) / GRID;
        double high = (best + 1.0) / GRID;
        for (int i = 0; i < GOLDEN_STEPS; i++) {
            double a = high - GOLDEN * (high - low);
            double b = low + GOLDEN * (high - low);
            if (error(values, q, a) < error(values, q, b)) {
                high = b;
            } else {
                low = a;
            }
        }
        return (low + high) / 2;
    }

    private static double error(double[] values, double q, double variance) {
        double low = variance * Math.pow(1 - Math.sqrt(1 / q), 2);
        double high = variance * Math.pow(1 + Math.sqrt(1 / q), 2);
        double sum = 0;
        for (int i = 0; i < POINTS; i++) {
            double at = low + (high - low) * i / (POINTS - 1);
            double law = q / (2 * Math.PI * variance * at) * Math.sqrt(Math.max(0, (high - at) * (at - low)));
            double seen = 0;
            for (double value : values) {
                double z = (at - value) / BANDWIDTH;
                seen += Math.abs(z) > 40 ? 0 : StrictMath.exp(-z * z / 2);
            }
            double gap = seen / (values.length * BANDWIDTH * Math.sqrt(2 * Math.PI)) - law;
            sum += gap * gap;
        }
        return sum;
    }
}
