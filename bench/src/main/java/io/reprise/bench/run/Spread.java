package io.reprise.bench.run;

import java.util.Arrays;

/**
 * The seconds of several runs of the same thing.
 *
 * @param median the middle one, or the lower of the two in the middle
 * @param all in the order they were run
 */
public record Spread(double median, double lowest, double highest, double[] all) {
    /** @param seconds of each run, at least one */
    public static Spread of(double[] seconds) {
        double[] sorted = seconds.clone();
        Arrays.sort(sorted);
        return new Spread(sorted[(sorted.length - 1) / 2], sorted[0], sorted[sorted.length - 1], seconds.clone());
    }
}
