package io.reprise.research.validate;

/**
 * Moments of a series of simple returns per observation. Immutable.
 *
 * @param observations number of returns
 * @param mean of them; 0 for none
 * @param deviation sample standard deviation, divisor n − 1; NaN for fewer than two
 * @param skewness third standardized moment, NaN without deviation
 * @param kurtosis fourth standardized moment (Pearson's: 3 for a normal), NaN without deviation
 */
public record ReturnMoments(int observations, double mean, double deviation, double skewness, double kurtosis) {
    /** @param returns finite returns, oldest first; may be empty */
    public static ReturnMoments of(double[] returns) {
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
            return new ReturnMoments(n, mean, n < 2 ? Double.NaN : 0, Double.NaN, Double.NaN);
        }
        double variance = m2 / n;
        double skewness = m3 / n / (variance * Math.sqrt(variance));
        double kurtosis = m4 / n / (variance * variance);
        return new ReturnMoments(n, mean, Math.sqrt(m2 / (n - 1)), skewness, kurtosis);
    }

    /** Mean over deviation per observation; NaN without deviation. */
    public double sharpe() {
        return deviation > 0 ? mean / deviation : Double.NaN;
    }

    /** Mean return per observation; 0 for none. */
    public static double mean(double[] returns) {
        double sum = 0;
        for (double value : returns) {
            sum += value;
        }
        return returns.length == 0 ? 0 : sum / returns.length;
    }
}
