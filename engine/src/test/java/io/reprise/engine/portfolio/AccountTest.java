package io.reprise.engine.portfolio;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.engine.domain.StateTape;
import io.reprise.engine.fixed.Fixed;
import java.lang.management.ManagementFactory;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class AccountTest {
    private static final long CASH = 1_000 * Fixed.ONE;
    private static final int MANY_STEPS = 4_000_000;

    @Test
    void booksCashFeesAndEquity() {
        Account account = new Account(CASH, 1);
        assertEquals(Fixed.NULL_PX, account.lastPx(0));
        account.fill(0, true, 100 * Fixed.ONE, 11 * Fixed.ONE, Fixed.ONE);
        account.mark(0, 110 * Fixed.ONE);
        assertEquals(-101 * Fixed.ONE, account.cash());
        assertEquals(-101 * Fixed.ONE, account.minCash());
        assertEquals(Fixed.ONE, account.fees());
        assertEquals(11 * Fixed.ONE, account.position(0));
        assertEquals(1_109 * Fixed.ONE, account.equity());
        account.fill(0, false, 110 * Fixed.ONE, 12 * Fixed.ONE, -Fixed.ONE);
        assertEquals(-Fixed.ONE, account.position(0));
        assertEquals(1_110 * Fixed.ONE, account.equity());
        assertEquals(-101 * Fixed.ONE, account.minCash());
        assertThrows(IllegalArgumentException.class, () -> account.fill(0, true, 1, 0, 0));
        assertThrows(IllegalArgumentException.class, () -> new Account(0, 1));
    }

    @Test
    void takesTheInitialEquityAsFirstPeak() {
        Account account = new Account(CASH, 1);
        account.fill(0, true, 100 * Fixed.ONE, 10 * Fixed.ONE, 0);
        account.mark(0, 90 * Fixed.ONE);
        assertEquals(0.1, account.maxDrawdown());
        assertEquals(CASH, account.peakEquity());
        account.mark(0, 120 * Fixed.ONE);
        assertEquals(0.0, account.currentDrawdown());
        account.mark(0, 111 * Fixed.ONE);
        assertEquals(0.075, account.currentDrawdown());
        assertEquals(0.1, account.maxDrawdown());
        account.mark(0, 60 * Fixed.ONE);
        assertEquals(0.5, account.maxDrawdown());
        assertEquals(1_200 * Fixed.ONE, account.peakEquity());
    }

    @Test
    void forgetsWhatWasQuietBelowALowerPeak() {
        Account account = new Account(CASH, 1);
        account.fill(0, true, 100 * Fixed.ONE, 10 * Fixed.ONE, 0);
        account.mark(0, 90 * Fixed.ONE); // 10 % down
        account.mark(0, 200 * Fixed.ONE); // a new peak
        account.mark(0, 95 * Fixed.ONE); // inside what was quiet, but 52.5 % down now
        assertEquals(0.525, account.maxDrawdown());
    }

    @Test
    void agreesWithDecimalsToTheLastUnit() {
        for (long seed = 1; seed <= 30; seed++) {
            Market market = new Market(seed, 1 + (int) (seed % 3));
            Account account = new Account(CASH, market.instruments);
            NaiveAccount naive = new NaiveAccount(CASH, market.instruments);
            for (int step = 0; step < 4_000; step++) {
                market.step();
                if (market.fills) {
                    naive.price(market.id, market.px); // so that both know a price before the first fill
                    account.price(market.id, market.px);
                    naive.fill(market.id, market.buy, market.fillPx, market.qty, market.fee);
                    account.fill(market.id, market.buy, market.fillPx, market.qty, market.fee);
                }
                if (market.marks) {
                    naive.mark(market.id, market.px);
                    account.mark(market.id, market.px);
                } else {
                    naive.price(market.id, market.px);
                    account.price(market.id, market.px);
                }
                if (market.random.nextInt(200) == 0) {
                    account = reloaded(account, market.instruments);
                }
                check("seed " + seed + " step " + step, naive, account);
            }
            assertTrue(account.maxDrawdown() > 0, "seed " + seed + " tests something");
        }
    }

    private static Account reloaded(Account account, int instruments) {
        Account loaded = new Account(CASH, instruments);
        StateTape tape = StateTape.of(account);
        loaded.loadState(tape);
        assertTrue(tape.isReadToTheEnd());
        assertArrayEquals(tape.values(), StateTape.of(loaded).values());
        return loaded;
    }

    private static void check(String at, NaiveAccount naive, Account account) {
        assertEquals(NaiveAccount.units(naive.equity()), account.equity(), at);
        assertEquals(NaiveAccount.units(naive.cash), account.cash(), at);
        assertEquals(NaiveAccount.units(naive.minCash), account.minCash(), at);
        assertEquals(NaiveAccount.units(naive.fees), account.fees(), at);
        assertEquals(NaiveAccount.units(naive.peakEquity), account.peakEquity(), at);
        assertEquals(naive.maxDrawdown, account.maxDrawdown(), at);
    }

    /** Over millions of events, against equity computed at each. */
    @Test
    void marksAsIfItComputedEveryEvent() {
        for (long seed = 1; seed <= 4; seed++) {
            Market market = new Market(seed, seed == 4 ? 3 : 1);
            Account account = new Account(CASH, market.instruments);
            long peak = CASH;
            long worstDrop = 0;
            long worstDropPeak = CASH;
            for (int step = 0; step < MANY_STEPS / 4; step++) {
                market.step();
                if (market.fills) {
                    account.fill(market.id, market.buy, market.fillPx, market.qty, market.fee);
                }
                account.mark(market.id, market.px);
                long equity = account.cash();
                for (int i = 0; i < market.instruments; i++) {
                    equity += account.position(i) == 0 ? 0 : Fixed.multiply(account.position(i), account.lastPx(i));
                }
                peak = Math.max(peak, equity);
                if (Fixed.compareProducts(peak - equity, worstDropPeak, worstDrop, peak) > 0) {
                    worstDrop = peak - equity;
                    worstDropPeak = peak;
                }
                if (equity != account.equity()
                        || peak != account.peakEquity()
                        || (double) worstDrop / worstDropPeak != account.maxDrawdown()) {
                    throw new AssertionError("seed " + seed + " step " + step);
                }
            }
        }
    }

    @Test
    void allocatesNothing() {
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        Market market = new Market(1, 1);
        Account account = new Account(CASH, 1);
        long least = Long.MAX_VALUE;
        for (int round = 0; round < 10; round++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < 20_000; i++) {
                market.step();
                if (market.fills) {
                    account.fill(market.id, market.buy, market.fillPx, market.qty, market.fee);
                }
                account.mark(market.id, market.px);
            }
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        }
        assertEquals(0, least);
    }

    /** Prices that wander and trend, also below 0, with fills that go long, short, through flat and to flat. */
    private static final class Market {
        final SplittableRandom random;
        final int instruments;
        private final long[] pxs;
        private final long[] positions;
        private long drift;
        int id;
        long px;
        boolean marks;
        boolean fills;
        boolean buy;
        long fillPx;
        long qty;
        long fee;

        Market(long seed, int instruments) {
            random = new SplittableRandom(seed);
            this.instruments = instruments;
            pxs = new long[instruments];
            positions = new long[instruments];
            for (int i = 0; i < instruments; i++) {
                pxs[i] = 100 * Fixed.ONE + random.nextLong(Fixed.ONE);
            }
        }

        void step() {
            if (random.nextInt(1_000) == 0) {
                drift = random.nextLong(-Fixed.ONE / 100, Fixed.ONE / 100);
            }
            id = random.nextInt(instruments);
            long move = random.nextInt(4) == 0 ? 0 : random.nextLong(-Fixed.ONE / 4, Fixed.ONE / 4) + drift;
            boolean pulled = Math.abs(pxs[id] - 90 * Fixed.ONE) > 120 * Fixed.ONE;
            pxs[id] += pulled ? (pxs[id] > 0 ? -1 : 1) * Fixed.ONE : move;
            px = pxs[id];
            marks = random.nextInt(10) != 0;
            fills = random.nextInt(100) == 0;
            if (fills) {
                long position = positions[id];
                boolean flattens = position != 0 && random.nextInt(2) == 0;
                buy = flattens
                        ? position < 0
                        : Math.abs(position) < 5 * Fixed.ONE ? random.nextBoolean() : position < 0;
                qty = flattens ? Math.abs(position) : random.nextLong(1, 3 * Fixed.ONE);
                positions[id] += buy ? qty : -qty;
                fillPx = px + random.nextLong(-Fixed.ONE / 10, Fixed.ONE / 10);
                fee = random.nextLong(-10, Fixed.ONE / 1_000);
            }
        }
    }
}
