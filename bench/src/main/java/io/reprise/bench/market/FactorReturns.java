package io.reprise.bench.market;

import java.util.SplittableRandom;

/** Daily returns of many assets by a seeded factor model: a market, four more factors and noise of each asset's own. */
public final class FactorReturns {
    private static final int FACTORS = 5;
    private static final double MARKET = 0.008;

    private FactorReturns() {}

    /** A row a day and a column an asset. */
    public static double[][] of(int assets, int days, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[][] load = new double[assets][FACTORS];
        double[] noise = new double[assets];
        for (int i = 0; i < assets; i++) {
            for (int f = 0; f < FACTORS; f++) {
                load[i][f] = 0.005 * random.nextGaussian() + (f == 0 ? MARKET : 0);
            }
            noise[i] = 0.01 + 0.02 * random.nextDouble();
        }
        double[][] returns = new double[days][assets];
        double[] factor = new double[FACTORS];
        for (double[] day : returns) {
            for (int f = 0; f < FACTORS; f++) {
                factor[f] = random.nextGaussian();
            }
            for (int i = 0; i < assets; i++) {
                day[i] = 0.0003 + noise[i] * random.nextGaussian();
                for (int f = 0; f < FACTORS; f++) {
                    day[i] += load[i][f] * factor[f];
                }
            }
        }
        return returns;
    }
}
