package io.reprise.research.validate;

import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * What a Sharpe ratio is worth. All ratios are per observation, kurtosis is Pearson's. Sources: Bailey and López de Prado,
 * <i>The Sharpe ratio efficient frontier</i>, J. Risk 15(2), 2012 (probabilistic ratio, minimum track record length), and
 * <i>The deflated Sharpe ratio</i>, J. Portfolio Management 40(5), 2014. Stateless.
 */
public final class SharpeTests {
    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);
    private static final double EULER_MASCHERONI = 0.57721566490153286;

    private SharpeTests() {}

    /** The variance of the estimator times the number of observations, with skewness and kurtosis. */
    private static double shape(double sharpe, double skewness, double kurtosis) {
        return 1 - skewness * sharpe + (kurtosis - 1) / 4 * sharpe * sharpe;
    }

    /**
     * The probability that the true ratio is above a benchmark.
     *
     * @param observations more than one
     */
    public static double probabilistic(
            double sharpe, double benchmark, int observations, double skewness, double kurtosis) {
        double error = Math.sqrt(shape(sharpe, skewness, kurtosis) / (observations - 1.0));
        return NORMAL.cumulativeProbability((sharpe - benchmark) / error);
    }

    /** As the other, of a series. */
    public static double probabilistic(ReturnMoments of, double benchmark) {
        return probabilistic(of.sharpe(), benchmark, of.observations(), of.skewness(), of.kurtosis());
    }

    /**
     * The greatest ratio to expect from trials without any skill.
     *
     * @param trials distinct ones, at least 1; with one there is nothing to choose from, and it is 0
     * @param variance of the trials' ratios
     */
    public static double expectedMaximum(double trials, double variance) {
        if (!(trials >= 1) || !(variance >= 0)) {
            throw new IllegalArgumentException("trials and the variance of their ratios cannot be " + trials + " and "
                    + variance + ": at least 1 and 0");
        }
        if (trials == 1) {
            return 0;
        }
        double first = NORMAL.inverseCumulativeProbability(1 - 1 / trials);
        double second = NORMAL.inverseCumulativeProbability(1 - 1 / (trials * Math.E));
        return Math.sqrt(variance) * ((1 - EULER_MASCHERONI) * first + EULER_MASCHERONI * second);
    }

    /** The probabilistic ratio against the greatest that so many trials without skill would show. */
    public static double deflated(ReturnMoments of, double trials, double variance) {
        return probabilistic(of, expectedMaximum(trials, variance));
    }

    /**
     * Observations that it takes to tell a ratio from a benchmark, above or below.
     *
     * @param confidence such as 0.95, one-sided
     * @return infinity when the two are equal, or nothing is known
     */
    public static double minimumLength(
            double sharpe, double benchmark, double skewness, double kurtosis, double confidence) {
        double z = NORMAL.inverseCumulativeProbability(confidence) / (sharpe - benchmark);
        double length = 1 + shape(sharpe, skewness, kurtosis) * z * z;
        return Double.isNaN(length) ? Double.POSITIVE_INFINITY : length;
    }

    /** Sample variance, divisor n − 1; 0 for fewer than two. */
    public static double variance(double[] values) {
        double deviation = ReturnMoments.of(values).deviation();
        return values.length < 2 ? 0 : deviation * deviation;
    }
}
