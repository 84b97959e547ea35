package io.reprise.engine.sim;

import io.reprise.engine.fixed.Decimals;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * How long commands travel beside the run's constant latency: drawn from measured quantiles, between which it is interpolated,
 * by a hash of seed and order, so the same order always travels as long. Immutable.
 */
public final class Latency {
    /** Nothing is added. */
    public static final Latency NONE = new Latency(new long[0], 0);

    private static final long GOLDEN = 0x9E3779B97F4A7C15L;
    /** Nanoseconds in a millisecond over 1e8. */
    private static final long MS_TO_NS_DIVISOR = 100;

    private static final int QUANTILES_MAX = 101;

    private final long[] quantilesNs;
    private final long seed;

    private Latency(long[] newQuantilesNs, long newSeed) {
        quantilesNs = newQuantilesNs;
        seed = newSeed;
    }

    /** Reads {@code none} or {@code quantiles:1/2/3.5/20,seed=7}: ascending ms, the least and the largest at the ends. */
    public static Latency parse(String text) {
        if (text.equals("none")) {
            return NONE;
        }
        try {
            String[] words = text.split(",seed=");
            if (words.length == 2 && words[0].startsWith("quantiles:")) {
                long[] quantilesNs = Arrays.stream(
                                words[0].substring("quantiles:".length()).split("/"))
                        .mapToLong(word -> Decimals.parse(word) / MS_TO_NS_DIVISOR)
                        .toArray();
                boolean ascends = quantilesNs.length >= 2 && quantilesNs.length <= QUANTILES_MAX && quantilesNs[0] >= 0;
                for (int i = 1; i < quantilesNs.length; i++) {
                    ascends &= quantilesNs[i] >= quantilesNs[i - 1];
                }
                if (ascends) {
                    return new Latency(quantilesNs, Long.parseLong(words[1]));
                }
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw new IllegalArgumentException(
                "'" + text + "' is no latency: it is none or quantiles:MS/MS/...,seed=N with 2 to " + QUANTILES_MAX
                        + " ascending milliseconds");
    }

    /** The words that {@link #parse} reads. */
    public String text() {
        return isNone()
                ? "none"
                : Arrays.stream(quantilesNs)
                                .mapToObj(ns -> Decimals.plain(ns * MS_TO_NS_DIVISOR))
                                .collect(Collectors.joining("/", "quantiles:", ""))
                        + ",seed=" + seed;
    }

    boolean isNone() {
        return quantilesNs.length == 0;
    }

    /** What a command of an order travels longer, ns. */
    long ns(long orderId, int action) {
        if (isNone()) {
            return 0;
        }
        long drawn = mix(seed + orderId * GOLDEN + action) >>> 33; // 31 bits
        int steps = quantilesNs.length - 1;
        long at = drawn * steps;
        int step = (int) (at >>> 31);
        long part = at & (1L << 31) - 1;
        long lower = quantilesNs[step];
        return lower + Math.multiplyHigh((quantilesNs[step + 1] - lower) << 1, part << 32);
    }

    /** SplitMix64's finisher (Steele, Lea, Flood, Fast Splittable Pseudorandom Number Generators, 2014). */
    private static long mix(long value) {
        long z = (value ^ value >>> 30) * 0xBF58476D1CE4E5B9L;
        z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
        return z ^ z >>> 31;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Latency latency && latency.text().equals(text());
    }

    @Override
    public int hashCode() {
        return text().hashCode();
    }
}
