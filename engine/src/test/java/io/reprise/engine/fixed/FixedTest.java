package io.reprise.engine.fixed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class FixedTest {
    private static final long SEED = 20_261_123L;
    private static final int STEPS = 300_000;
    private static final BigInteger MAX = BigInteger.valueOf(Long.MAX_VALUE);

    @Test
    void multipliesHalfEven() {
        assertEquals(Fixed.ONE, Fixed.multiply(Fixed.ONE, Fixed.ONE));
        assertEquals(0, Fixed.multiply(50_000_000L, 1), "0.5 ties to 0");
        assertEquals(2, Fixed.multiply(50_000_000L, 3), "1.5 ties to 2");
        assertEquals(2, Fixed.multiply(50_000_000L, 5), "2.5 ties to 2");
        assertEquals(-2, Fixed.multiply(-50_000_000L, 3), "-1.5 ties to -2");
        assertEquals(0, Fixed.multiply(-50_000_000L, 1), "-0.5 ties to 0");
        assertEquals(-1, Fixed.multiply(-50_000_001L, 1));
        assertEquals(Long.MAX_VALUE, Fixed.multiply(Long.MAX_VALUE, Fixed.ONE));
        assertEquals(-Long.MAX_VALUE, Fixed.multiply(-Long.MAX_VALUE, Fixed.ONE));
    }

    @Test
    void refusesWhatDoesNotFit() {
        assertThrows(ArithmeticException.class, () -> Fixed.multiply(Long.MAX_VALUE, Fixed.ONE + 1));
        assertThrows(ArithmeticException.class, () -> Fixed.multiply(Long.MIN_VALUE, Fixed.ONE));
        assertThrows(ArithmeticException.class, () -> Fixed.multiply(Long.MIN_VALUE, Long.MIN_VALUE));
        assertThrows(ArithmeticException.class, () -> Fixed.mulDivFloor(Long.MAX_VALUE, Long.MAX_VALUE, 1));
        assertThrows(ArithmeticException.class, () -> Fixed.mulDivCeil(Long.MAX_VALUE, 3, 2));
        assertThrows(ArithmeticException.class, () -> Fixed.mulDivHalfEven(1, 1, 0));
        assertThrows(ArithmeticException.class, () -> Fixed.mulDivHalfEven(1, 1, -1));
        String message = assertThrows(ArithmeticException.class, () -> Fixed.mulDivFloor(1L << 62, 2, 1))
                .getMessage();
        assertEquals("4611686018427387904 * 2 / 1 does not fit a fixed-point number", message);
    }

    @Test
    void agreesWithBigDecimalOnAnySizes() {
        SplittableRandom random = new SplittableRandom(SEED);
        for (int step = 0; step < STEPS; step++) {
            long a = anySize(random);
            long b = anySize(random);
            long divisor = divisor(random);
            BigDecimal exact = new BigDecimal(BigInteger.valueOf(a).multiply(BigInteger.valueOf(b)));
            String at = "seed " + SEED + " step " + step + ": " + a + " * " + b + " / " + divisor;
            check(at, exact, Fixed.ONE, RoundingMode.HALF_EVEN, () -> Fixed.multiply(a, b));
            check(at, exact, divisor, RoundingMode.HALF_EVEN, () -> Fixed.mulDivHalfEven(a, b, divisor));
            check(at, exact, divisor, RoundingMode.FLOOR, () -> Fixed.mulDivFloor(a, b, divisor));
            check(at, exact, divisor, RoundingMode.CEILING, () -> Fixed.mulDivCeil(a, b, divisor));
        }
    }

    @Test
    void comparesProductsExactly() {
        SplittableRandom random = new SplittableRandom(SEED);
        for (int step = 0; step < STEPS; step++) {
            long a = anySize(random);
            long b = anySize(random);
            boolean near = random.nextBoolean();
            long c = near ? b : anySize(random);
            long d = near ? a + random.nextInt(-1, 2) : anySize(random);
            int expected = BigInteger.valueOf(a)
                    .multiply(BigInteger.valueOf(b))
                    .compareTo(BigInteger.valueOf(c).multiply(BigInteger.valueOf(d)));
            assertEquals(expected, Integer.signum(Fixed.compareProducts(a, b, c, d)), "seed " + SEED + " step " + step);
        }
    }

    @Test
    void convertsToDouble() {
        assertEquals(0.1, Fixed.toDouble(10_000_000L));
        assertEquals(-123.45, Fixed.toDouble(-12_345_000_000L));
    }

    /** A whole number of a random number of bits, often one next to a power of two, with either sign. */
    static long anySize(SplittableRandom random) {
        long value = random.nextLong() >>> random.nextInt(1, 64);
        if (random.nextInt(4) == 0) {
            value = (1L << random.nextInt(64)) - random.nextInt(-1, 2);
        }
        return random.nextBoolean() ? value : -value;
    }

    static long divisor(SplittableRandom random) {
        return random.nextInt(4) == 0 ? Fixed.ONE : Math.max(1, anySize(random) & Long.MAX_VALUE);
    }

    private interface Operation {
        long run();
    }

    private static void check(String at, BigDecimal exact, long divisor, RoundingMode mode, Operation operation) {
        BigInteger expected = exact.divide(BigDecimal.valueOf(divisor), 0, mode).toBigIntegerExact();
        if (expected.abs().compareTo(MAX) > 0) {
            assertThrows(ArithmeticException.class, operation::run, at);
        } else {
            assertEquals(expected.longValueExact(), operation.run(), at);
        }
    }
}
