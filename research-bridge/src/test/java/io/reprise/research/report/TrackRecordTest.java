package io.reprise.research.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

final class TrackRecordTest {
    /** One-sided 95 % quantile of the standard normal. */
    private static final double Z_95 = 1.6448536269514722;

    /** Annual Sharpe 2 against 1, normal returns, 95 %: the values that Bailey and López de Prado (2012) print. */
    @Test
    void agreesWithThePublishedLengths() {
        assertEquals(2.73, years(2, 1, 0, 3, 252), 0.005);
        assertEquals(2.83, years(2, 1, 0, 3, 52), 0.005);
        assertEquals(3.24, years(2, 1, 0, 3, 12), 0.005);
    }

    /** By hand, monthly: 1 + (1 + 0.72 · 0.57735 + 1.195 / 3) · 2.70554 · 12 = 59.89 months. */
    @Test
    void negativeSkewAndFatTailsNeedLonger() {
        assertEquals(4.99, years(2, 1, -0.72, 5.78, 12), 0.005);
        assertTrue(years(2, 1, -0.72, 5.78, 252) > years(2, 1, 0, 3, 252));
    }

    @Test
    void worseThanNeedsAsLongAsBetterThan() {
        assertEquals(TrackRecord.minimumLength(0.1, 0, 0.4, 5), TrackRecord.minimumLength(-0.1, 0, -0.4, 5), 1e-9);
    }

    @Test
    void equalRatiosAreNeverToldApart() {
        assertEquals(Double.POSITIVE_INFINITY, TrackRecord.minimumLength(0.1, 0.1, 0, 3));
        assertEquals(Double.POSITIVE_INFINITY, TrackRecord.minimumLength(Double.NaN, 0, 0, 3));
    }

    /** By hand: mean 0.01, squares 0.0002 + 0.0002, so SR = 0.01 / √(0.0002); g3 = 0, g4 = 1.5. */
    @Test
    void momentsAgreeWithHandNumbers() {
        TrackRecord record = TrackRecord.of(new double[] {0.01, 0.01 + 0.0141421356237, 0.01 - 0.0141421356237}, 0);
        assertEquals(3, record.observations());
        assertEquals(0.7071067811865, record.sharpe(), 1e-9);
        assertEquals(0, record.skewness(), 1e-9);
        assertEquals(1.5, record.kurtosis(), 1e-9);
        assertEquals(1 + (1 + 0.125 * 0.5) * Z_95 * Z_95 / 0.5, record.minimumLength(), 1e-9);
    }

    @Test
    void fewerThanThirtyReturnsAreNeverEnough() {
        double[] strong = new double[29];
        for (int i = 0; i < strong.length; i++) {
            strong[i] = 0.01 + 0.0001 * (i % 3);
        }
        TrackRecord record = TrackRecord.of(strong, 0);
        assertTrue(record.minimumLength() < 29);
        assertEquals(30, record.needed());
        assertFalse(record.longEnough());
    }

    @Test
    void noReturnsOrNoDeviationNeedForever() {
        assertEquals(TrackRecord.NEVER, TrackRecord.of(new double[0], 0).needed());
        assertEquals(TrackRecord.NEVER, TrackRecord.of(new double[] {0.1}, 0).needed());
        assertEquals(TrackRecord.NEVER, TrackRecord.of(new double[100], 0).needed());
    }

    @Test
    void aLongGoodRecordIsEnough() {
        Random random = new Random(11);
        double[] returns = random.doubles(3000, -0.01, 0.0115).toArray();
        assertTrue(TrackRecord.of(returns, 0).longEnough());
    }

    private static double years(double sharpe, double benchmark, double skewness, double kurtosis, int perYear) {
        double root = Math.sqrt(perYear);
        return TrackRecord.minimumLength(sharpe / root, benchmark / root, skewness, kurtosis) / perYear;
    }
}
