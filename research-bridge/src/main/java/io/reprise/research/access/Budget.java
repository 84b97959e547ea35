package io.reprise.research.access;

/**
 * What a token may spend on research in a day (UTC).
 *
 * @param cpuSeconds of its jobs' processes
 * @param trials runs of a strategy, each of which counts
 */
public record Budget(long cpuSeconds, long trials) {
    public static final Budget DEFAULT = new Budget(3_600, 1_000);
    public static final Budget UNLIMITED = new Budget(Long.MAX_VALUE, Long.MAX_VALUE);

    public Budget {
        if (cpuSeconds < 0 || trials < 0) {
            throw new IllegalArgumentException(
                    "a budget cannot be below 0: " + cpuSeconds + " CPU seconds, " + trials + " trials");
        }
    }
}
