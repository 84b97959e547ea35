package io.reprise.engine.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.codecs.MessageHeaderDecoder;
import io.reprise.codecs.MessageHeaderEncoder;
import io.reprise.codecs.QuoteEncoder;
import io.reprise.codecs.Side;
import io.reprise.codecs.TradeDecoder;
import io.reprise.codecs.TradeEncoder;
import io.reprise.codecs.VenueStatusDecoder;
import io.reprise.engine.event.Event;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

final class FeedGuardTest {
    private static final long SKEW_NS = 1_000;
    private static final FeedRules TRADES = new FeedRules(true, 2, SKEW_NS);

    private final List<String> events = new ArrayList<>();
    private final List<Long> times = new ArrayList<>();
    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[Event.FRAME_BYTES_MAX]);
    private FeedGuard guard = guard(TRADES);

    @Test
    void saysThatItBeganUnconnectedAndWhenAnInstrumentIsWhole() {
        guard.onConnected(true, 5);
        trades(0, 1, 2, 3);
        trades(1, 7);
        assertEquals(List.of("DISCONNECTED -1", "0:1", "0:2", "CONNECTED 0", "0:3", "1:7"), events);
        assertTrue(guard.isWhole(0));
        assertFalse(guard.isWhole(1));
    }

    @Test
    void dropsAndCountsDuplicates() {
        wholeAt(1, 2);
        trades(0, 2, 1, 3, 3);
        assertEquals(List.of("0:3"), events);
        assertEquals(3, guard.counts().duplicates());
        assertEquals(0, guard.counts().gaps());
    }

    @Test
    void sequencesAGapBeforeTheMessageThatShowsItAndIsWholeAfterTwoInOrder() {
        wholeAt(1, 2);
        trades(0, 6, 7, 8);
        assertEquals(List.of("GAP 0", "0:6", "0:7", "CONNECTED 0", "0:8"), events);
        assertEquals(1, guard.counts().gaps());
        assertEquals(3, guard.counts().missing());
    }

    @Test
    void dropsWhatComesAfterALaterOneAndKnowsItTheSecondTime() {
        wholeAt(1, 2);
        trades(0, 5, 4, 4, 3);
        assertEquals(List.of("GAP 0", "0:5"), events);
        assertEquals(2, guard.counts().outOfOrder());
        assertEquals(1, guard.counts().duplicates());
    }

    @Test
    void cannotTellADuplicateBeyondItsWindow() {
        wholeAt(1, 2);
        trades(0, 3, 2 + FeedGuard.WINDOW, 3, 2);
        assertEquals(1, guard.counts().duplicates());
        assertEquals(1, guard.counts().outOfOrder());
    }

    @Test
    void ordersWhatHasNoNumberByItsTime() {
        guard.onConnected(true, 5);
        trade(0, FeedGuard.NO_NUMBER, 100, 100);
        trade(0, FeedGuard.NO_NUMBER, 99, 101);
        trade(0, FeedGuard.NO_NUMBER, 100, 102);
        assertEquals(2, guard.counts().sequenced());
        assertEquals(1, guard.counts().outOfOrder());
    }

    @Test
    void findsNoGapWhereNumbersMaySkip() {
        guard = guard(new FeedRules(false, 1, SKEW_NS));
        guard.onConnected(true, 5);
        trades(0, 1, 9, 5);
        assertEquals(List.of("DISCONNECTED -1", "0:1", "CONNECTED 0", "0:9"), events);
        assertEquals(0, guard.counts().gaps());
    }

    @Test
    void keepsATimeThatCannotBeOutOfTheSequence() {
        wholeAt(1, 2);
        trade(0, 3, 60 + SKEW_NS + 1, 60);
        trade(0, 4, 61, 60 + 2 * SKEW_NS);
        assertEquals(List.of("GAP 0"), events);
        assertEquals(2, guard.counts().clockJumps());
        assertEquals(2, guard.counts().malformed());
        assertEquals(60L, times.getLast());
        trade(0, 5, 60 + 2 * SKEW_NS, 60 + 2 * SKEW_NS);
        trade(0, 6, 60 + 2 * SKEW_NS, 60 + 2 * SKEW_NS);
        assertEquals(List.of("GAP 0", "0:5", "0:6", "CONNECTED 0"), events);
    }

    @Test
    void knowsNothingEarlierThanWhatItKnewBeforeNorThanItHappened() {
        wholeAt(1, 2);
        trade(0, 3, 100, 90);
        trade(0, 4, 95, 80);
        assertEquals(List.of(100L, 100L), times);
        assertTrue(guard.counts().ownClockBack() > 0);
    }

    @Test
    void haltsEveryInstrumentWhileDisconnected() {
        wholeAt(1, 2);
        guard.onDisconnected(50);
        guard.onDisconnected(51);
        trades(0, 3);
        guard.onConnected(true, 60);
        trades(0, 4, 5);
        assertEquals(List.of("DISCONNECTED -1", "GAP 0", "0:4", "0:5", "CONNECTED 0"), events);
        assertEquals(1, guard.counts().disconnects());
        assertEquals(1, guard.counts().malformed());
        assertEquals(1, guard.counts().missing());
    }

    @Test
    void beginsAnewWhereNumbersDo() {
        wholeAt(1, 2);
        guard.onDisconnected(50);
        guard.onConnected(false, 60);
        trades(0, 1, 2);
        assertEquals(List.of("DISCONNECTED -1", "0:1", "0:2", "CONNECTED 0"), events);
        assertEquals(0, guard.counts().duplicates());
    }

    @Test
    void waitsForASnapshotWhereMessagesOnlyChange() {
        guard = guard(new FeedRules(true, FeedRules.SNAPSHOT, SKEW_NS));
        guard.onConnected(true, 5);
        trades(0, 1, 2, 3);
        assertFalse(guard.isWhole(0));
        guard.onSnapshot(0, 10, 40);
        trades(0, 9, 11);
        assertEquals(List.of("DISCONNECTED -1", "0:1", "0:2", "0:3", "CONNECTED 0", "0:11"), events);
        assertEquals(0, guard.counts().gaps());
    }

    @Test
    void countsWhatItDoesNotUnderstand() {
        wholeAt(1, 2);
        guard.onMalformed();
        trades(3, 1);
        trades(-1, 1);
        new QuoteEncoder().wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder());
        guard.onMessage(buffer, 0, 0, 3, 50);
        assertEquals(4, guard.counts().malformed());
        assertEquals(List.of(), events);
    }

    @Test
    void refusesRulesOutsideTheirRange() {
        assertThrows(IllegalArgumentException.class, () -> new FeedRules(true, -1, 1));
        assertThrows(IllegalArgumentException.class, () -> new FeedRules(true, 1, 0));
        assertThrows(IllegalArgumentException.class, () -> new FeedGuard(64, 1, TRADES, null));
    }

    private void wholeAt(long... numbers) {
        guard.onConnected(true, 5);
        trades(0, numbers);
        assertTrue(guard.isWhole(0));
        events.clear();
        times.clear();
    }

    private void trades(int instrumentId, long... numbers) {
        for (long number : numbers) {
            trade(instrumentId, number, 50, 50);
        }
    }

    private void trade(int instrumentId, long number, long tsEventNs, long nowNs) {
        new TradeEncoder()
                .wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder())
                .tsEventNs(tsEventNs)
                .instrumentId(9)
                .side(Side.BUY)
                .tradeId(number);
        guard.onMessage(buffer, 0, instrumentId, number, nowNs);
    }

    private FeedGuard guard(FeedRules rules) {
        return new FeedGuard(3, 2, rules, new FeedSink() {
            @Override
            public void market(UnsafeBuffer frame, int offset, int instrumentId) {
                long tradeId = new TradeDecoder()
                        .wrapAndApplyHeader(frame, offset, new MessageHeaderDecoder())
                        .tradeId();
                events.add(instrumentId + ":" + tradeId);
                times.add(Event.tsInitNs(frame, offset));
            }

            @Override
            public void status(UnsafeBuffer frame, int offset) {
                VenueStatusDecoder status =
                        new VenueStatusDecoder().wrapAndApplyHeader(frame, offset, new MessageHeaderDecoder());
                assertEquals(3, status.sourceId());
                events.add(status.statusKind() + " " + status.instrumentId());
                times.add(status.tsInitNs());
            }
        });
    }
}
