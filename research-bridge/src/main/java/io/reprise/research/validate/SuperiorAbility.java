package io.reprise.research.validate;

/**
 * Whether the best of many models beats a benchmark by more than luck: White, <i>A reality check for data snooping</i>,
 * Econometrica 68(5), 2000, and Hansen, <i>A test for superior predictive ability</i>, J. Business and Economic Statistics
 * 23(4), 2005. P-values are for "none is better".
 *
 * @param lower models worse than the benchmark are taken as equal to it: too liberal
 * @param consistent Hansen's: only those that are clearly worse are left out
 * @param upper White's reality check: all count, however bad
 */
public record SuperiorAbility(double lower, double consistent, double upper) {
    /**
     * The statistic is the largest mean advantage, not divided by its deviation, as in Python's arch.
     *
     * @param advantage a row an observation, a column a model: its return less the benchmark's
     * @param length mean length of a block, for the variance of the means
     * @param orders resampled orders of the observations
     */
    public static SuperiorAbility of(double[][] advantage, double length, int[][] orders) {
        return test(advantage, length, orders, false);
    }

    /** As in Hansen's paper: each mean over its own deviation, so that a wild model does not hide a steady one. */
    public static SuperiorAbility studentized(double[][] advantage, double length, int[][] orders) {
        return test(advantage, length, orders, true);
    }

    private static SuperiorAbility test(double[][] advantage, double length, int[][] orders, boolean studentized) {
        int n = advantage.length;
        int models = n == 0 ? 0 : advantage[0].length;
        if (n < 3 || models == 0 || orders.length == 0) {
            throw new IllegalArgumentException(
                    models + " models over " + n + " observations are too few: at least 1 over 3");
        }
        double[] means = new double[models];
        double[] scale = new double[models];
        double[][] centers = new double[3][models];
        double greatest = Double.NEGATIVE_INFINITY;
        for (int k = 0; k < models; k++) {
            double[] own = column(advantage, k);
            means[k] = ReturnMoments.mean(own);
            double variance = variance(own, means[k], length);
            double threshold = -Math.sqrt(variance / n * 2 * Math.log(Math.log(n)));
            scale[k] = !studentized ? 1 : variance > 0 ? Math.sqrt(variance) : Double.POSITIVE_INFINITY;
            centers[0][k] = Math.max(0, means[k]);
            centers[1][k] = means[k] >= threshold ? means[k] : 0;
            centers[2][k] = means[k];
            greatest = Math.max(greatest, means[k] / scale[k]);
        }
        int[] beyond = new int[3];
        for (int[] order : orders) {
            double[] resampled = means(advantage, order);
            for (int c = 0; c < 3; c++) {
                double most = Double.NEGATIVE_INFINITY;
                for (int k = 0; k < models; k++) {
                    most = Math.max(most, (resampled[k] - centers[c][k]) / scale[k]);
                }
                beyond[c] += most > greatest ? 1 : 0;
            }
        }
        double all = orders.length;
        return new SuperiorAbility(beyond[0] / all, beyond[1] / all, beyond[2] / all);
    }

    private static double[] column(double[][] rows, int k) {
        double[] column = new double[rows.length];
        for (int t = 0; t < rows.length; t++) {
            column[t] = rows[t][k];
        }
        return column;
    }

    private static double[] means(double[][] rows, int[] order) {
        double[] means = new double[rows[0].length];
        for (int t : order) {
            double[] row = rows[t];
            for (int k = 0; k < means.length; k++) {
                means[k] += row[k];
            }
        }
        for (int k = 0; k < means.length; k++) {
            means[k] /= order.length;
        }
        return means;
    }

    /** Of the mean times n, as the stationary bootstrap has it: Politis and Romano 1994, lemma 1. */
    private static double variance(double[] series, double mean, double length) {
        int n = series.length;
        double stay = 1 - 1 / length;
        double[] powers = new double[n + 1];
        powers[0] = 1;
        for (int i = 1; i <= n; i++) {
            powers[i] = powers[i - 1] * stay;
        }
        double sum = 0;
        for (int lag = 0; lag < n; lag++) {
            double share = (double) lag / n;
            double weight = lag == 0 ? 1 : 2 * ((1 - share) * powers[lag] + share * powers[n - lag]);
            double product = 0;
            for (int t = lag; t < n; t++) {
                product += (series[t] - mean) * (series[t - lag] - mean);
            }
            sum += weight * product / n;
        }
        return sum;
    }
}
