package io.reprise.engine.portfolio;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.engine.domain.StateTape;
import io.reprise.engine.fixed.Fixed;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RoundTripsTest {
    private static final long ONE = Fixed.ONE;

    private record Trip(
            int instrumentId,
            long entryTsNs,
            long exitTsNs,
            boolean isLong,
            long qty,
            long avgEntryPx,
            long avgExitPx,
            long fees,
            long pnl) {}

    private final List<Trip> trips = new ArrayList<>();
    private final RoundTrips roundTrips = create(2);

    private RoundTrips create(int instruments) {
        return new RoundTrips(
                instruments,
                (id, entry, exit, isLong, qty, entryPx, exitPx, fees, pnl) ->
                        trips.add(new Trip(id, entry, exit, isLong, qty, entryPx, exitPx, fees, pnl)));
    }

    @Test
    void runsFromFlatToFlat() {
        roundTrips.fill(0, 1, true, 100 * ONE, ONE, 10);
        roundTrips.fill(1, 2, false, 50 * ONE, ONE, 7);
        roundTrips.fill(0, 3, true, 200 * ONE, ONE, 10);
        roundTrips.fill(0, 4, false, 180 * ONE, ONE, 5);
        roundTrips.fill(0, 5, true, 150 * ONE, ONE, 5);
        assertEquals(List.of(), trips);
        roundTrips.fill(0, 6, false, 210 * ONE, 2 * ONE, 20);
        roundTrips.fill(1, 7, true, 45 * ONE, ONE, 7);
        assertEquals(
                List.of(
                        new Trip(0, 1, 6, true, 3 * ONE, 150 * ONE, 200 * ONE, 50, 150 * ONE - 50),
                        new Trip(1, 2, 7, false, ONE, 50 * ONE, 45 * ONE, 14, 5 * ONE - 14)),
                trips);
        assertEquals(0, roundTrips.openCashChange(0));
    }

    @Test
    void splitsAFillThatTurnsThePosition() {
        roundTrips.fill(0, 1, true, 100 * ONE, ONE, 1);
        roundTrips.fill(0, 2, false, 110 * ONE, 2 * ONE, 5); // 2.5 of the fee rounds to 2, the rest is 3
        roundTrips.fill(0, 3, true, 90 * ONE, ONE, 1);
        assertEquals(
                List.of(
                        new Trip(0, 1, 2, true, ONE, 100 * ONE, 110 * ONE, 3, 10 * ONE - 3),
                        new Trip(0, 2, 3, false, ONE, 110 * ONE, 90 * ONE, 4, 20 * ONE - 4)),
                trips);
    }

    @Test
    void refusesEmptyFills() {
        assertThrows(IllegalArgumentException.class, () -> roundTrips.fill(0, 1, true, ONE, 0, 0));
    }

    @Test
    void sumsToTheChangeOfCash() {
        for (long seed = 1; seed <= 20; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            trips.clear();
            int summed = 0;
            long closed = 0;
            RoundTrips subject = create(3);
            Account account = new Account(1_000_000 * ONE, 3);
            for (int step = 0; step < 5_000; step++) {
                int id = random.nextInt(3);
                long position = account.position(id);
                boolean buy = Math.abs(position) < 20 * ONE ? random.nextBoolean() : position < 0;
                long qty = position != 0 && random.nextInt(3) == 0 ? Math.abs(position) : random.nextLong(1, 9 * ONE);
                long px = random.nextLong(-ONE, 200 * ONE);
                long fee = random.nextLong(-100, 10_000);
                account.fill(id, buy, px, qty, fee);
                subject.fill(id, step, buy, px, qty, fee);
                for (; summed < trips.size(); summed++) {
                    closed += trips.get(summed).pnl();
                }
                long sum = closed;
                for (int i = 0; i < 3; i++) {
                    sum += subject.openCashChange(i);
                }
                assertEquals(account.cash() - account.initialCash(), sum, "seed " + seed + " step " + step);
                if (random.nextInt(100) == 0) {
                    subject = reloaded(subject);
                }
            }
            assertTrue(trips.size() > 500);
        }
    }

    private RoundTrips reloaded(RoundTrips subject) {
        StateTape tape = StateTape.of(subject);
        RoundTrips loaded = create(3);
        loaded.loadState(tape);
        assertTrue(tape.isReadToTheEnd());
        assertArrayEquals(tape.values(), StateTape.of(loaded).values());
        return loaded;
    }
}
