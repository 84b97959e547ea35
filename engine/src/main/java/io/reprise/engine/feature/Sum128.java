package io.reprise.engine.feature;

import io.reprise.engine.domain.HotPath;
import io.reprise.engine.domain.StateInput;
import io.reprise.engine.domain.StateOutput;
import io.reprise.engine.domain.Stateful;

/** An exact sum of products of longs, 128 bits in two's complement. Overflow is an {@link ArithmeticException}. */
@HotPath
public final class Sum128 implements Stateful {
    private static final double TWO_POW_64 = 0x1p64;

    private long high;
    private long low;

    public void clear() {
        high = 0;
        low = 0;
    }

    public void addProduct(long a, long b) {
        long sum = low + a * b;
        // A product's upper half lies within +-2^62, so the carry cannot overflow it.
        high = Math.addExact(high, Math.multiplyHigh(a, b) + carry(sum, low));
        low = sum;
    }

    public void subtractProduct(long a, long b) {
        long rest = low - a * b;
        high = Math.subtractExact(high, Math.multiplyHigh(a, b) + carry(low, rest));
        low = rest;
    }

    /** Whether this sum is at least a x b. */
    public boolean reaches(long a, long b) {
        long otherHigh = Math.multiplyHigh(a, b);
        return high > otherHigh || high == otherHigh && Long.compareUnsigned(low, a * b) >= 0;
    }

    /** This sum, to a relative 2^-52. */
    public double toDouble() {
        return toDouble(high, low);
    }

    /** This sum less a x b, the difference exact, then to a relative 2^-52. */
    public double lessProduct(long a, long b) {
        long rest = low - a * b;
        return toDouble(Math.subtractExact(high, Math.multiplyHigh(a, b) + carry(low, rest)), rest);
    }

    /** 1 when a sum went round (below an addend), or a difference borrowed (minuend below the rest), otherwise 0. */
    private static long carry(long first, long second) {
        return Long.compareUnsigned(first, second) < 0 ? 1 : 0;
    }

    private static double toDouble(long high, long low) {
        if (high < 0) {
            return -unsigned(~high + (low == 0 ? 1 : 0), -low);
        }
        return unsigned(high, low);
    }

    private static double unsigned(long high, long low) {
        return high * TWO_POW_64 + ((low >>> 1) * 2.0 + (low & 1));
    }

    @Override
    public void saveState(StateOutput out) {
        out.putLong(high);
        out.putLong(low);
    }

    @Override
    public void loadState(StateInput in) {
        high = in.getLong();
        low = in.getLong();
    }
}
