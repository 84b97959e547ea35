package io.reprise.research.report;

import io.reprise.research.validate.ReturnMoments;
import io.reprise.research.validate.SharpeTests;

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

    private static final double CONFIDENCE = 0.95;

    /** {@link #needed()} where no length would do. */
    public static final long NEVER = Long.MAX_VALUE;

    /**
     * The record of a series of simple returns against a Sharpe ratio per observation.
     *
     * @param returns finite returns, oldest first; may be empty
     */
    public static TrackRecord of(double[] returns, double benchmark) {
        ReturnMoments moments = ReturnMoments.of(returns);
        double sharpe = moments.sharpe();
        return new TrackRecord(
                moments.observations(),
                sharpe,
                benchmark,
                moments.skewness(),
                moments.kurtosis(),
                minimumLength(sharpe, benchmark, moments.skewness(), moments.kurtosis()));
    }

    /** MinTRL in observations at 95 %; all arguments per observation. Infinity when the two ratios are equal. */
    public static double minimumLength(double sharpe, double benchmark, double skewness, double kurtosis) {
        return SharpeTests.minimumLength(sharpe, benchmark, skewness, kurtosis, CONFIDENCE);
    }

    /** Observations needed before the ratio says anything: MinTRL rounded up, never below {@value #MIN_RETURNS}. */
    public long needed() {
        return minimumLength < Long.MAX_VALUE ? Math.max(MIN_RETURNS, (long) Math.ceil(minimumLength)) : NEVER;
    }

    /** Whether rule 37 lets the ratio stand without a caveat. */
    public boolean longEnough() {
        return observations >= needed();
    }
}
