package io.reprise.research.optimize;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ConstraintsTest {
    private static final int ASSETS = 6;

    private static double[][] returns(long seed, int days, int assets) {
        SplittableRandom random = new SplittableRandom(seed);
        double[][] returns = new double[days][assets];
        for (double[] day : returns) {
            double market = random.nextGaussian() * 0.008;
            for (int i = 0; i < assets; i++) {
                day[i] = 0.0002 * (i + 1) + market + random.nextGaussian() * 0.004 * (i + 1);
            }
        }
        return returns;
    }

    private static String refusal(Constraints constraints) {
        double[][] covariance = Covariance.sample(returns(1, 200, constraints.assets()));
        return assertThrows(InfeasibleException.class, () -> MeanVariance.minVariance(covariance, constraints))
                .getMessage();
    }

    @Test
    void saysThatBoundsAndBudgetExcludeEachOther() {
        assertEquals(
                "no weights keep to budget and bounds together; any one of them less would do",
                refusal(Constraints.bounded(ASSETS, 0, 0.1)));
    }

    @Test
    void saysWhichGroupIsTooMuch() {
        Constraints groups = Constraints.bounded(ASSETS, 0, 0.3)
                .withGroups(List.of(
                        new Constraints.Group("fine", new int[] {3, 4}, 0, 0.6),
                        new Constraints.Group("heavy", new int[] {0, 1}, 0.7, 1)));
        assertEquals(
                "no weights keep to group heavy and bounds together; any one of them less would do", refusal(groups));
    }

    @Test
    void saysThatTurnoverIsTooSmall() {
        double[] held = {1, 0, 0, 0, 0, 0};
        Constraints far = Constraints.bounded(ASSETS, 0, 0.4).withTurnover(held, 0.1);
        String said = refusal(far);
        assertTrue(said.contains("turnover and bounds"), said);
        Constraints levered = Constraints.bounded(ASSETS, -1, 1).withLeverage(0.5);
        assertTrue(refusal(levered).contains("leverage"), refusal(levered));
    }

    @Test
    void saysThatATargetIsOutOfReach() {
        double[][] returns = returns(1, 200, ASSETS);
        String said = assertThrows(
                        InfeasibleException.class,
                        () -> MeanVariance.targetReturn(
                                Moments.means(returns), Covariance.sample(returns), Constraints.longOnly(ASSETS), 0.5))
                .getMessage();
        assertTrue(said.contains("target return 0.5"), said);
        assertThrows(
                InfeasibleException.class,
                () -> ConditionalValueAtRisk.minimizeWithReturn(returns, 0.95, Constraints.longOnly(ASSETS), 0.5));
    }

    @Test
    void refusesTheGreatestSharpeRatioWhereNoMeanExceedsTheRate() {
        double[][] returns = returns(2, 300, ASSETS);
        String said = assertThrows(
                        IllegalArgumentException.class,
                        () -> MeanVariance.maxSharpe(
                                Moments.means(returns), Covariance.sample(returns), Constraints.longOnly(ASSETS), 0.05))
                .getMessage();
        assertTrue(said.startsWith("max-sharpe is refused: no mean exceeds the risk-free rate of 0.05"), said);
    }

    @Test
    void fixedWeightsAreKeptAndTheRestIsOptimal() {
        double[][] covariance = Covariance.sample(returns(3, 300, ASSETS));
        double[] lower = {0.25, 0, 0, 0, 0, 0};
        double[] upper = {0.25, 1, 1, 1, 1, 1};
        double none = Double.POSITIVE_INFINITY;
        Constraints fixed = new Constraints(lower, upper, 1, 1, List.of(), new double[0], none, none);
        Allocation found = MeanVariance.minVariance(covariance, fixed);
        assertEquals(0.25, found.weights()[0], 1e-12);
        double[] pull = Moments.times(covariance, found.weights());
        double least = Double.POSITIVE_INFINITY;
        for (int i = 1; i < ASSETS; i++) {
            least = Math.min(least, pull[i]);
        }
        for (int i = 1; i < ASSETS; i++) {
            assertTrue(found.weights()[i] < 1e-8 || Math.abs(pull[i] / least - 1) < 1e-6, "asset " + i);
        }
    }

    /** A brute search near the optimum finds nothing better: seeded problems of several shapes. */
    @Test
    void nothingNearbyIsBetter() {
        for (long seed = 1; seed <= 20; seed++) {
            double[][] returns = returns(seed, 150, 4);
            double[][] covariance = Covariance.sample(returns);
            Constraints constraints = Constraints.bounded(4, -0.3, 0.7)
                    .withLeverage(1.3)
                    .withTurnover(new double[] {0.25, 0.25, 0.25, 0.25}, 0.8);
            double best = MeanVariance.minVariance(covariance, constraints).objective();
            double loss =
                    ConditionalValueAtRisk.minimize(returns, 0.9, constraints).objective();
            double growth = Kelly.optimal(returns, constraints).objective();
            SplittableRandom random = new SplittableRandom(seed);
            for (int k = 0; k < 20_000; k++) {
                double[] w = {
                    random.nextDouble(-0.3, 0.7), random.nextDouble(-0.3, 0.7), random.nextDouble(-0.3, 0.7), 0
                };
                w[3] = 1 - w[0] - w[1] - w[2];
                if (constraints.excess(w) == 0) {
                    assertTrue(Moments.quadratic(covariance, w) >= best * (1 - 1e-9), "variance, seed " + seed);
                    assertTrue(ConditionalValueAtRisk.loss(returns, w, 0.9) >= loss - 1e-12, "loss, seed " + seed);
                    assertTrue(Kelly.growth(returns, w) <= growth + 1e-12, "growth, seed " + seed);
                }
            }
        }
    }

    @Test
    void theFrontierRisesFromTheLeastVarianceToTheGreatestMean() {
        double[][] returns = returns(4, 400, ASSETS);
        List<Allocation> frontier = MeanVariance.frontier(
                Moments.means(returns), Covariance.sample(returns), Constraints.longOnly(ASSETS), 9);
        for (int k = 1; k < frontier.size(); k++) {
            assertTrue(frontier.get(k).mean() > frontier.get(k - 1).mean(), "mean " + k);
            assertTrue(frontier.get(k).volatility() > frontier.get(k - 1).volatility(), "volatility " + k);
        }
        assertEquals(
                Arrays.stream(Moments.means(returns)).max().orElseThrow(),
                frontier.getLast().mean(),
                1e-15);
    }

    @Test
    void moreAssetsThanDaysIsSolvedToo() {
        double[][] returns = returns(5, 30, 60);
        Allocation found = MeanVariance.minVariance(Covariance.sample(returns), Constraints.bounded(60, 0, 0.1));
        assertTrue(found.gap() <= 1e-9, "gap " + found.gap());
        assertEquals(1, Arrays.stream(found.weights()).sum(), 1e-9);
    }
}
