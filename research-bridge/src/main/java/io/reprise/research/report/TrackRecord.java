package io.reprise.research.report;

/**
 * Whether a series of returns is long enough for its Sharpe ratio to mean something: the minimum track record length of
 * Bailey and López de Prado, <i>The Sharpe ratio efficient frontier</i>, Journal of Risk 15(2), 2012, at 95 %.
 *
 * <p>{@code MinTRL = 1 + (1 - g3 SR + (g4 - 1)/4 SR²) (z / (SR - SR*))²} observations. It is the same for SR above and
 * below SR*, so it bounds "worse than" just as it bounds "better than". Immutable.
 *
 * @param observations number of returns
 * @param sharpe Sharpe ratio per observation, mean over sample deviation; NaN for fewer than two returns or no
 *     deviation
 * @param benchmark the Sharpe ratio per observation to be told apart from
 * @param skewness g3, third standardized moment
 * @param kurtosis g4, fourth standardized moment (Pearson's: 3 for a normal)
 * @param minimumLength MinTRL in observations; positive infinity where no length would do
 */
public record TrackRecord(
        int observations, double sharpe, double benchmark, double skewness, double kurtosis, double minimumLength) {
    /** Below this many daily returns no ratio is taken at its word (rule 37). */
    public static final int MIN_RETURNS = 30;

    /** One-sided 95 % quantile of the standard normal. */
    static final double Z_95 = 1.6448536269514722;

    /** {@link #needed()} where no length would do. */
    public static final long NEVER = Long.MAX_VALUE;

    /**
     * The record of a series of simple returns against a Sharpe ratio per observation.
     *
     * @param returns finite returns, oldest first; may be empty
     */
    public static TrackRecord of(double[] returns, double benchmark) {
        int n = returns.length;
        double mean = mean(returns);
        double m2 = 0;
        double m3 = 0;
        double m4 = 0;
        for (double value : returns) {
            double d = value - mean;
            m2 += d * d;
            m3 += d * d * d;
            m4 += d * d * d * d;
        }
        if (n < 2 || !(m2 > 0)) {
            return new TrackRecord(n, Double.NaN, benchmark, Double.NaN, Double.NaN, Double.POSITIVE_INFINITY);
        }
        double sharpe = mean / Math.sqrt(m2 / (n - 1));
        double variance = m2 / n;
        double skewness = m3 / n / (variance * Math.sqrt(variance));
        double kurtosis = m4 / n / (variance * variance);
        return new TrackRecord(
                n, sharpe, benchmark, skewness, kurtosis, minimumLength(sharpe, benchmark, skewness, kurtosis));
    }

    /** MinTRL in observations at 95 %; all arguments per observation. Infinity when the two ratios are equal. */
    public static double minimumLength(double sharpe, double benchmark, double skewness, double kurtosis) {
        double gap = sharpe - benchmark;
        double shape = 1 - skewness * sharpe + (kurtosis - 1) / 4 * sharpe * sharpe;
        double length = 1 + shape * (Z_95 / gap) * (Z_95 / gap);
        return Double.isNaN(length) ? Double.POSITIVE_INFINITY : length;
    }

    /** Observations needed before the ratio says anything: MinTRL rounded up, never below {@value #MIN_RETURNS}. */
    public long needed() {
        return minimumLength < Long.MAX_VALUE ? Math.max(MIN_RETURNS, (long) Math.ceil(minimumLength)) : NEVER;
    }

    /** Whether rule 37 lets the ratio stand without a caveat. */
    public boolean longEnough() {
        return observations >= needed();
    }

    /** Mean return per observation; 0 for none. */
    static double mean(double[] returns) {
        double sum = 0;
        for (double value : returns) {
            sum += value;
        }
        return returns.length == 0 ? 0 : sum / returns.length;
    }
}
