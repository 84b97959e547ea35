package io.reprise.bench.recovery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.engine.event.Event;
import io.reprise.engine.gateway.FeedCounts;
import io.reprise.engine.gateway.FeedGuard;
import io.reprise.engine.gateway.FeedRules;
import java.nio.ByteOrder;
import java.util.BitSet;
import java.util.SplittableRandom;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A network between a venue and the guard that does to numbered messages what networks do, by its seed, and keeps its own
 * plain account of them: which numbers have been seen, and which were left out when a higher one came.
 */
final class FaultyFeed {
    static final int SOURCE = 7;
    static final long SKEW_NS = 10_000_000_000L;
    static final FeedRules RULES = new FeedRules(true, 5, SKEW_NS);

    private static final long DAY_NS = 86_400_000_000_000L;
    private static final int LATE_AFTER = 3;
    private static final int LOST_WITH_CONNECTION = 9;
    private static final int TS_EVENT = 16;

    private final SplittableRandom random;
    private final BitSet seen = new BitSet();
    private final BitSet ever = new BitSet();
    private final UnsafeBuffer frame = new UnsafeBuffer(new byte[Event.FRAME_BYTES_MAX]);
    private final UnsafeBuffer late = new UnsafeBuffer(new byte[Event.FRAME_BYTES_MAX]);
    private final long[] total = new long[Count.values().length];
    private FeedGuard guard;
    private long sent;
    private long nowNs;
    private int highest;
    private int lateNumber;
    private int lateIn;
    private int deafFor;

    // the plain account
    private long received;
    private long duplicates;
    private long outOfOrder;
    private long malformed;
    private long missing;
    private long lost;
    private long unread;

    private enum Count {
        RECEIVED,
        SEQUENCED,
        DUPLICATES,
        OUT_OF_ORDER,
        MALFORMED,
        GAPS,
        MISSING,
        CLOCK_JUMPS,
        STATUSES
    }

    FaultyFeed(long seed) {
        random = new SplittableRandom(seed);
    }

    /** Connects for the first time, or after the engine was started again with a new guard: the numbers go on. */
    void connect(FeedGuard newGuard) {
        collect();
        guard = newGuard;
        highest = 0; // the new guard has seen none
        seen.clear();
        lost += lateIn > 0 ? 1 : 0;
        lateIn = 0;
        guard.onConnected(true, nowNs);
    }

    /** The venue sends its next message. */
    void send(UnsafeBuffer buffer, int offset) {
        sent++;
        int number = Math.toIntExact(sent);
        nowNs = Event.tsInitNs(buffer, offset);
        frame.putBytes(0, buffer, offset, Event.frameLength(buffer, offset));
        if (deafFor > 0 && --deafFor == 0) {
            guard.onConnected(true, nowNs);
        }
        int draw = random.nextInt(1_000);
        if (deafFor > 0 || draw < 15) {
            lost++;
        } else if (draw < 20) {
            guard.onDisconnected(nowNs);
            deafFor = 1 + random.nextInt(LOST_WITH_CONNECTION);
            lost++;
        } else if (draw < 40 && lateIn == 0) {
            late.putBytes(0, frame, 0, Event.FRAME_BYTES_MAX);
            lateNumber = number;
            lateIn = 1 + random.nextInt(LATE_AFTER);
            return;
        } else if (draw < 50) {
            guard.onMalformed();
            received++;
            malformed++;
            unread++;
        } else if (draw < 60) {
            misdate(number);
        } else {
            deliver(frame, number, draw < 70 ? nowNs - SKEW_NS / 10 : nowNs);
            if (draw >= 980) {
                int again = number - random.nextInt(Math.min(number, 40));
                deliver(frame, ever.get(again) ? again : number, nowNs);
            }
        }
        if (lateIn > 0 && deafFor == 0 && --lateIn == 0) {
            deliver(late, lateNumber, nowNs);
        }
    }

    private void misdate(int number) {
        long tsEventNs = nowNs + (random.nextBoolean() ? DAY_NS : -DAY_NS);
        frame.putLong(TS_EVENT, tsEventNs, ByteOrder.LITTLE_ENDIAN);
        assertEquals(tsEventNs, Event.tsEventNs(frame, 0));
        account(number);
        malformed++;
        guard.onMessage(frame, 0, 0, number, nowNs);
    }

    private void deliver(UnsafeBuffer message, int number, long atNs) {
        account(number);
        guard.onMessage(message, 0, 0, number, atNs);
    }

    private void account(int number) {
        received++;
        ever.set(number);
        if (number > highest) {
            missing += highest == 0 ? 0 : number - highest - 1;
            highest = number;
            seen.set(number);
        } else if (seen.get(number)) {
            duplicates++;
        } else {
            outOfOrder++;
            seen.set(number);
        }
    }

    private void collect() {
        if (guard == null) {
            return;
        }
        FeedCounts counts = guard.counts();
        add(Count.RECEIVED, counts.received());
        add(Count.SEQUENCED, counts.sequenced());
        add(Count.DUPLICATES, counts.duplicates());
        add(Count.OUT_OF_ORDER, counts.outOfOrder());
        add(Count.MALFORMED, counts.malformed());
        add(Count.GAPS, counts.gaps());
        add(Count.MISSING, counts.missing());
        add(Count.CLOCK_JUMPS, counts.clockJumps());
        add(Count.STATUSES, counts.statuses());
        guard = null;
    }

    private void add(Count count, long value) {
        total[count.ordinal()] += value;
    }

    private long total(Count count) {
        return total[count.ordinal()];
    }

    /** Holds the guard's counters against the plain account, and against what was sent. */
    void requireAccounted() {
        collect();
        assertEquals(received, total(Count.RECEIVED));
        assertEquals(duplicates, total(Count.DUPLICATES));
        assertEquals(outOfOrder, total(Count.OUT_OF_ORDER));
        assertEquals(malformed, total(Count.MALFORMED));
        assertEquals(missing, total(Count.MISSING));
        assertEquals(
                total(Count.RECEIVED),
                total(Count.SEQUENCED) + total(Count.DUPLICATES) + total(Count.OUT_OF_ORDER) + total(Count.MALFORMED));
        for (Count count : Count.values()) {
            assertTrue(total(count) > 0, "the faults of this seed had no " + count);
        }
        assertTrue(lost > 0);
        assertEquals(sent, ever.cardinality() + lost + unread + (lateIn > 0 ? 1 : 0));
    }

    long sequenced() {
        return total(Count.SEQUENCED);
    }

    long gaps() {
        return total(Count.GAPS);
    }

    long clockJumps() {
        return total(Count.CLOCK_JUMPS);
    }

    long statuses() {
        return total(Count.STATUSES);
    }
}
