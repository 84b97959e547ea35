package io.reprise.bench.run;

import java.util.List;

/**
 * What several runs over the same number of events took.
 *
 * @param events of one run
 * @param median seconds of the middle run, or of the lower of the two in the middle
 * @param cpuMedian likewise, of the seconds that all threads were on a core, those that read ahead, record and collect included
 */
public record Spread(long events, int runs, double median, double lowest, double highest, double cpuMedian) {
    /** @param elapsed of each run, at least one */
    public static Spread of(long events, List<Stopwatch.Elapsed> elapsed) {
        double[] wall = elapsed.stream()
                .mapToDouble(Stopwatch.Elapsed::seconds)
                .sorted()
                .toArray();
        double[] cpu = elapsed.stream()
                .mapToDouble(Stopwatch.Elapsed::allCpuSeconds)
                .sorted()
                .toArray();
        return new Spread(events, wall.length, middle(wall), wall[0], wall[wall.length - 1], middle(cpu));
    }

    private static double middle(double[] sorted) {
        return sorted[(sorted.length - 1) / 2];
    }

    /** Events per second of the median run. */
    public double perSecond() {
        return events / median;
    }

    /** Events per second of the slowest run. */
    public double perSecondLowest() {
        return events / highest;
    }

    /** Events per second of the fastest run. */
    public double perSecondHighest() {
        return events / lowest;
    }

    /** Events per second of CPU time. */
    public double perCpuSecond() {
        return events / cpuMedian;
    }

    /** How many times as long as the other this takes, by the medians. */
    public double times(Spread other) {
        return median / other.median;
    }

    /** As {@link #times}, by the CPU time of all threads. */
    public double cpuTimes(Spread other) {
        return cpuMedian / other.cpuMedian;
    }
}
