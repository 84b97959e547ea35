package io.reprise.research.validate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ResamplingTest {
    @Test
    void blocksOfTheStationaryBootstrapHaveTheirMeanLength() {
        Bootstrap bootstrap = Bootstrap.stationary(1000, 8, 5);
        int starts = 0;
        int all = 0;
        for (int k = 0; k < 200; k++) {
            int[] order = bootstrap.next();
            for (int i = 1; i < order.length; i++) {
                starts += order[i] == (order[i - 1] + 1) % 1000 ? 0 : 1;
                all++;
            }
        }
        assertEquals(8, (double) all / starts, 0.2);
    }

    @Test
    void circularBlocksAreWholeAndWrapAround() {
        int[] order = Bootstrap.circular(10, 5, 3).next();
        for (int from = 0; from < 10; from += 5) {
            for (int i = 1; i < 5; i++) {
                assertEquals((order[from] + i) % 10, order[from + i]);
            }
        }
        assertArrayEquals(Bootstrap.circular(10, 5, 3).next(), order);
        assertThrows(IllegalArgumentException.class, () -> Bootstrap.stationary(10, 0.5, 1));
    }

    /** Of three losses of 10 % among wins, all orders are known: the worst drawdown has them in a row. */
    @Test
    void lossesInARowAreTheWorstShuffle() {
        double[] trades = {-0.1, -0.1, -0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1};
        TradeShuffle found = TradeShuffle.of(trades, 20_000, 1);
        assertEquals(1 - 0.9 * 0.9 * 0.9, found.drawdown(), 1e-12);
        assertEquals(3, found.streak());
        // 7 of the 84 places of three losses are in a row, so the actual one is beyond the others.
        assertEquals(1 - 7.0 / 84 / 2, found.percentile(), 0.01);
        double[] spread = {-0.1, 0.1, 0.1, -0.1, 0.1, 0.1, -0.1, 0.1, 0.1};
        assertTrue(TradeShuffle.of(spread, 5000, 1).percentile() < 0.25);
    }

    @Test
    void aNeedleIsToldFromAPlateau() {
        double[] needle = new double[25];
        Arrays.fill(needle, -1);
        needle[12] = 5;
        ParameterMap map = ParameterMap.of(new int[] {5, 5}, needle);
        assertEquals(12, map.best());
        assertEquals(-1, map.neighborMean());
        assertTrue(map.stability() < 0);
        double[] hill = new double[25];
        for (int i = 0; i < 25; i++) {
            hill[i] = 4 - Math.abs(i / 5 - 2) - Math.abs(i % 5 - 2) * 0.5;
        }
        ParameterMap plateau = ParameterMap.of(new int[] {5, 5}, hill);
        assertEquals(12, plateau.best());
        assertEquals(12, plateau.plateau());
        assertEquals(4 - (2 * 1 + 2 * 0.5 + 4 * 1.5) / 8, plateau.neighborMean(), 1e-12);
        assertTrue(plateau.stability() > 0.7);
    }

    @Test
    void purgingLooksAtEachLabelsOwnEnd() {
        int[] ends = {0, 9, 2, 3, 4, 5, 6, 7, 8, 9};
        PurgedSplits.Split last = PurgedSplits.of(ends, 5, 1, 0).splits().get(4);
        assertArrayEquals(new int[] {0, 2, 3, 4, 5, 6, 7}, last.train());
        int[] late = {0, 1, 2, 7, 4, 5, 6, 7, 8, 9};
        PurgedSplits.Split second = PurgedSplits.of(late, 5, 1, 1).splits().get(1);
        assertArrayEquals(new int[] {0, 1, 9}, second.train());
        assertThrows(IllegalArgumentException.class, () -> PurgedSplits.of(new int[] {1, 0}, 2, 1, 0));
    }

    @Test
    void combinatorialSplitsOfSixAndTwoAreFifteenAndFivePaths() {
        PurgedSplits found = PurgedSplits.of(PurgedSplits.constantHorizon(60, 0), 6, 2, 0);
        assertEquals(15, found.splits().size());
        assertEquals(5, found.paths());
    }

    /** Two strategies that change places each block: the best inside is the worst outside, always. */
    @Test
    void whatOnlyEverWorksInHalfOfTheDataIsOverfitted() {
        double[][] returns = new double[400][4];
        for (int t = 0; t < 400; t++) {
            double wave = t % 2 == 0 ? 0.01 : -0.01;
            for (int i = 0; i < 4; i++) {
                returns[t][i] = wave + (t * 4 / 400 == i ? 0.02 : -0.01);
            }
        }
        assertTrue(Overfitting.of(returns, 4).probability() > 0.9);
        for (double[] day : returns) {
            day[2] += 0.05;
        }
        assertEquals(0, Overfitting.of(returns, 4).probability());
        assertThrows(IllegalArgumentException.class, () -> Overfitting.of(returns, 5));
    }
}
