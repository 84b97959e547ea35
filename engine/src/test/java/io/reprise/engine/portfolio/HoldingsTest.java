package io.reprise.engine.portfolio;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.reprise.engine.fixed.Fixed;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class HoldingsTest {
    private static final long ONE = Fixed.ONE;
    private static final long CASH = 10_000_000 * ONE;
    private static final int SEEDS = 40;
    private static final int STEPS = 400;
    private static final int STRATEGIES = 3;
    private static final int INSTRUMENTS = 2;

    @Test
    void oneHundredAt645_57BecomeSevenHundredAt93_70() {
        Account account = new Account(CASH, 1);
        account.fill(0, true, 64_557_000_000L, 100 * ONE, 0);
        long before = account.equity();
        long left = Entitlements.splitQty(100 * ONE, 7, 1, ONE);
        account.split(0, 7, 1, left, 0);
        account.mark(0, 9_370_000_000L);
        assertEquals(700 * ONE, left);
        assertEquals(1_033 * ONE, account.equity() - before);
    }

    @Test
    void eightHundredAt2_13BecomeOneHundredAt18() {
        Account account = new Account(CASH, 1);
        account.fill(0, true, 213_000_000L, 800 * ONE, 0);
        long before = account.equity();
        account.split(0, 1, 8, Entitlements.splitQty(800 * ONE, 1, 8, ONE), 0);
        account.mark(0, 18 * ONE);
        assertEquals(96 * ONE, account.equity() - before);
    }

    @Test
    void fractionsAreWholeLotsTowardsZeroAndCashForTheRest() {
        assertEquals(100 * ONE, Entitlements.splitQty(803 * ONE, 1, 8, ONE));
        assertEquals(-100 * ONE, Entitlements.splitQty(-803 * ONE, 1, 8, ONE));
        long three = 3 * 213_000_000L;
        assertEquals(three, Entitlements.fractionCash(803 * ONE, 1, 8, 100 * ONE, 213_000_000L));
        assertEquals(-three, Entitlements.fractionCash(-803 * ONE, 1, 8, -100 * ONE, 213_000_000L));
    }

    @Test
    void longsPayARateAboveZeroAndShortsReceiveIt() {
        // 2 at 30,000.00 for 0.01 %
        assertEquals(-6 * ONE, Entitlements.funding(2 * ONE, 30_000 * ONE, 100_000_000L));
        assertEquals(6 * ONE, Entitlements.funding(-2 * ONE, 30_000 * ONE, 100_000_000L));
    }

    @Test
    void theLedgerIsExactThroughFillsSplitsDividendsAndFunding() {
        for (int seed = 0; seed < SEEDS; seed++) {
            new Walk(seed).run();
        }
    }

    /** The account, its holders, and a naive ledger of exact decimals beside them. */
    private static final class Walk {
        private final int seed;
        private final SplittableRandom random;
        private final Account account = new Account(CASH, INSTRUMENTS);
        private final AccountMarker marker = new AccountMarker(account);
        private final long[] cash = new long[STRATEGIES + 1];
        private final Holdings holdings =
                new Holdings(STRATEGIES, INSTRUMENTS, (id, instrument, amount) -> cash[id + 1] += amount);
        private final long[] px = {100 * ONE, 7 * ONE};
        private BigDecimal naiveCash = BigDecimal.valueOf(CASH);

        Walk(int seed) {
            this.seed = seed;
            random = new SplittableRandom(seed);
        }

        void run() {
            for (int step = 0; step < STEPS; step++) {
                int instrument = random.nextInt(INSTRUMENTS);
                switch (random.nextInt(6)) {
                    case 0 -> split(instrument);
                    case 1 -> {
                        long amount = random.nextLong(1, ONE);
                        long before = account.cash();
                        marker.onAction();
                        account.pay(holdings.dividend(instrument, amount));
                        paid(instrument, before, BigDecimal.valueOf(amount), BigDecimal.valueOf(ONE));
                    }
                    case 2 -> {
                        long rate = random.nextLong(-1_000_000_000L, 1_000_000_000L);
                        long before = account.cash();
                        marker.onAction();
                        account.pay(holdings.funding(instrument, px[instrument], rate));
                        paid(
                                instrument,
                                before,
                                BigDecimal.valueOf(px[instrument]).multiply(BigDecimal.valueOf(-rate)),
                                BigDecimal.valueOf(ONE).multiply(BigDecimal.valueOf(Costs.ONE_E12)));
                    }
                    case 3 -> {
                        px[instrument] = Math.max(ONE / 100, px[instrument] + random.nextLong(-ONE, ONE + 1));
                        marker.onMarketEvent(instrument, px[instrument]);
                    }
                    default -> fill(instrument);
                }
                check(seed + " " + step);
            }
        }

        private void fill(int instrument) {
            int id = random.nextInt(STRATEGIES + 1) - 1;
            boolean buy = random.nextBoolean();
            long qty = random.nextLong(1, 50) * ONE;
            long fee = random.nextLong(0, ONE);
            marker.onFill(instrument, buy, px[instrument], qty, fee, marker.marketEvents());
            holdings.fill(id, instrument, buy, qty);
            long notional = Fixed.multiply(px[instrument], qty);
            cash[id + 1] += (buy ? -notional : notional) - fee;
            naiveCash = naiveCash.add(BigDecimal.valueOf((buy ? -notional : notional) - fee));
        }

        private void split(int instrument) {
            long numerator = random.nextLong(1, 10);
            long denominator = random.nextLong(1, 10);
            if (account.lastPx(instrument) == Fixed.NULL_PX) {
                return;
            }
            long lastPx = account.lastPx(instrument);
            BigDecimal value = BigDecimal.ZERO;
            for (int id = -1; id < STRATEGIES; id++) {
                value = value.add(BigDecimal.valueOf(holdings.position(id, instrument)));
            }
            long before = account.cash();
            marker.onAction();
            long paid = holdings.split(instrument, numerator, denominator, ONE, lastPx);
            account.split(instrument, numerator, denominator, holdings.sum(instrument), paid);
            px[instrument] = Math.max(1, Entitlements.splitPx(px[instrument], numerator, denominator));
            // old units that are not left, at the old price
            BigDecimal left = BigDecimal.valueOf(holdings.sum(instrument))
                    .multiply(BigDecimal.valueOf(denominator))
                    .divide(BigDecimal.valueOf(numerator), 20, RoundingMode.HALF_EVEN);
            BigDecimal exact = value.subtract(left).multiply(BigDecimal.valueOf(lastPx));
            close(exact.divide(BigDecimal.valueOf(ONE)), account.cash() - before);
            naiveCash = naiveCash.add(BigDecimal.valueOf(account.cash() - before));
        }

        /** What all were paid together is within half a unit for each holder of the exact amount. */
        private void paid(int instrument, long before, BigDecimal perUnit, BigDecimal scale) {
            BigDecimal exact = BigDecimal.valueOf(account.position(instrument))
                    .multiply(perUnit)
                    .divide(scale, 20, RoundingMode.HALF_EVEN);
            close(exact, account.cash() - before);
            naiveCash = naiveCash.add(BigDecimal.valueOf(account.cash() - before));
        }

        private static void close(BigDecimal exact, long paid) {
            double off = exact.subtract(BigDecimal.valueOf(paid)).abs().doubleValue();
            assertEquals(0, off, STRATEGIES + 1.0, "units of 1e-8");
        }

        private void check(String at) {
            BigInteger equity = naiveCash.toBigIntegerExact();
            long holders = 0;
            for (long one : cash) {
                holders += one;
            }
            for (int i = 0; i < INSTRUMENTS; i++) {
                assertEquals(holdings.sum(i), account.position(i), at);
                if (account.position(i) != 0) {
                    equity = equity.add(BigInteger.valueOf(Fixed.multiply(account.position(i), account.lastPx(i))));
                }
            }
            assertEquals(account.cash() - CASH, holders, at + ": the holders' cash is the account's");
            assertEquals(equity.longValueExact(), account.equity(), at + ": cash and positions are the equity");
        }
    }
}
