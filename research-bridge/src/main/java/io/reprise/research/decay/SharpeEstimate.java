package io.reprise.research.decay;

/**
 * A Sharpe ratio per observation with its standard error, serial correlation and non-normal returns considered: the
 * delta method over the long-run covariance of mean and variance, A. W. Lo, <i>The statistics of Sharpe ratios</i>,
 * Financial Analysts Journal 58(4), 2002, with the weights of Newey and West (1987) over
 * <code>floor(4 (n/100)^(2/9))</code> lags. For independent normal returns it tends to Lo's
 * <code>sqrt((1 + SR²/2) / n)</code>. Immutable.
 *
 * @param observations number of returns
 * @param mean of the returns
 * @param deviation their sample deviation (n - 1)
 * @param sharpe mean / deviation
 * @param standardError of the Sharpe ratio
 */
public record SharpeEstimate(int observations, double mean, double deviation, double sharpe, double standardError) {
    /**
     * The estimate of a series of simple returns.
     *
     * @param returns finite, oldest first
     * @throws IllegalArgumentException for fewer than two returns, or returns that do not differ
     */
    public static SharpeEstimate of(double[] returns) {
        int n = returns.length;
        double mean = 0;
        for (double value : returns) {
            mean += value / n;
        }
        double squares = 0;
        for (double value : returns) {
            squares += (value - mean) * (value - mean);
        }
        if (n < 2 || !(squares > 0)) {
            throw new IllegalArgumentException("a Sharpe ratio needs two daily returns that differ, and there "
                    + (n == 1 ? "is 1" : "are " + n) + (n < 2 ? "" : " that are all equal"));
        }
        double deviation = Math.sqrt(squares / (n - 1));
        double variance = longRunVariance(returns, mean, squares / n);
        return new SharpeEstimate(n, mean, deviation, mean / deviation, Math.sqrt(variance / n));
    }

    /**
     * Of the Sharpe ratio times the root of n: each return's influence on the ratio is (r - m)/s - m ((r - m)² - s²)/(2 s³),
     * and the Newey-West sum of their autocovariances is the quadratic form that the delta method asks for.
     */
    private static double longRunVariance(double[] returns, double mean, double variance) {
        int n = returns.length;
        double sigma = Math.sqrt(variance);
        double[] influence = new double[n];
        for (int i = 0; i < n; i++) {
            double d = returns[i] - mean;
            influence[i] = d / sigma - mean * (d * d - variance) / (2 * variance * sigma);
        }
        double sum = autocovariance(influence, 0);
        int lags = lags(n);
        for (int lag = 1; lag <= lags; lag++) {
            sum += 2 * (1 - lag / (lags + 1.0)) * autocovariance(influence, lag);
        }
        return sum;
    }

    /** Lags that the standard error looks back on. */
    static int lags(int observations) {
        return Math.min(observations - 1, (int) (4 * Math.pow(observations / 100.0, 2.0 / 9)));
    }

    private static double autocovariance(double[] values, int lag) {
        double sum = 0;
        for (int i = lag; i < values.length; i++) {
            sum += values[i] * values[i - lag];
        }
        return sum / values.length;
    }

    /** The ratio a year: times the root of the observations in one. */
    public double annual(int observationsPerYear) {
        return sharpe * Math.sqrt(observationsPerYear);
    }
}
