package io.reprise.research.validate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** Numbers that the papers print. */
class SharpeTestsTest {
    private static final double DAYS = 250;
    private static final int OBSERVATIONS = 1250;

    private static double deflated(double trials, double skewness, double kurtosis) {
        double sharpe = 2.5 / Math.sqrt(DAYS);
        double best = SharpeTests.expectedMaximum(trials, 0.5 / DAYS);
        return SharpeTests.probabilistic(sharpe, best, OBSERVATIONS, skewness, kurtosis);
    }

    /** Bailey and López de Prado 2014, the numerical example. */
    @Test
    void theDeflatedRatioIsThatOfThePaper() {
        assertEquals(0.1132, SharpeTests.expectedMaximum(100, 0.5 / DAYS), 5e-5);
        assertEquals(0.9004, deflated(100, -3, 10), 5e-5);
        assertEquals(0.9505, deflated(46, -3, 10), 5e-5);
        assertEquals(0.9505, deflated(88, 0, 3), 5e-5);
    }

    /** Bailey and López de Prado 2012: years to tell a Sharpe ratio of 2 from 1 at 95 %, normal returns. */
    @Test
    void theMinimumTrackRecordIsThatOfThePaper() {
        assertEquals(2.73, years(252), 5e-3);
        assertEquals(2.83, years(52), 5e-3);
        assertEquals(3.24, years(12), 5e-3);
    }

    private static double years(double periods) {
        double root = Math.sqrt(periods);
        return SharpeTests.minimumLength(2 / root, 1 / root, 0, 3, 0.95) / periods;
    }

    @Test
    void moreTrialsNeverRaiseTheDeflatedRatio() {
        double before = 1;
        for (int trials = 1; trials <= 10_000; trials *= 10) {
            double now = deflated(trials, 0, 3);
            assertTrue(now < before, "trials " + trials);
            before = now;
        }
        assertEquals(0, SharpeTests.expectedMaximum(1, 3));
        assertThrows(IllegalArgumentException.class, () -> SharpeTests.expectedMaximum(0, 1));
    }

    @Test
    void aRecordOfItsMinimumLengthHasTheConfidence() {
        double length = SharpeTests.minimumLength(0.1, 0.02, -0.7, 6, 0.9);
        double sharpe = 0.1;
        double error = Math.sqrt((1 + 0.7 * sharpe + 5.0 / 4 * sharpe * sharpe) / (length - 1));
        assertEquals(1.2815515655446004, (sharpe - 0.02) / error, 1e-12);
    }

    @Test
    void momentsAreThoseOfTheDefinition() {
        ReturnMoments of = ReturnMoments.of(new double[] {1, 2, 3, 4, 10});
        assertEquals(4, of.mean());
        assertEquals(Math.sqrt(12.5), of.deviation(), 1e-15);
        assertEquals(36 / Math.pow(10, 1.5), of.skewness(), 1e-12);
        assertEquals((81 + 16 + 1 + 0 + 1296) / 5.0 / 100, of.kurtosis(), 1e-12);
        assertTrue(Double.isNaN(ReturnMoments.of(new double[] {2, 2, 2}).sharpe()));
    }
}
