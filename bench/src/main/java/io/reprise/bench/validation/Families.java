package io.reprise.bench.validation;

import io.reprise.research.validate.Overfitting;
import io.reprise.research.validate.ReturnMoments;
import io.reprise.research.validate.SharpeTests;
import java.util.SplittableRandom;

/**
 * Seeded families of strategies whose best is looked at: without any skill, or with one that has some.
 *
 * @param families how many
 * @param overfittingMean mean probability of backtest overfitting
 * @param deflatedShare share of families whose best has a deflated Sharpe ratio above 0.95
 * @param soundShare share of families with a probability of overfitting below 0.1
 */
public record Families(int families, double overfittingMean, double deflatedShare, double soundShare) {
    private static final double YEAR = 252;
    private static final double SURE = 0.95;
    private static final double SOUND = 0.1;

    /**
     * @param families seeds 1 to this
     * @param planted annual Sharpe ratio of the one that has skill; 0 for none
     */
    public static Families of(int families, int strategies, int days, int blocks, double planted) {
        double overfitting = 0;
        int deflated = 0;
        int sound = 0;
        for (long seed = 1; seed <= families; seed++) {
            double[][] returns = returns(seed, strategies, days, planted);
            double probability = Overfitting.of(returns, blocks).probability();
            overfitting += probability;
            sound += probability < SOUND ? 1 : 0;
            deflated += deflated(returns) > SURE ? 1 : 0;
        }
        return new Families(families, overfitting / families, (double) deflated / families, (double) sound / families);
    }

    private static double[][] returns(long seed, int strategies, int days, double planted) {
        SplittableRandom random = new SplittableRandom(seed);
        double[][] returns = new double[days][strategies];
        for (double[] day : returns) {
            for (int i = 0; i < strategies; i++) {
                day[i] = 0.01 * random.nextGaussian();
            }
            day[strategies / 2] += 0.01 * planted / Math.sqrt(YEAR);
        }
        return returns;
    }

    /** Of the best by Sharpe ratio, every one of the family being a trial. */
    private static double deflated(double[][] returns) {
        int strategies = returns[0].length;
        double[] sharpes = new double[strategies];
        ReturnMoments best = null;
        for (int i = 0; i < strategies; i++) {
            double[] own = new double[returns.length];
            for (int t = 0; t < own.length; t++) {
                own[t] = returns[t][i];
            }
            ReturnMoments moments = ReturnMoments.of(own);
            sharpes[i] = moments.sharpe();
            if (best == null || moments.sharpe() > best.sharpe()) {
                best = moments;
            }
        }
        return SharpeTests.deflated(best, strategies, SharpeTests.variance(sharpes));
    }
}
