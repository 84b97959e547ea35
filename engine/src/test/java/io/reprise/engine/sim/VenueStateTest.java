package io.reprise.engine.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.reprise.codecs.OrderAction;
import io.reprise.codecs.OrderType;
import io.reprise.codecs.Side;
import io.reprise.codecs.TimeInForce;
import io.reprise.engine.domain.Instrument;
import io.reprise.engine.portfolio.Costs;
import java.math.BigDecimal;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

class VenueStateTest {
    private static final VenueSettings SETTINGS = new VenueSettings(5, Costs.NONE, false, false, 3, 3);

    private final RecordingSink sink = new RecordingSink();

    @Test
    void dependsOnTheOrderOfArrivalNotOnTheSlots() {
        SimulatedVenue straight = venue(SETTINGS);
        arrive(straight, 10, 1);
        arrive(straight, 11, 2);
        arrive(straight, 12, 3);
        cancel(straight, 13, 1);
        cancel(straight, 14, 2);
        arrive(straight, 15, 4);
        arrive(straight, 16, 5);
        SimulatedVenue other = venue(SETTINGS);
        arrive(other, 10, 1);
        cancel(other, 11, 1);
        arrive(other, 11, 2);
        cancel(other, 11, 2);
        arrive(other, 12, 3);
        arrive(other, 15, 4);
        arrive(other, 16, 5);
        assertEquals(StateLongs.of(straight).values, StateLongs.of(other).values);
    }

    @Test
    void replacesWhatWasThere() {
        SimulatedVenue full = venue(SETTINGS);
        arrive(full, 10, 1);
        order(11, 2).sendTo(full);
        StateLongs empty = StateLongs.of(venue(SETTINGS));
        full.loadState(empty);
        assertEquals(empty.values, StateLongs.of(full).values);
        assertEquals(false, full.hasWorking(0));
        assertEquals(Long.MAX_VALUE, full.nextArrivalNs());
    }

    @Test
    void refusesAStateOfABiggerVenue() {
        SimulatedVenue big = venue(SETTINGS);
        arrive(big, 10, 1);
        arrive(big, 10, 2);
        VenueSettings small = new VenueSettings(5, Costs.NONE, false, false, 1, 1);
        assertThrows(IllegalStateException.class, () -> venue(small).loadState(StateLongs.of(big)));
        SimulatedVenue busy = venue(SETTINGS);
        order(10, 1).sendTo(busy);
        order(10, 2).sendTo(busy);
        assertThrows(IllegalStateException.class, () -> venue(small).loadState(StateLongs.of(busy)));
    }

    @Test
    void boundsWhatIsInFlight() {
        SimulatedVenue venue = venue(SETTINGS);
        for (int i = 0; i < 3; i++) {
            order(10, i).sendTo(venue);
        }
        assertThrows(IllegalStateException.class, () -> order(10, 9).sendTo(venue));
        assertEquals(15, venue.nextArrivalNs());
    }

    @Test
    void refusesACommandOlderThanTheOneBefore() {
        SimulatedVenue venue = venue(SETTINGS);
        order(10, 1).sendTo(venue);
        assertThrows(IllegalStateException.class, () -> order(9, 2).sendTo(venue));
    }

    @Test
    void refusesWhatIsNotAnOrderCommandOrNotAtItsId() {
        SimulatedVenue venue = venue(SETTINGS);
        assertThrows(IllegalArgumentException.class, () -> venue.send(new UnsafeBuffer(new byte[128]), 0));
        assertThrows(IllegalStateException.class, () -> venue.arriveNext(sink));
        Instrument[] misplaced = {Script.INSTRUMENT.withId(1)};
        assertThrows(IllegalArgumentException.class, () -> new SimulatedVenue(misplaced, SETTINGS));
    }

    /** The order that works and the one on its way are taken back; the cancel on its way is none. */
    @Test
    void takesBackWhatWorksWithoutAReport() {
        SimulatedVenue venue = venue(SETTINGS);
        arrive(venue, 10, 1);
        order(16, 2).sendTo(venue);
        Command.cancel(17, 0, 1).sendTo(venue);
        int reports = sink.reports.size();
        assertEquals(2, venue.cancelWorking());
        assertEquals(false, venue.hasWorking(0));
        assertEquals(Long.MAX_VALUE, venue.nextArrivalNs());
        assertEquals(reports, sink.reports.size());
        assertEquals(0, venue.cancelWorking());
    }

    @Test
    void refusesSettingsOutsideTheirRange() {
        assertThrows(IllegalArgumentException.class, () -> VenueSettings.of(-1, Costs.NONE, false, false));
        assertThrows(IllegalArgumentException.class, () -> new VenueSettings(0, Costs.NONE, false, false, 0, 1));
        assertThrows(
                IllegalArgumentException.class,
                () -> new VenueSettings(0, Costs.NONE, false, false, 1, VenueSettings.CAPACITY_MAX + 1));
        assertThrows(NullPointerException.class, () -> VenueSettings.of(0, null, false, false));
    }

    private static SimulatedVenue venue(VenueSettings settings) {
        return new SimulatedVenue(new Instrument[] {Script.INSTRUMENT}, settings);
    }

    private void arrive(SimulatedVenue venue, long ns, long orderId) {
        order(ns, orderId).sendTo(venue);
        venue.arriveNext(sink);
    }

    private void cancel(SimulatedVenue venue, long ns, long orderId) {
        Command.cancel(ns, 0, orderId).sendTo(venue);
        venue.arriveNext(sink);
    }

    private static Command order(long ns, long orderId) {
        return new Command(
                ns,
                OrderAction.NEW,
                0,
                orderId,
                Side.BUY,
                BigDecimal.ONE,
                OrderType.LIMIT,
                TimeInForce.GTC,
                BigDecimal.TEN);
    }
}
