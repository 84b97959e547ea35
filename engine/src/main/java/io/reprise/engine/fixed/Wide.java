package io.reprise.engine.fixed;

/**
 * A number of 128 bits, not below 0, that is set, multiplied and divided in place: for quotients of products that
 * exceed a {@code long}. Nested floor divisions equal one by the product, so the most lots n with
 * {@code n * lot * px * (1e12 + feeE12) <= fraction * equity * 1e12} is
 * {@code setProduct(fraction, equity).multiply(1e12).divideFloor(lot).divideFloor(px).divideFloor(1e12 + feeE12)}.
 * Allocates nothing after construction; owned by one thread.
 */
public final class Wide implements Comparable<Wide> {
    private long high;
    private long low;

    /** @throws ArithmeticException if the value is below 0 */
    public Wide set(long value) {
        high = 0;
        low = requireNotNegative(value);
        return this;
    }

    /** @throws ArithmeticException if a factor is below 0 */
    public Wide setProduct(long a, long b) {
        high = Math.multiplyHigh(requireNotNegative(a), requireNotNegative(b));
        low = a * b;
        return this;
    }

    /**
     * @throws ArithmeticException if the factor is below 0 or the product exceeds 128 bits; the value is then unchanged
     */
    public Wide multiply(long factor) {
        requireNotNegative(factor);
        long carry = Math.unsignedMultiplyHigh(low, factor);
        long product = high * factor;
        long sum = product + carry;
        if (Math.unsignedMultiplyHigh(high, factor) != 0 || Long.compareUnsigned(sum, product) < 0) {
            throw new ArithmeticException("a product with " + factor + " exceeds 128 bits");
        }
        high = sum;
        low *= factor;
        return this;
    }

    /** @throws ArithmeticException if the divisor is not above 0 */
    public Wide divideFloor(long divisor) {
        divide(divisor);
        return this;
    }

    /** @throws ArithmeticException if the divisor is not above 0 */
    public Wide divideCeil(long divisor) {
        if (divide(divisor) != 0) {
            increment();
        }
        return this;
    }

    /**
     * Rounds to the nearest whole number, ties to the even one.
     *
     * @throws ArithmeticException if the divisor is not above 0
     */
    public Wide divideHalfEven(long divisor) {
        long remainder = divide(divisor);
        long rest = divisor - remainder;
        if (remainder > rest || (remainder == rest && (low & 1) != 0)) {
            increment();
        }
        return this;
    }

    /** @throws ArithmeticException if the value exceeds {@link Long#MAX_VALUE} */
    public long toLongExact() {
        if (high != 0 || low < 0) {
            throw new ArithmeticException(this + " does not fit a long");
        }
        return low;
    }

    @Override
    public int compareTo(Wide other) {
        int compared = Long.compareUnsigned(high, other.high);
        return compared != 0 ? compared : Long.compareUnsigned(low, other.low);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Wide wide && high == wide.high && low == wide.low;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(high * 31 + low);
    }

    /** The value in hexadecimal; for messages, allocates. */
    @Override
    public String toString() {
        return high == 0 ? "0x" + Long.toHexString(low) : String.format("0x%x%016x", high, low);
    }

    /** Leaves the quotient rounded down and answers the remainder. */
    private long divide(long divisor) {
        if (divisor <= 0) {
            throw new ArithmeticException("the divisor " + divisor + " is not above 0");
        }
        long quotientHigh = Long.divideUnsigned(high, divisor);
        long quotientLow = Fixed.divideWide(high - quotientHigh * divisor, low, divisor);
        long remainder = low - quotientLow * divisor;
        high = quotientHigh;
        low = quotientLow;
        return remainder;
    }

    private void increment() {
        low++;
        if (low == 0) {
            high++;
        }
    }

    private static long requireNotNegative(long value) {
        if (value < 0) {
            throw new ArithmeticException(value + " is below 0");
        }
        return value;
    }
}
