package io.reprise.research.decay;

import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * A one-sided CUSUM of standardised returns z (E. S. Page, <i>Continuous inspection schemes</i>, Biometrika 41, 1954):
 * <code>S = max(0, S - z - k)</code>, an alarm when S &gt; h. Its run lengths for independent normal returns come from the
 * Markov chain of D. Brook and D. A. Evans (<i>An approach to the probability distribution of CUSUM run length</i>,
 * Biometrika 59, 1972) with {@value #STATES} states. Immutable.
 *
 * @param reference k, what a standardised return may be below the baseline's mean before it counts
 * @param threshold h
 */
public record Cusum(double reference, double threshold) {
    private static final int STATES = 160;
    private static final double THRESHOLD_MAX = 200;
    private static final int BISECTIONS = 40;
    private static final double SETTLED = 1e-12;
    /** Above this the chain may not have come to its one factor yet. */
    private static final double BEGUN_TO_DIE = 0.99;

    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

    /**
     * How long it runs until its alarm.
     *
     * @param mean average number of observations
     * @param median half of all runs are no longer
     */
    public record RunLength(double mean, long median) {}

    /**
     * The CUSUM that looks for a mean lower by {@code shift} standard deviations (k is half of it, the best for that
     * shift), with h such that an unchanged series of normal returns raises its first alarm within so many observations
     * with the given probability.
     *
     * @param shift above 0, in standard deviations of one observation
     * @param falseAlarms probability, above 0 and below 1
     */
    public static Cusum of(double shift, double falseAlarms, int observations) {
        if (!(shift > 0)) {
            throw new IllegalArgumentException("the shift to look for must be above 0, not " + shift);
        }
        if (!(falseAlarms > 0 && falseAlarms < 1)) {
            throw new IllegalArgumentException(
                    "the false-alarm rate must be above 0 and below 1 a year, not " + falseAlarms);
        }
        double low = 0;
        double high = 1;
        while (high < THRESHOLD_MAX && new Cusum(shift / 2, high).alarmWithin(observations, 0) > falseAlarms) {
            low = high;
            high *= 2;
        }
        for (int i = 0; i < BISECTIONS; i++) {
            double middle = (low + high) / 2;
            if (new Cusum(shift / 2, middle).alarmWithin(observations, 0) > falseAlarms) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return new Cusum(shift / 2, high);
    }

    /** S after one more standardised return. */
    public double next(double level, double z) {
        return Math.max(0, level - z - reference);
    }

    /** Whether S is beyond the threshold. */
    public boolean isAlarm(double level) {
        return level > threshold;
    }

    /**
     * The probability of an alarm within so many observations, from S = 0.
     *
     * @param shift how far the mean lies below the baseline's, in standard deviations; 0 for a false alarm
     */
    public double alarmWithin(int observations, double shift) {
        Chain chain = new Chain(shift);
        for (int i = 0; i < observations; i++) {
            chain.step();
        }
        return 1 - chain.survival();
    }

    /**
     * How long it runs until its alarm, from S = 0, when the mean lies {@code shift} standard deviations lower. What is
     * left alive dies away by one factor in the end, so the tail is summed, not walked.
     */
    public RunLength runLength(double shift) {
        Chain chain = new Chain(shift);
        double mean = 0;
        double survival = 1;
        double ratio = 1;
        long median = 0;
        long walked = 0;
        boolean settled = false;
        while (!settled && survival > 0) {
            mean += survival;
            chain.step();
            walked++;
            double next = chain.survival();
            settled = next < BEGUN_TO_DIE && Math.abs(next / survival - ratio) < SETTLED;
            ratio = next / survival;
            survival = next;
            if (median == 0 && survival <= 0.5) {
                median = walked;
            }
        }
        if (median == 0) {
            median = walked + (long) Math.ceil(Math.log(0.5 / survival) / Math.log(ratio));
        }
        return new RunLength(survival > 0 ? mean + survival / (1 - ratio) : mean, median);
    }

    /** Where S may be before the alarm: state 0 is S = 0, state i the cell around i times the width. */
    private final class Chain {
        private final double[] stay = new double[2 * STATES - 1];
        private final double[] home = new double[STATES];
        private double[] now = new double[STATES];
        private double[] then = new double[STATES];

        /** The step -z - k is normal with mean shift - k and deviation 1. */
        Chain(double shift) {
            double width = 2 * threshold / (2 * STATES - 1);
            double drift = shift - reference;
            for (int d = -(STATES - 1); d < STATES; d++) {
                stay[d + STATES - 1] = NORMAL.probability((d - 0.5) * width - drift, (d + 0.5) * width - drift);
            }
            for (int i = 0; i < STATES; i++) {
                home[i] = NORMAL.cumulativeProbability((0.5 - i) * width - drift);
            }
            now[0] = 1;
        }

        void step() {
            double first = 0;
            for (int i = 0; i < STATES; i++) {
                first += now[i] * home[i];
            }
            then[0] = first;
            for (int j = 1; j < STATES; j++) {
                double sum = 0;
                for (int i = 0; i < STATES; i++) {
                    sum += now[i] * stay[j - i + STATES - 1];
                }
                then[j] = sum;
            }
            double[] swap = now;
            now = then;
            then = swap;
        }

        double survival() {
            double sum = 0;
            for (double mass : now) {
                sum += mass;
            }
            return sum;
        }
    }
}
