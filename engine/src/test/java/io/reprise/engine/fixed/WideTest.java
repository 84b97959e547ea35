package io.reprise.engine.fixed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class WideTest {
    private static final long SEED = 7L;
    private static final int STEPS = 200_000;
    private static final int BITS = 128;

    private final Wide wide = new Wide();

    @Test
    void agreesWithBigIntegerOverChains() {
        SplittableRandom random = new SplittableRandom(SEED);
        Wide other = new Wide();
        BigInteger otherModel = BigInteger.ZERO;
        for (int step = 0; step < STEPS; step++) {
            long a = FixedTest.anySize(random) & Long.MAX_VALUE;
            long b = FixedTest.anySize(random) & Long.MAX_VALUE;
            BigInteger model = BigInteger.valueOf(a).multiply(BigInteger.valueOf(b));
            wide.setProduct(a, b);
            for (int i = random.nextInt(5); i > 0; i--) {
                model = apply(random, model);
                assertEquals("0x" + model.toString(16), wide.toString(), "seed " + SEED + " step " + step);
            }
            assertEquals(model.compareTo(otherModel), Integer.signum(wide.compareTo(other)), "step " + step);
            assertEquals(model.equals(otherModel), wide.equals(other));
            if (model.bitLength() < 64) {
                assertEquals(model.longValueExact(), wide.toLongExact());
                other.set(model.longValueExact());
                otherModel = model;
            } else {
                assertThrows(ArithmeticException.class, wide::toLongExact);
            }
        }
    }

    private BigInteger apply(SplittableRandom random, BigInteger model) {
        long operand = FixedTest.divisor(random);
        BigInteger big = BigInteger.valueOf(operand);
        BigDecimal exact = new BigDecimal(model);
        BigDecimal divisor = new BigDecimal(big);
        switch (random.nextInt(4)) {
            case 0 -> {
                BigInteger product = model.multiply(big);
                if (product.bitLength() > BITS) {
                    assertThrows(ArithmeticException.class, () -> wide.multiply(operand));
                    return model;
                }
                wide.multiply(operand);
                return product;
            }
            case 1 -> {
                wide.divideFloor(operand);
                return exact.divide(divisor, 0, RoundingMode.FLOOR).toBigIntegerExact();
            }
            case 2 -> {
                wide.divideCeil(operand);
                return exact.divide(divisor, 0, RoundingMode.CEILING).toBigIntegerExact();
            }
            default -> {
                wide.divideHalfEven(operand);
                return exact.divide(divisor, 0, RoundingMode.HALF_EVEN).toBigIntegerExact();
            }
        }
    }

    @Test
    void findsTheMostLotsThatEquityPays() {
        long equity = 123_456_789_012_345_678L; // 1,234,567,890.12345678
        long fraction = 33_333_333L;
        long lot = 10_000L;
        long px = 6_543_210_000_000L;
        long rateE12 = 1_000_000_000_000L + 750_000_000L; // 7.5 bp
        long lots = wide.setProduct(fraction, equity)
                .multiply(1_000_000_000_000L)
                .divideFloor(lot)
                .divideFloor(px)
                .divideFloor(rateE12)
                .toLongExact();
        BigInteger unit =
                BigInteger.valueOf(lot).multiply(BigInteger.valueOf(px)).multiply(BigInteger.valueOf(rateE12));
        BigInteger budget = BigInteger.valueOf(fraction)
                .multiply(BigInteger.valueOf(equity))
                .multiply(BigInteger.TEN.pow(12));
        assertEquals(budget.divide(unit).longValueExact(), lots);
    }

    @Test
    void refusesNumbersBelowZeroAndOverflow() {
        assertThrows(ArithmeticException.class, () -> wide.set(-1));
        assertThrows(ArithmeticException.class, () -> wide.setProduct(1, -1));
        assertThrows(ArithmeticException.class, () -> wide.set(1).multiply(-1));
        assertThrows(ArithmeticException.class, () -> wide.set(1).divideFloor(0));
        assertThrows(ArithmeticException.class, () -> wide.set(1).divideCeil(-3));
        wide.setProduct(Long.MAX_VALUE, Long.MAX_VALUE).multiply(4);
        assertThrows(ArithmeticException.class, () -> wide.multiply(2));
    }
}
