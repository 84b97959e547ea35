package io.reprise.bench.market;

/**
 * SplitMix64 (Steele, Lea and Flood, 2014): a generator of our own, so that a seed means the same journal on every JDK.
 * Owned by one thread.
 */
public final class SplitMix {
    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

    private long state;

    public SplitMix(long seed) {
        state = seed;
    }

    public long next() {
        state += GOLDEN_GAMMA;
        long z = state;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    /** A whole number from 0 to below the bound, as even as 64 bits allow. */
    public long below(long bound) {
        return Math.unsignedMultiplyHigh(next(), bound);
    }
}
