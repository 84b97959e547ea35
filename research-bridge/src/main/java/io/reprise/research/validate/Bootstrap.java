package io.reprise.research.validate;

import java.util.SplittableRandom;

/**
 * Resampled orders of the observations of a series, whose neighbors mostly stay neighbors. Wraps around the end. Seeded; a
 * seed gives the same orders on every machine.
 */
public final class Bootstrap {
    private final SplittableRandom random;
    private final int observations;
    private final double length;
    private final boolean stationary;

    private Bootstrap(int observations, double length, long seed, boolean stationary) {
        if (observations < 1 || !(length >= 1)) {
            throw new IllegalArgumentException("a bootstrap of " + observations + " observations in blocks of " + length
                    + " is none: at least 1 of 1");
        }
        this.random = new SplittableRandom(seed);
        this.observations = observations;
        this.length = length;
        this.stationary = stationary;
    }

    /**
     * Blocks of geometric length: Politis and Romano, <i>The stationary bootstrap</i>, J. American Statistical Association
     * 89(428), 1994.
     *
     * @param length mean length of a block, at least 1
     */
    public static Bootstrap stationary(int observations, double length, long seed) {
        return new Bootstrap(observations, length, seed, true);
    }

    /** Blocks of one length, which wrap around: the circular block bootstrap of Politis and Romano, 1992. */
    public static Bootstrap circular(int observations, int length, long seed) {
        return new Bootstrap(observations, length, seed, false);
    }

    /** The next order: indexes into the series, as many as it has. */
    public int[] next() {
        int[] order = new int[observations];
        int left = 0;
        int at = 0;
        for (int i = 0; i < observations; i++) {
            boolean begins = i == 0 || (stationary ? random.nextDouble() < 1 / length : left == 0);
            if (begins) {
                at = random.nextInt(observations);
                left = (int) length;
            } else {
                at = at + 1 == observations ? 0 : at + 1;
            }
            left--;
            order[i] = at;
        }
        return order;
    }

    /** A series in another order. */
    public static double[] reordered(double[] series, int[] order) {
        double[] other = new double[order.length];
        for (int i = 0; i < order.length; i++) {
            other[i] = series[order[i]];
        }
        return other;
    }
}
