package io.reprise.engine.feature;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class Sum128Test {
    private static final long[] EDGES = {0, 1, -1, 3, -7, 1L << 32, -(1L << 32), Long.MAX_VALUE, Long.MIN_VALUE};

    @Test
    void addsAndSubtractsAsBigIntegersDo() {
        for (int seed = 0; seed < 2_000; seed++) {
            Random random = new Random(seed);
            Sum128 sum = new Sum128();
            BigInteger expected = BigInteger.ZERO;
            for (int step = 0; step < 40; step++) {
                long a = number(random);
                long b = number(random);
                BigInteger product = BigInteger.valueOf(a).multiply(BigInteger.valueOf(b));
                BigInteger next = random.nextBoolean() ? expected.add(product) : expected.subtract(product);
                boolean isSum = next.equals(expected.add(product));
                String what = "seed " + seed + ", step " + step;
                if (next.bitLength() > 127) {
                    continue;
                }
                if (isSum) {
                    sum.addProduct(a, b);
                } else {
                    sum.subtractProduct(a, b);
                }
                expected = next;
                check(sum, expected, number(random), number(random), what);
            }
        }
    }

    private static void check(Sum128 sum, BigInteger expected, long a, long b, String what) {
        long[] state = StateBuffer.of(sum).values();
        assertEquals(expected, BigInteger.valueOf(state[0]).shiftLeft(64).add(unsigned(state[1])), what);
        assertEquals(expected.doubleValue(), sum.toDouble(), Math.abs(expected.doubleValue()) * 0x1p-52, what);
        BigInteger product = BigInteger.valueOf(a).multiply(BigInteger.valueOf(b));
        assertEquals(expected.compareTo(product) >= 0, sum.reaches(a, b), what);
        double less = expected.subtract(product).doubleValue();
        if (expected.subtract(product).bitLength() <= 127) {
            assertEquals(less, sum.lessProduct(a, b), Math.abs(less) * 0x1p-52, what);
        }
    }

    private static BigInteger unsigned(long value) {
        return new BigInteger(Long.toUnsignedString(value));
    }

    private static long number(Random random) {
        return random.nextInt(3) == 0 ? EDGES[random.nextInt(EDGES.length)] : random.nextLong() >> random.nextInt(64);
    }

    @Test
    void refusesToOverflow() {
        Sum128 sum = new Sum128();
        sum.addProduct(Long.MIN_VALUE, Long.MIN_VALUE);
        assertThrows(ArithmeticException.class, () -> sum.addProduct(Long.MIN_VALUE, Long.MIN_VALUE));
        sum.clear();
        for (int i = 0; i < 2; i++) {
            sum.subtractProduct(Long.MIN_VALUE, Long.MIN_VALUE);
        }
        assertThrows(ArithmeticException.class, () -> sum.subtractProduct(Long.MIN_VALUE, Long.MIN_VALUE));
    }
}
