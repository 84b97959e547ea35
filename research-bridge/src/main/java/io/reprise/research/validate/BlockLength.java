package io.reprise.research.validate;

/**
 * How long blocks should be: Politis and White, <i>Automatic block-length selection for the dependent bootstrap</i>,
 * Econometric Reviews 23(1), 2004, corrected by Patton, Politis and White, 28(4), 2009. Autocovariances use all observations.
 *
 * @param stationary mean length for the stationary bootstrap
 * @param circular length for the circular one
 */
public record BlockLength(double stationary, double circular) {
    private static final int OBSERVATIONS_MIN = 8;

    /**
     * @param series at least eight observations that vary
     * @return lengths of 1 or more
     */
    public static BlockLength of(double[] series) {
        BlockLength raw = unbounded(series);
        return new BlockLength(Math.max(1, raw.stationary), Math.max(1, raw.circular));
    }

    /** As the papers have it, where a length may be below 1. */
    static BlockLength unbounded(double[] series) {
        int n = series.length;
        if (n < OBSERVATIONS_MIN) {
            throw new IllegalArgumentException(
                    n + " observations say nothing of their blocks: at least " + OBSERVATIONS_MIN);
        }
        double most = Math.ceil(Math.min(3 * Math.sqrt(n), n / 3.0));
        int run = Math.max(5, (int) Math.log10(n));
        int lagsMax = (int) Math.ceil(Math.sqrt(n)) + run;
        double[] covariance = new double[lagsMax + 1];
        int lags = lags(series, covariance, run, lagsMax);
        double g = 0;
        double spectrum = covariance[0];
        for (int k = 1; k <= lags; k++) {
            double weight = 2 * k <= lags ? 1 : 2 * (1 - (double) k / lags);
            g += 2 * weight * k * covariance[k];
            spectrum += 2 * weight * covariance[k];
        }
        double stationary = length(g, 2 * spectrum * spectrum, n);
        double circular = length(g, 4.0 / 3 * spectrum * spectrum, n);
        return new BlockLength(Math.min(stationary, most), Math.min(circular, most));
    }

    private static double length(double g, double d, int n) {
        return d > 0 ? Math.cbrt(2 * g * g / d) * Math.cbrt(n) : 1;
    }

    /** Twice the last lag before {@code run} autocorrelations in a row are too small to matter; fills the covariances. */
    private static int lags(double[] series, double[] covariance, int run, int lagsMax) {
        int n = series.length;
        double mean = ReturnMoments.mean(series);
        double bound = 2 * Math.sqrt(Math.log10(n) / n);
        double[] correlation = new double[lagsMax + 1];
        int found = -1;
        for (int lag = 0; lag <= lagsMax && lag < n; lag++) {
            double cross = product(series, mean, lag, 0, n - lag);
            double early = product(series, mean, 0, 0, n - lag - 1);
            double late = product(series, mean, 0, lag + 1, n - lag - 1);
            covariance[lag] = cross / n;
            correlation[lag] = Math.abs(cross) / Math.sqrt(early * late);
            if (found < 0 && lag >= run && quiet(correlation, lag - run, lag, bound)) {
                found = lag - run;
            }
        }
        return Math.min(found < 0 ? lagsMax : 2 * Math.max(found, 1), lagsMax);
    }

    private static boolean quiet(double[] correlation, int from, int to, double bound) {
        for (int i = from; i < to; i++) {
            if (!(correlation[i] < bound)) {
                return false;
            }
        }
        return true;
    }

    private static double product(double[] series, double mean, int lag, int from, int count) {
        double sum = 0;
        for (int i = from; i < from + count; i++) {
            sum += (series[i + lag] - mean) * (series[i] - mean);
        }
        return sum;
    }
}
