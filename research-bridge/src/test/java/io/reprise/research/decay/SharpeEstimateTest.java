package io.reprise.research.decay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SharpeEstimateTest {
    /**
     * Reference values by statsmodels 0.14: the delta method over {@code S_hac_simple} of the moments of mean and variance,
     * which is another way to the same number.
     */
    @ParameterizedTest
    @CsvSource({
        "250, 0.0, 4, -0.005420467752911676, 0.06501575953956028",
        "250, 0.3, 4, -0.009816293822533809, 0.08167197324421516",
        "60, -0.2, 3, 0.05163763658789563, 0.09846495734313297",
        "1000, 0.1, 6, 0.01600911122421904, 0.03395732800483584"
    })
    void ratioAndErrorAreThoseOfStatsmodels(int n, double rho, int lags, double sharpe, double error) {
        SharpeEstimate estimate = SharpeEstimate.of(series(n, rho));
        assertEquals(lags, SharpeEstimate.lags(n));
        assertEquals(sharpe, estimate.sharpe(), 1e-12);
        assertEquals(error, estimate.standardError(), 1e-12);
    }

    /** Lo 2002, table 1: a ratio of 0.50 a period has a standard error of 0.047 over 500 independent periods, 1.50 of 0.065. */
    @ParameterizedTest
    @CsvSource({"0.5, 0.047", "1.5, 0.065"})
    void independentNormalReturnsHaveTheErrorOfLosTable(double sharpe, double error) {
        SplittableRandom random = new SplittableRandom(7);
        double mean = 0;
        int series = 400;
        for (int s = 0; s < series; s++) {
            double[] returns = new double[500];
            for (int i = 0; i < returns.length; i++) {
                returns[i] = sharpe + random.nextGaussian();
            }
            mean += SharpeEstimate.of(returns).standardError() / series;
        }
        assertEquals(error, mean, 0.0015);
    }

    @Test
    void trendingReturnsHaveALargerErrorThanIndependentOnes() {
        double[] trending = series(1000, 0.5);
        double independent = Math.sqrt(1.0 / 1000);
        assertTrue(SharpeEstimate.of(trending).standardError() > 1.4 * independent);
    }

    @Test
    void whatHasNoRatioIsRefused() {
        for (double[] returns : new double[][] {{}, {0.1}, {0.1, 0.1, 0.1}}) {
            assertThrows(IllegalArgumentException.class, () -> SharpeEstimate.of(returns));
        }
    }

    /** Autoregressive, a little skewed; the generator is the C library's, so that Python makes the same numbers. */
    static double[] series(int n, double rho) {
        long x = 123_456_789;
        double previous = 0;
        double[] out = new double[n];
        for (int i = 0; i < n; i++) {
            double sum = 0;
            for (int k = 0; k < 12; k++) {
                x = (1_103_515_245L * x + 12_345) % 2_147_483_648L;
                sum += x / 2147483648.0;
            }
            previous = rho * previous + (sum - 6.0);
            out[i] = 0.0005 + 0.01 * previous + 0.002 * (previous * previous - 1);
        }
        return out;
    }
}
