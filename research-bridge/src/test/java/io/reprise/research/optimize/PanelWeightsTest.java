package io.reprise.research.optimize;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** On real panels objectives are those of independent solvers (cvxpy with Clarabel and HiGHS, SciPy) to 1e-6. */
@Tag("slow")
class PanelWeightsTest {
    private static final double RELATIVE = 1e-6;
    private static final double RISK_FREE = 0.00005;

    private final ExpectedValues expected = new ExpectedValues();

    private void same(String key, double found) {
        double value = expected.number(key);
        assertEquals(value, found, Math.abs(value) * RELATIVE, key);
    }

    private void optimum(String key, Allocation found, Constraints constraints) {
        same(key, found.objective());
        assertTrue(found.gap() <= 1e-9, key + " has a gap of " + found.gap());
        assertTrue(constraints.excess(found.weights()) <= 1e-9, key + " breaks a constraint");
    }

    @ParameterizedTest
    @ValueSource(strings = {"sp500", "pypfopt", "stocknet"})
    void meanAndVarianceAgreeWithCvxpy(String panel) throws IOException {
        double[][] returns = ExpectedValues.returns(panel);
        assertEquals(expected.number(panel + ".days"), returns.length);
        int n = returns[0].length;
        double[][] s = Covariance.sample(returns);
        double[] means = Moments.means(returns);
        double[] equal = new double[n];
        Arrays.fill(equal, 1.0 / n);
        Constraints free = Constraints.longOnly(n);
        Constraints shorts = Constraints.bounded(n, -0.2, 0.4);
        Constraints bounded = Constraints.bounded(n, 0.01, 0.08);
        Constraints groups = free.withGroups(List.of(
                new Constraints.Group("first", IntStream.range(0, n / 4).toArray(), 0.3, 1),
                new Constraints.Group("second", IntStream.range(n / 4, n / 2).toArray(), 0, 0.1)));
        Constraints turnover = free.withTurnover(equal, 0.3);
        Constraints leverage = shorts.withLeverage(1.2);
        Constraints both = leverage.withTurnover(equal, 0.5);
        optimum(panel + ".minVariance", MeanVariance.minVariance(s, free), free);
        optimum(panel + ".minVarianceBounded", MeanVariance.minVariance(s, bounded), bounded);
        optimum(panel + ".minVarianceShort", MeanVariance.minVariance(s, shorts), shorts);
        optimum(panel + ".groups", MeanVariance.minVariance(s, groups), groups);
        optimum(panel + ".turnover", MeanVariance.minVariance(s, turnover), turnover);
        optimum(panel + ".leverage", MeanVariance.minVariance(s, leverage), leverage);
        optimum(panel + ".turnoverAndLeverage", MeanVariance.minVariance(s, both), both);
        double target = expected.number(panel + ".target");
        Allocation reached = MeanVariance.targetReturn(means, s, free, target);
        optimum(panel + ".targetReturn", reached, free);
        assertTrue(reached.mean() >= target - 1e-12, "target return");
        optimum(panel + ".maxSharpe", MeanVariance.maxSharpe(means, s, free, RISK_FREE), free);
        Constraints capped = Constraints.bounded(n, 0, 0.15);
        optimum(panel + ".maxSharpeCapped", MeanVariance.maxSharpe(means, s, capped, RISK_FREE), capped);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sp500", "pypfopt", "stocknet"})
    void riskParityAndHierarchiesAgreeWithCvxpyAndSciPy(String panel) throws IOException {
        double[][] s = Covariance.sample(ExpectedValues.returns(panel));
        int n = s.length;
        Allocation equal = RiskParity.equal(s);
        same(panel + ".equalRisk", equal.objective());
        assertArrayEquals(expected.numbers(panel + ".equalRiskWeights"), equal.weights(), 1e-6);
        double[] budgets = IntStream.rangeClosed(1, n).mapToDouble(i -> i).toArray();
        same(panel + ".riskBudgets", RiskParity.budgets(s, budgets).objective());
        assertArrayEquals(
                expected.numbers(panel + ".hrp"),
                HierarchicalRiskParity.of(s, HierarchicalRiskParity.Options.PAPER)
                        .weights(),
                1e-12);
        for (HierarchicalRiskParity.Clusters clusters : HierarchicalRiskParity.Clusters.values()) {
            String name = clusters.name().toLowerCase(Locale.ROOT);
            assertArrayEquals(
                    expected.numbers(panel + ".hrpDirect." + name),
                    HierarchicalRiskParity.of(
                                    s,
                                    new HierarchicalRiskParity.Options(
                                            HierarchicalRiskParity.Distance.DIRECT,
                                            clusters,
                                            HierarchicalRiskParity.Split.HALVES))
                            .weights(),
                    1e-12,
                    name);
            assertArrayEquals(
                    expected.numbers(panel + ".hrpTree." + name),
                    HierarchicalRiskParity.of(
                                    s,
                                    new HierarchicalRiskParity.Options(
                                            HierarchicalRiskParity.Distance.OF_DISTANCES,
                                            clusters,
                                            HierarchicalRiskParity.Split.TREE))
                            .weights(),
                    1e-12,
                    name);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"sp500", "pypfopt", "stocknet"})
    void lossOnTheWorstDaysAgreesWithHighs(String panel) throws IOException {
        double[][] returns = ExpectedValues.returns(panel);
        Constraints free = Constraints.longOnly(returns[0].length);
        Allocation found = ConditionalValueAtRisk.minimize(returns, 0.95, free);
        optimum(panel + ".minCvar", found, free);
        assertEquals(found.objective(), ConditionalValueAtRisk.loss(returns, found.weights(), 0.95), 1e-15);
        Constraints shorts = Constraints.bounded(free.assets(), -0.1, 0.2).withLeverage(1.3);
        optimum(panel + ".minCvarBounded", ConditionalValueAtRisk.minimize(returns, 0.95, shorts), shorts);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sp500", "pypfopt", "stocknet"})
    void growthAgreesWithCvxpy(String panel) throws IOException {
        double[][] returns = ExpectedValues.returns(panel);
        int n = returns[0].length;
        Constraints funded = Constraints.longOnly(n).withBudget(0, 1);
        optimum(panel + ".kelly", Kelly.optimal(returns, funded), funded);
        Constraints borrowed = Constraints.bounded(n, 0, 0.5).withBudget(Double.NEGATIVE_INFINITY, 2);
        optimum(panel + ".kellyLeveraged", Kelly.optimal(returns, borrowed), borrowed);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sp500", "pypfopt", "stocknet"})
    void covariancesAgreeWithScikitLearnPyPortfolioOptAndSkfolio(String panel) throws IOException {
        double[][] returns = ExpectedValues.returns(panel);
        matrix(panel + ".sample", Covariance.sample(returns), 1e-12);
        matrix(panel + ".exponential", Covariance.exponential(returns, 60), 1e-12);
        Covariance.Shrunk identity = Covariance.ledoitWolfIdentity(returns);
        matrix(panel + ".ledoitWolfIdentity", identity.matrix(), 1e-9);
        assertEquals(expected.numbers(panel + ".ledoitWolfIdentity")[3], identity.intensity(), 1e-9);
        Covariance.Shrunk constant = Covariance.ledoitWolfConstantCorrelation(returns);
        matrix(panel + ".ledoitWolfConstant", constant.matrix(), 1e-9);
        assertEquals(expected.numbers(panel + ".ledoitWolfConstant")[3], constant.intensity(), 1e-9);
        matrix(panel + ".denoised", Denoised.of(returns).matrix(), 1e-9);
    }

    private void matrix(String key, double[][] found, double relative) {
        double[] value = expected.numbers(key);
        double trace = 0;
        double sum = 0;
        double square = 0;
        for (int i = 0; i < found.length; i++) {
            trace += found[i][i];
            sum += Arrays.stream(found[i]).sum();
            square += Moments.dot(found[i], found[i]);
        }
        assertEquals(value[0], trace, value[0] * relative, key + " trace");
        assertEquals(value[1], sum, Math.abs(value[1]) * relative, key + " sum");
        assertEquals(value[2], Math.sqrt(square), value[2] * relative, key + " norm");
    }
}
