package io.reprise.engine.backtest;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.reprise.engine.fixed.Fixed;
import io.reprise.engine.portfolio.Account;
import io.reprise.engine.portfolio.AccountMarker;
import io.reprise.engine.portfolio.Costs;
import io.reprise.engine.portfolio.Entitlements;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Account and attribution through fills, splits, dividends, funding, borrowing, interest and delistings, against a twin in
 * decimals that is written from docs/accounts.md: equal to the last 1e-8 after every step.
 */
final class CarryTwinTest {
    private static final int STEPS = 600;
    private static final int STRATEGIES = 3;
    private static final int HOLDERS = STRATEGIES + 1;
    private static final int INSTRUMENTS = 3;
    private static final long CASH = 20_000 * Fixed.ONE;
    private static final long NO_FEE = 0;

    static IntStream seeds() {
        return IntStream.range(0, 60);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void isEqualToItsTwinToTheLastUnit(int seed) {
        new Walk(seed).run();
    }

    private static final class Walk {
        private final int seed;
        private final SplittableRandom random;
        private final Account account = new Account(CASH, INSTRUMENTS);
        private final AccountMarker marker = new AccountMarker(account);
        private final Attribution attribution = new Attribution(STRATEGIES, INSTRUMENTS, (id, instrument, paid) -> {});
        private final long[] px = {100 * Fixed.ONE, 7 * Fixed.ONE, 3_000 * Fixed.ONE};

        private BigDecimal twinCash = decimal(CASH);
        private final BigDecimal[] twinCashes = zeros(HOLDERS);
        private final BigDecimal[] twinFees = zeros(HOLDERS);
        private final BigDecimal[] twinCarries = zeros(HOLDERS);
        private final BigDecimal[][] twinHeld = new BigDecimal[HOLDERS][INSTRUMENTS];

        Walk(int seed) {
            this.seed = seed;
            random = new SplittableRandom(seed);
            for (BigDecimal[] row : twinHeld) {
                Arrays.fill(row, BigDecimal.ZERO);
            }
            for (int i = 0; i < INSTRUMENTS; i++) {
                marker.onMarketEvent(i, px[i]);
            }
        }

        void run() {
            for (int step = 0; step < STEPS; step++) {
                int instrument = random.nextInt(INSTRUMENTS);
                switch (random.nextInt(16)) {
                    case 0 -> split(instrument);
                    case 1 -> dividend(instrument);
                    case 2, 3 -> funding(instrument);
                    case 4, 5 -> borrow(instrument);
                    case 6, 7 -> interest();
                    case 8 -> delist(instrument);
                    case 9, 10 -> price(instrument);
                    default -> fill(instrument);
                }
                check("seed " + seed + ", step " + step);
            }
        }

        private void price(int instrument) {
            px[instrument] = Math.max(1, px[instrument] + random.nextLong(-Fixed.ONE, Fixed.ONE + 1));
            marker.onMarketEvent(instrument, px[instrument]);
        }

        private void fill(int instrument) {
            int id = random.nextInt(HOLDERS) - 1;
            boolean buy = random.nextBoolean();
            long qty = random.nextLong(1, 5_000_000_000L);
            long fee = random.nextBoolean() ? NO_FEE : random.nextLong(0, Fixed.ONE);
            marker.onFill(instrument, buy, px[instrument], qty, fee, marker.marketEvents());
            attribution.fill(id, instrument, buy, px[instrument], qty, fee);
            BigDecimal notional = rounded(decimal(px[instrument]).multiply(decimal(qty)));
            pay(id + 1, (buy ? notional.negate() : notional).subtract(decimal(fee)));
            twinFees[id + 1] = twinFees[id + 1].add(decimal(fee));
            twinHeld[id + 1][instrument] = twinHeld[id + 1][instrument].add(decimal(buy ? qty : -qty));
        }

        private void split(int instrument) {
            long numerator = random.nextLong(1, 8);
            long denominator = random.nextLong(1, 8);
            long lastPx = px[instrument];
            marker.onAction();
            long paid = attribution.holdings().split(instrument, numerator, denominator, Fixed.ONE, lastPx);
            account.split(
                    instrument, numerator, denominator, attribution.holdings().sum(instrument), paid);
            px[instrument] = account.lastPx(instrument);
            BigDecimal up = BigDecimal.valueOf(numerator);
            BigDecimal down = BigDecimal.valueOf(denominator);
            for (int row = 0; row < HOLDERS; row++) {
                BigDecimal grown = twinHeld[row][instrument].multiply(up);
                BigDecimal left = grown.divideToIntegralValue(down).setScale(8);
                BigDecimal rest = grown.subtract(left.multiply(down));
                carry(row, quotient(rest.multiply(decimal(lastPx)), up));
                twinHeld[row][instrument] = left;
            }
        }

        private void dividend(int instrument) {
            long amount = random.nextLong(1, Fixed.ONE);
            marker.onAction();
            account.pay(attribution.holdings().dividend(instrument, amount));
            for (int row = 0; row < HOLDERS; row++) {
                carry(row, rounded(twinHeld[row][instrument].multiply(decimal(amount))));
            }
        }

        private void funding(int instrument) {
            long rateE12 = random.nextLong(-9_000_000_000L, 9_000_000_000L);
            marker.onAction();
            account.pay(attribution.holdings().funding(instrument, px[instrument], rateE12));
            for (int row = 0; row < HOLDERS; row++) {
                carry(
                        row,
                        rounded(value(row, instrument).multiply(rate(rateE12))).negate());
            }
        }

        private void borrow(int instrument) {
            long rateE12 = random.nextLong(0, 9_000_000_000L);
            marker.onAction();
            account.pay(attribution.holdings().borrow(instrument, px[instrument], rateE12));
            for (int row = 0; row < HOLDERS; row++) {
                if (twinHeld[row][instrument].signum() < 0) {
                    carry(row, rounded(value(row, instrument).multiply(rate(rateE12))));
                }
            }
        }

        private void interest() {
            long rateE12 = random.nextLong(0, 9_000_000_000L);
            long amount = Entitlements.interest(account.cash(), rateE12);
            marker.onAction();
            if (amount != 0) {
                attribution.interest(amount);
                account.pay(amount);
            }
            if (twinCash.signum() >= 0) {
                return;
            }
            BigDecimal charge = rounded(twinCash.multiply(rate(rateE12)));
            BigDecimal owed = Arrays.stream(twinCashes)
                    .filter(cash -> cash.signum() < 0)
                    .reduce(BigDecimal.ZERO, BigDecimal::add);
            int last = IntStream.range(0, HOLDERS)
                    .filter(row -> twinCashes[row].signum() < 0)
                    .max()
                    .orElseThrow();
            BigDecimal rest = charge;
            for (int row = 0; row < last; row++) {
                if (twinCashes[row].signum() < 0) {
                    BigDecimal part = charge.multiply(twinCashes[row]).divide(owed, 8, RoundingMode.DOWN);
                    rest = rest.subtract(part);
                    carry(row, part);
                }
            }
            carry(last, rest);
        }

        private void delist(int instrument) {
            long endPx = random.nextInt(4) == 0 ? 0 : random.nextLong(0, 2 * px[instrument]);
            marker.onAction();
            account.end(instrument, attribution.holdings().delist(instrument, endPx));
            for (int row = 0; row < HOLDERS; row++) {
                carry(row, rounded(twinHeld[row][instrument].multiply(decimal(endPx))));
                twinHeld[row][instrument] = BigDecimal.ZERO;
            }
        }

        private BigDecimal value(int row, int instrument) {
            return rounded(twinHeld[row][instrument].multiply(decimal(px[instrument])));
        }

        private void carry(int row, BigDecimal amount) {
            twinCarries[row] = twinCarries[row].add(amount);
            pay(row, amount);
        }

        private void pay(int row, BigDecimal amount) {
            twinCashes[row] = twinCashes[row].add(amount);
            twinCash = twinCash.add(amount);
        }

        private void check(String at) {
            assertEquals(units(twinCash), account.cash(), at + ": cash");
            BigDecimal equity = twinCash;
            for (int i = 0; i < INSTRUMENTS; i++) {
                BigDecimal held = BigDecimal.ZERO;
                for (int row = 0; row < HOLDERS; row++) {
                    assertEquals(units(twinHeld[row][i]), attribution.holdings().position(row - 1, i), at);
                    held = held.add(twinHeld[row][i]);
                }
                assertEquals(units(held), account.position(i), at + ": position of " + i);
                equity = equity.add(rounded(held.multiply(decimal(px[i]))));
            }
            assertEquals(units(equity), account.equity(), at + ": equity");
            for (int row = 0; row < HOLDERS; row++) {
                assertEquals(units(twinFees[row]), attribution.fees(row - 1), at + ": fees of " + row);
                assertEquals(units(twinCarries[row]), attribution.carry(row - 1), at + ": carry of " + row);
            }
            long pnl = 0;
            for (long one : attribution.pnl(account)) {
                pnl = Math.addExact(pnl, one);
            }
            assertEquals(account.equity() - CASH, pnl, at + ": what the holders made is what the account made");
        }
    }

    private static BigDecimal[] zeros(int count) {
        BigDecimal[] zeros = new BigDecimal[count];
        Arrays.fill(zeros, BigDecimal.ZERO);
        return zeros;
    }

    private static BigDecimal decimal(long units) {
        return BigDecimal.valueOf(units, 8);
    }

    private static BigDecimal rate(long rateE12) {
        return BigDecimal.valueOf(rateE12).divide(BigDecimal.valueOf(Costs.ONE_E12), 12, RoundingMode.UNNECESSARY);
    }

    private static BigDecimal rounded(BigDecimal value) {
        return value.setScale(8, RoundingMode.HALF_EVEN);
    }

    private static BigDecimal quotient(BigDecimal value, BigDecimal by) {
        return value.divide(by, 8, RoundingMode.HALF_EVEN);
    }

    private static long units(BigDecimal value) {
        BigInteger units = value.setScale(8, RoundingMode.UNNECESSARY).unscaledValue();
        return units.longValueExact();
    }
}
