package io.reprise.engine.fixed;

/**
 * Arithmetic on fixed-point numbers: a {@code long} counts multiples of 1e-8. Products are exact in 128 bits before the
 * one rounding that the method names. Results lie in ±{@link Long#MAX_VALUE}, since {@link Long#MIN_VALUE} means
 * "none"; anything beyond is an {@link ArithmeticException}. Allocates nothing; safe from any thread.
 */
public final class Fixed {
    /** The number 1. */
    public static final long ONE = 100_000_000L;
    /** Decimal places of the fixed-point numbers. */
    public static final int PLACES = 8;
    /** No price, quantity or money; never the result of arithmetic. */
    public static final long NULL_PX = Long.MIN_VALUE;

    /** {@link #ONE} is an odd number times two to this power. */
    private static final int ONE_TWOS = 8;

    private static final long ONE_ODD = ONE >> ONE_TWOS;
    private static final long LOW_32 = 0xFFFF_FFFFL;
    private static final long BASE = 1L << 32;

    private Fixed() {}

    /**
     * The product of two fixed-point numbers, such as a notional of price and quantity: {@code a * b / 1e8}, half-even.
     *
     * @throws ArithmeticException if the result does not fit
     */
    public static long multiply(long a, long b) {
        long low = a * b;
        if (Math.multiplyHigh(a, b) != low >> 63) {
            return multiplyWide(a, b);
        }
        long quotient = low / ONE;
        long twice = 2 * Math.abs(low - quotient * ONE);
        if (twice > ONE || (twice == ONE && (quotient & 1) != 0)) {
            quotient += (low >> 63) | 1;
        }
        return quotient;
    }

    /** As {@link #mulDivHalfEven} by {@link #ONE}, whose two divisions the compiler turns into multiplications. */
    private static long multiplyWide(long a, long b) {
        long magnitudeA = magnitude(a);
        long magnitudeB = magnitude(b);
        long high = Math.unsignedMultiplyHigh(magnitudeA, magnitudeB);
        if (high >= 0 && high < 1 << (ONE_TWOS - 1)) { // the product without the twos of 1e8 fits 63 bits: one division
            long low = magnitudeA * magnitudeB;
            long shifted = (high << (Long.SIZE - ONE_TWOS)) | (low >>> ONE_TWOS);
            long quotient = shifted / ONE_ODD;
            long twice = 2 * (((shifted - quotient * ONE_ODD) << ONE_TWOS) | (low & ((1 << ONE_TWOS) - 1)));
            return signed(quotient, twice > ONE || (twice == ONE && (quotient & 1) != 0), a, b, ONE);
        }
        if (Long.compareUnsigned(high, ONE) >= 0) {
            throw overflow(a, b, ONE);
        }
        long low = magnitudeA * magnitudeB;
        long top = (high << 32) | (low >>> 32);
        long quotientTop = top / ONE;
        long bottom = ((top - quotientTop * ONE) << 32) | (low & LOW_32);
        long quotientBottom = bottom / ONE;
        long quotient = (quotientTop << 32) | quotientBottom;
        long twice = 2 * (bottom - quotientBottom * ONE);
        boolean up = twice > ONE || (twice == ONE && (quotient & 1) != 0);
        return signed(quotient, up, a, b, ONE);
    }

    /**
     * {@code a * b / divisor}, rounded to the nearest whole number, ties to the even one.
     *
     * @param divisor above 0
     * @throws ArithmeticException if the result does not fit or the divisor is not above 0
     */
    public static long mulDivHalfEven(long a, long b, long divisor) {
        long quotient = magnitudeFloor(a, b, divisor);
        long remainder = magnitude(a) * magnitude(b) - quotient * divisor;
        long rest = divisor - remainder;
        boolean up = remainder > rest || (remainder == rest && (quotient & 1) != 0);
        return signed(quotient, up, a, b, divisor);
    }

    /**
     * {@code a * b / divisor}, rounded down (towards minus infinity).
     *
     * @param divisor above 0
     * @throws ArithmeticException if the result does not fit or the divisor is not above 0
     */
    public static long mulDivFloor(long a, long b, long divisor) {
        long quotient = magnitudeFloor(a, b, divisor);
        long remainder = magnitude(a) * magnitude(b) - quotient * divisor;
        return signed(quotient, remainder != 0 && (a ^ b) < 0, a, b, divisor);
    }

    /**
     * {@code a * b / divisor}, rounded up (towards plus infinity).
     *
     * @param divisor above 0
     * @throws ArithmeticException if the result does not fit or the divisor is not above 0
     */
    public static long mulDivCeil(long a, long b, long divisor) {
        long quotient = magnitudeFloor(a, b, divisor);
        long remainder = magnitude(a) * magnitude(b) - quotient * divisor;
        return signed(quotient, remainder != 0 && (a ^ b) >= 0, a, b, divisor);
    }

    /** Compares {@code a * b} with {@code c * d} exactly: negative, 0 or positive as with {@link Long#compare}. */
    public static int compareProducts(long a, long b, long c, long d) {
        int high = Long.compare(Math.multiplyHigh(a, b), Math.multiplyHigh(c, d));
        return high != 0 ? high : Long.compareUnsigned(a * b, c * d);
    }

    /**
     * The nearest double or its neighbor (exact to one rounding below 2^53); for features and reports, never for
     * money.
     */
    public static double toDouble(long value) {
        return value / (double) ONE;
    }

    /**
     * The low 64 bits of (high:low) / divisor, rounded down; all of it when {@code high < divisor}, which the caller
     * checks. High and low are unsigned, the divisor is above 0. Knuth's algorithm D with two 32-bit digits, as in
     * Hacker's Delight, 9-4.
     */
    static long divideWide(long high, long low, long divisor) {
        if (high == 0) {
            return low >= 0 ? low / divisor : Long.divideUnsigned(low, divisor);
        }
        if (divisor <= Integer.MAX_VALUE) {
            long top = (high << 32) | (low >>> 32);
            long quotientTop = top / divisor;
            long bottom = ((top - quotientTop * divisor) << 32) | (low & LOW_32);
            return (quotientTop << 32) | bottom / divisor;
        }
        int shift = Long.numberOfLeadingZeros(divisor);
        long scaled = divisor << shift;
        long top = (high << shift) | (low >>> (64 - shift));
        long rest = low << shift;
        long digitTop = quotientDigit(top, rest >>> 32, scaled);
        long middle = ((top << 32) | (rest >>> 32)) - digitTop * scaled;
        return (digitTop << 32) + quotientDigit(middle, rest & LOW_32, scaled);
    }

    /** One 32-bit digit of (top:next) / scaled, where scaled has its highest bit set and top is below it. */
    private static long quotientDigit(long top, long next, long scaled) {
        long scaledHigh = scaled >>> 32;
        long scaledLow = scaled & LOW_32;
        long digit = Long.divideUnsigned(top, scaledHigh);
        long rest = top - digit * scaledHigh;
        while (digit >= BASE || Long.compareUnsigned(digit * scaledLow, (rest << 32) | next) > 0) {
            digit--;
            rest += scaledHigh;
            if (rest >= BASE) {
                break; // the estimate is at most two too high
            }
        }
        return digit;
    }

    /** |a * b| / divisor rounded down, at most {@link Long#MAX_VALUE}. */
    private static long magnitudeFloor(long a, long b, long divisor) {
        if (divisor <= 0) {
            throw new ArithmeticException("the divisor " + divisor + " is not above 0");
        }
        long magnitudeA = magnitude(a);
        long magnitudeB = magnitude(b);
        long high = Math.unsignedMultiplyHigh(magnitudeA, magnitudeB);
        long quotient =
                Long.compareUnsigned(high, divisor) < 0 ? divideWide(high, magnitudeA * magnitudeB, divisor) : -1;
        if (quotient < 0) {
            throw overflow(a, b, divisor);
        }
        return quotient;
    }

    private static long signed(long quotient, boolean up, long a, long b, long divisor) {
        long rounded = up ? quotient + 1 : quotient;
        if (rounded < 0 || quotient < 0) {
            throw overflow(a, b, divisor);
        }
        return (a ^ b) < 0 ? -rounded : rounded;
    }

    /** |value| as an unsigned number, right for {@link Long#MIN_VALUE} too. */
    private static long magnitude(long value) {
        return value < 0 ? -value : value;
    }

    private static ArithmeticException overflow(long a, long b, long divisor) {
        return new ArithmeticException(a + " * " + b + " / " + divisor + " does not fit a fixed-point number");
    }
}
