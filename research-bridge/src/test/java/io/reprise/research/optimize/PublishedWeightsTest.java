package io.reprise.research.optimize;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Numbers that papers print. */
class PublishedWeightsTest {
    private static final double[] DEVIATIONS = {0.1, 0.2, 0.3, 0.4};

    private static double[][] covariance(double[][] correlation) {
        double[][] covariance = new double[4][4];
        for (int i = 0; i < 4; i++) {
            for (int j = 0; j < 4; j++) {
                covariance[i][j] = correlation[i][j] * DEVIATIONS[i] * DEVIATIONS[j];
            }
        }
        return covariance;
    }

    private static double[][] twoPairs() {
        return covariance(new double[][] {
            {1, 0.8, 0, 0},
            {0.8, 1, 0, 0},
            {0, 0, 1, -0.5},
            {0, 0, -0.5, 1}
        });
    }

    private static double[] percent(Allocation found) {
        return Arrays.stream(found.weights()).map(w -> w * 100).toArray();
    }

    /** Maillard, Roncalli and Teïletche 2010, section 4.1. */
    @Test
    void equalRiskContributionsAreThoseOfMaillardRoncalliTeiletche() {
        assertArrayEquals(new double[] {38.361, 19.181, 24.262, 18.196}, percent(RiskParity.equal(twoPairs())), 5e-4);
        double[][] half = new double[4][4];
        for (int i = 0; i < 4; i++) {
            Arrays.fill(half[i], 0.5);
            half[i][i] = 1;
        }
        assertArrayEquals(new double[] {48, 24, 16, 12}, percent(RiskParity.equal(covariance(half))), 1e-9);
    }

    /** The same paper's minimum variance. */
    @Test
    void minimumVarianceIsThatOfMaillardRoncalliTeiletche() {
        Allocation found = MeanVariance.minVariance(twoPairs(), Constraints.longOnly(4));
        assertArrayEquals(new double[] {74.48, 0, 15.17, 10.34}, percent(found), 5e-3);
        assertEquals(1, Arrays.stream(found.weights()).sum(), 1e-12);
    }

    /** López de Prado 2016, the example of its code with its own seeds (README beside the covariance). */
    @Test
    void hierarchicalRiskParityIsThatOfThePaper() throws IOException {
        double[] expected = {7.00, 7.59, 10.84, 19.03, 9.72, 10.19, 6.62, 9.10, 7.12, 12.79};
        Allocation found = HierarchicalRiskParity.of(ExpectedValues.hrpExample(), HierarchicalRiskParity.Options.PAPER);
        assertArrayEquals(expected, percent(found), 5e-3);
    }

    /** For two independent assets the shares of risk are budgets when weights go by √budget / deviation. */
    @Test
    void riskBudgetsOfIndependentAssetsGoByTheirRoots() {
        double[][] covariance = {{0.04, 0}, {0, 0.01}};
        double[] w = RiskParity.budgets(covariance, new double[] {4, 1}).weights();
        assertEquals(2 / 0.2 / (2 / 0.2 + 1 / 0.1), w[0], 1e-12);
        assertArrayEquals(new double[] {0.8, 0.2}, RiskParity.contributions(covariance, w), 1e-12);
    }

    /** Kelly 1956: a bet at even odds that wins with p = 0.6 takes 2p − 1 of the capital. */
    @Test
    void kellyBetsTwicePMinusOneAtEvenOdds() {
        double[][] returns = new double[1000][1];
        for (int t = 0; t < 1000; t++) {
            returns[t][0] = t % 10 < 6 ? 1 : -1;
        }
        Constraints upToAll = Constraints.bounded(1, 0, 0.99).withBudget(0, 1);
        Allocation found = Kelly.optimal(returns, upToAll);
        assertEquals(0.2, found.weights()[0], 1e-9);
        assertEquals(0.6 * Math.log(1.2) + 0.4 * Math.log(0.8), found.objective(), 1e-12);
    }
}
