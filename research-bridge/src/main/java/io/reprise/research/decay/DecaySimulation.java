package io.reprise.research.decay;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Seeded series of independent normal returns through a CUSUM, to show what its chain has computed.
 *
 * @param falseAlarms share of the unchanged series with an alarm within the year
 * @param detectionMedian days until the alarm in half of the series whose edge is gone
 */
public record DecaySimulation(double falseAlarms, long detectionMedian) {
    /**
     * Simulates.
     *
     * @param shift the edge, in standard deviations of one day
     */
    public static DecaySimulation of(Cusum cusum, double shift, int daysPerYear, int paths, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int alarms = 0;
        long[] delays = new long[paths];
        for (int path = 0; path < paths; path++) {
            if (run(cusum, random, 0, daysPerYear) <= daysPerYear) {
                alarms++;
            }
            delays[path] = run(cusum, random, -shift, Long.MAX_VALUE - 1);
        }
        Arrays.sort(delays);
        return new DecaySimulation((double) alarms / paths, delays[(paths - 1) / 2]);
    }

    /** Days until the alarm, one more than the most when there is none. */
    private static long run(Cusum cusum, SplittableRandom random, double mean, long daysMax) {
        double level = 0;
        for (long day = 1; day <= daysMax; day++) {
            level = cusum.next(level, mean + random.nextGaussian());
            if (cusum.isAlarm(level)) {
                return day;
            }
        }
        return daysMax + 1;
    }
}
