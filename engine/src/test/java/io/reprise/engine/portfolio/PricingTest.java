package io.reprise.engine.portfolio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PricingTest {
    private static final long BPS = 100_000_000L;
    private static final BigDecimal ONE_E12 = BigDecimal.valueOf(Costs.ONE_E12);
    private static final BigInteger ONE = BigInteger.valueOf(Costs.ONE_E12);
    private static final int ROUNDS = 20_000;

    private final Pricing pricing = new Pricing();

    @Test
    void movesTheTakerPriceAgainstUsAndOutwardToTheTick() {
        assertTakes("106.15", "106", true, "0.05", 10 * BPS);
        assertTakes("104.15", "104", true, "0.05", 10 * BPS);
        assertTakes("102.85", "103", false, "0.05", 10 * BPS);
        assertTakes("102.25", "102.37", false, "0.05", 10 * BPS);
    }

    @Test
    void roundsOutwardWithoutSlippageToo() {
        assertTakes("100", "100", true, "0.05", 0);
        assertTakes("100.05", "100.00000001", true, "0.05", 0);
        assertTakes("100", "100.04999999", false, "0.05", 0);
    }

    @Test
    void roundsOnlyOnce() {
        assertTakes("100.01", "100", true, "0.01", 1);
        assertTakes("99.99", "100", false, "0.01", 1);
    }

    @Test
    void neverGivesLessThanOneTick() {
        assertTakes("0.05", "0.01", false, "0.05", 0);
        assertTakes("0.05", "0.05", false, "0.05", BPS);
        assertTakes("0.05", "-37.63", false, "0.05", BPS);
        assertTakes("0.05", "-37.63", true, "0.05", BPS);
    }

    @Test
    void refusesAPriceBeyondTheNumbers() {
        assertThrows(ArithmeticException.class, () -> pricing.takePx(Long.MAX_VALUE, true, 1, BPS));
        assertThrows(ArithmeticException.class, () -> pricing.takePx(Long.MAX_VALUE - 1, true, 1_000, 0));
    }

    @Test
    void roundsTheFeeOfTheRoundedNotionalHalfEven() {
        assertFee("0.01990312", "106.15", "0.25");
        assertFee("0.05858438", "104.15", "0.75");
        assertFee("0.03856875", "102.85", "0.5");
        assertFee("0.03834375", "102.25", "0.5");
    }

    @Test
    void affordsTheMostWholeLots() {
        assertEquals(
                at8("9.87"), pricing.affordableQty(at8("1"), at8("1000"), at8("101.15"), 15 * BPS / 2, at8("0.01")));
        assertEquals(at8("10"), pricing.affordableQty(at8("1"), at8("1001"), at8("100"), 10 * BPS, at8("1")));
        assertEquals(at8("9"), pricing.affordableQty(at8("1"), at8("1000.99999999"), at8("100"), 10 * BPS, at8("1")));
        assertEquals(
                at8("1.0528"), pricing.affordableQty(at8("0.5"), at8("100000"), at8("47468"), 5 * BPS, at8("0.0001")));
    }

    @Test
    void affordsNothingWithoutMoney() {
        assertEquals(0, pricing.affordableQty(at8("1"), 0, at8("1"), 0, 1));
        assertEquals(0, pricing.affordableQty(at8("1"), at8("-5"), at8("1"), 0, 1));
        assertEquals(0, pricing.affordableQty(at8("1"), at8("99.99999999"), at8("100"), 0, at8("1")));
    }

    @Test
    void deniesOnlyWhatCostsMoreThanTheEquity() {
        assertEquals(false, pricing.exceeds(at8("10"), at8("100"), 10 * BPS, at8("1001")));
        assertEquals(true, pricing.exceeds(at8("10"), at8("100"), 10 * BPS, at8("1000.99999999")));
        assertEquals(true, pricing.exceeds(1, 1, 0, 0));
        assertEquals(true, pricing.exceeds(1, 1, 0, -1));
        assertEquals(true, pricing.exceeds(Long.MAX_VALUE, Long.MAX_VALUE, BPS, at8("36000000000")));
    }

    @Test
    void refusesToSizeByAPriceThatRule14CannotGive() {
        assertThrows(IllegalArgumentException.class, () -> pricing.affordableQty(1, 1, 0, 0, 1));
        assertThrows(IllegalArgumentException.class, () -> pricing.exceeds(1, -1, 0, 1));
    }

    @Test
    void agreesWithBigDecimalOnTakerPricesAndFees() {
        SplittableRandom random = new SplittableRandom(14);
        for (int i = 0; i < ROUNDS; i++) {
            long px = magnitude(random, 50);
            long tickPx = magnitude(random, 34);
            long slippageE12 = fraction(random);
            boolean buy = random.nextBoolean();
            String step = "seed 14 step " + i;
            assertEquals(takePx(px, buy, tickPx, slippageE12), pricing.takePx(px, buy, tickPx, slippageE12), step);
            long fee = BigDecimal.valueOf(px)
                    .multiply(BigDecimal.valueOf(slippageE12))
                    .divide(ONE_E12, 0, RoundingMode.HALF_EVEN)
                    .longValueExact();
            assertEquals(fee, pricing.fee(px, slippageE12), step);
            assertEquals(-fee, pricing.fee(-px, slippageE12), step);
        }
    }

    @Test
    void agreesWithBigIntegersOnSizes() {
        SplittableRandom random = new SplittableRandom(22);
        for (int i = 0; i < ROUNDS; i++) {
            long fraction = random.nextLong(1, 100_000_001);
            long equity = magnitude(random, 61);
            long px = magnitude(random, 50);
            long lotQty = magnitude(random, 30);
            long feeE12 = fraction(random);
            BigInteger lots = big(fraction)
                    .multiply(big(equity))
                    .multiply(ONE)
                    .divide(big(lotQty).multiply(big(px)).multiply(ONE.add(big(feeE12))));
            BigInteger qty = lots.multiply(big(lotQty));
            String step = "seed 22 step " + i;
            if (qty.bitLength() > 63) {
                assertThrows(
                        ArithmeticException.class,
                        () -> pricing.affordableQty(fraction, equity, px, feeE12, lotQty),
                        step);
                continue;
            }
            assertEquals(qty.longValueExact(), pricing.affordableQty(fraction, equity, px, feeE12, lotQty), step);
            long orderQty = qty.longValueExact() + random.nextLong(-1, 2) * Math.min(lotQty, qty.longValueExact());
            boolean exceeds = big(orderQty)
                            .multiply(big(px))
                            .multiply(ONE.add(big(feeE12)))
                            .compareTo(big(equity).multiply(big(100_000_000L)).multiply(ONE))
                    > 0;
            assertEquals(exceeds, pricing.exceeds(orderQty, px, feeE12, equity), step);
        }
    }

    private void assertTakes(String expected, String px, boolean buy, String tick, long slippageE12) {
        assertEquals(at8(expected), pricing.takePx(at8(px), buy, at8(tick), slippageE12));
    }

    private void assertFee(String expected, String px, String qty) {
        assertEquals(at8(expected), pricing.fee(pricing.notional(at8(px), at8(qty)), 15 * BPS / 2));
    }

    private static long takePx(long px, boolean buy, long tickPx, long slippageE12) {
        BigDecimal factor = BigDecimal.ONE.add(BigDecimal.valueOf(buy ? slippageE12 : -slippageE12, 12));
        BigDecimal ticks = BigDecimal.valueOf(px)
                .multiply(factor)
                .divide(BigDecimal.valueOf(tickPx), 0, buy ? RoundingMode.CEILING : RoundingMode.FLOOR);
        return ticks.max(BigDecimal.ONE).multiply(BigDecimal.valueOf(tickPx)).longValueExact();
    }

    /** From 1 up, all magnitudes alike. */
    private static long magnitude(SplittableRandom random, int bitsMax) {
        return random.nextLong(1, 2L << random.nextInt(bitsMax));
    }

    /** Whole basis points, hundredths of them, or any fraction below 10 %. */
    private static long fraction(SplittableRandom random) {
        return switch (random.nextInt(3)) {
            case 0 -> random.nextLong(50) * BPS;
            case 1 -> random.nextLong(5_000) * BPS / 100;
            default -> random.nextLong(Costs.ONE_E12 / 10);
        };
    }

    private static BigInteger big(long value) {
        return BigInteger.valueOf(value);
    }

    private static long at8(String text) {
        return new BigDecimal(text).movePointRight(8).longValueExact();
    }
}
