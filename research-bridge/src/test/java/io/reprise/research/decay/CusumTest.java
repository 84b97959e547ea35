package io.reprise.research.decay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CusumTest {
    /**
     * D. C. Montgomery, Introduction to Statistical Quality Control, table 9.3: average run lengths of the two-sided CUSUM
     * with k = 1/2. One-sided they are twice that without a shift; from a shift of one deviation on the other side hardly
     * ever comes first.
     */
    @ParameterizedTest
    @CsvSource({
        "4, 0, 336, 1",
        "4, 1.0, 8.38, 0.005",
        "4, 1.5, 4.75, 0.005",
        "4, 2.0, 3.34, 0.005",
        "5, 0, 930, 1",
        "5, 1.0, 10.4, 0.05",
        "5, 1.5, 5.75, 0.005",
        "5, 2.0, 4.01, 0.005"
    })
    void averageRunLengthsAreThoseOfTheTextbook(double threshold, double shift, double mean, double within) {
        assertEquals(mean, new Cusum(0.5, threshold).runLength(shift).mean(), within);
    }

    @ParameterizedTest
    @CsvSource({"1.0, 0.10, 365", "0.5, 0.10, 252", "2.5, 0.05, 365"})
    void simulationShowsTheSetFalseAlarmsAndTheDetectionTime(double sharpe, double falseAlarms, int year) {
        double shift = sharpe / Math.sqrt(year);
        Cusum cusum = Cusum.of(shift, falseAlarms, year);
        int paths = 4_000;
        DecaySimulation simulated = DecaySimulation.of(cusum, shift, year, paths, 11);
        double error = Math.sqrt(falseAlarms * (1 - falseAlarms) / paths);
        assertEquals(falseAlarms, cusum.alarmWithin(year, 0), 1e-6);
        assertEquals(falseAlarms, simulated.falseAlarms(), 4 * error);
        long median = cusum.runLength(shift).median();
        assertEquals(median, simulated.detectionMedian(), 0.06 * median);
    }

    @Test
    void aDeeperFallIsSeenSooner() {
        Cusum cusum = Cusum.of(0.05, 0.1, 365);
        assertTrue(cusum.runLength(0.1).median() < cusum.runLength(0.05).median());
        assertTrue(cusum.runLength(0.05).median() < cusum.runLength(0).median());
    }

    @Test
    void whatIsNoRateOrShiftIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> Cusum.of(0, 0.1, 365));
        assertThrows(IllegalArgumentException.class, () -> Cusum.of(0.1, 0, 365));
        assertThrows(IllegalArgumentException.class, () -> Cusum.of(0.1, 1, 365));
    }
}
