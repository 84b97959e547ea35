package io.reprise.research.validate;

import java.util.Arrays;
import java.util.Comparator;

/**
 * How well a feature orders what comes after: the rank correlation of a day's values with the returns that follow, averaged
 * over days.
 *
 * @param days that had at least three pairs which vary
 * @param mean rank correlation
 * @param deviation of the days' correlations, divisor n − 1
 * @param t of the mean with Newey and West's error, <i>A simple, positive semi-definite, heteroskedasticity and
 *     autocorrelation consistent covariance matrix</i>, Econometrica 55(3), 1987
 * @param byDay the correlations, NaN for days without
 */
public record RankIc(int days, double mean, double deviation, double t, double[] byDay) {
    private static final int PAIRS_MIN = 3;

    /**
     * @param feature a row a day, a column an asset; NaN where unknown
     * @param forward returns that follow, likewise
     * @param lags of the error: at least the horizon of the returns less one, as they overlap
     */
    public static RankIc of(double[][] feature, double[][] forward, int lags) {
        if (feature.length != forward.length) {
            throw new IllegalArgumentException(
                    feature.length + " days of a feature do not fit " + forward.length + " days of returns");
        }
        double[] byDay = new double[feature.length];
        for (int t = 0; t < byDay.length; t++) {
            byDay[t] = correlation(feature[t], forward[t]);
        }
        double[] known =
                Arrays.stream(byDay).filter(value -> !Double.isNaN(value)).toArray();
        ReturnMoments moments = ReturnMoments.of(known);
        return new RankIc(known.length, moments.mean(), moments.deviation(), neweyWest(known, lags), byDay);
    }

    /** Spearman's rank correlation over the pairs that are known, equal values sharing the mean of their ranks; NaN for too few. */
    public static double correlation(double[] a, double[] b) {
        if (a.length != b.length) {
            throw new IllegalArgumentException(a.length + " values do not pair with " + b.length);
        }
        double[] x = new double[a.length];
        double[] y = new double[a.length];
        int n = 0;
        for (int i = 0; i < a.length; i++) {
            if (!Double.isNaN(a[i]) && !Double.isNaN(b[i])) {
                x[n] = a[i];
                y[n++] = b[i];
            }
        }
        return n < PAIRS_MIN ? Double.NaN : pearson(ranks(Arrays.copyOf(x, n)), ranks(Arrays.copyOf(y, n)));
    }

    private static double[] ranks(double[] values) {
        Integer[] order = new Integer[values.length];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, Comparator.comparingDouble(i -> values[i]));
        double[] ranks = new double[values.length];
        int from = 0;
        while (from < order.length) {
            int to = from + 1;
            while (to < order.length && values[order[to]] == values[order[from]]) {
                to++;
            }
            for (int k = from; k < to; k++) {
                ranks[order[k]] = (from + to + 1) / 2.0;
            }
            from = to;
        }
        return ranks;
    }

    private static double pearson(double[] x, double[] y) {
        double mx = ReturnMoments.mean(x);
        double my = ReturnMoments.mean(y);
        double xy = 0;
        double xx = 0;
        double yy = 0;
        for (int i = 0; i < x.length; i++) {
            xy += (x[i] - mx) * (y[i] - my);
            xx += (x[i] - mx) * (x[i] - mx);
            yy += (y[i] - my) * (y[i] - my);
        }
        return xx > 0 && yy > 0 ? xy / Math.sqrt(xx * yy) : Double.NaN;
    }

    /** The t of a mean with Bartlett weights up to a lag, no correction for small samples; NaN for fewer than two. */
    public static double neweyWest(double[] series, int lags) {
        int n = series.length;
        if (n < 2 || lags < 0) {
            return Double.NaN;
        }
        double mean = ReturnMoments.mean(series);
        double sum = 0;
        for (int lag = 0; lag <= Math.min(lags, n - 1); lag++) {
            double weight = lag == 0 ? 1 : 2 * (1 - lag / (lags + 1.0));
            for (int t = lag; t < n; t++) {
                sum += weight * (series[t] - mean) * (series[t - lag] - mean);
            }
        }
        return sum > 0 ? mean / (Math.sqrt(sum) / n) : Double.NaN;
    }
}
