package io.reprise.engine.gateway;

import io.reprise.codecs.BarDecoder;
import io.reprise.codecs.MessageHeaderEncoder;
import io.reprise.codecs.StatusKind;
import io.reprise.codecs.TradeDecoder;
import io.reprise.codecs.VenueStatusEncoder;
import io.reprise.engine.domain.HotPath;
import io.reprise.engine.event.Event;
import java.util.Arrays;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Stands between a live feed and the sequence: lets each message through once and in the venue's order, and sequences a
 * status when messages are lost, times cannot be, or the connection is gone, so that what the engine knew stands in the
 * journal. From GAP or DISCONNECTED until CONNECTED an instrument is not whole, and risk lets no opening order pass.
 *
 * <p>It begins unconnected, and says so when first connected: also after a restart, when the journal may say otherwise.
 * Owned by the thread that drives the sequence.
 */
@HotPath
public final class FeedGuard {
    /** For a message without a number: only its time orders it. */
    public static final long NO_NUMBER = Long.MIN_VALUE;
    /** How far back a number is known to have been seen or not; older ones count as out of order. */
    public static final int WINDOW = 64;
    /** Sources are numbered below this, a bit each in risk's state. */
    public static final int SOURCES_MAX = 63;

    private static final int ALL_INSTRUMENTS = -1;
    private static final int NO_VENUE = -1;

    private final int sourceId;
    private final FeedRules rules;
    private final FeedSink sink;
    private final FeedCounts counts = new FeedCounts();
    private final UnsafeBuffer frame = new UnsafeBuffer(new byte[Event.FRAME_BYTES_MAX]);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final VenueStatusEncoder status = new VenueStatusEncoder();

    private final long[] highest;
    /** Bit n: whether the highest number less n has been seen. */
    private final long[] seen;

    private final long[] newestTsEventNs;
    private final boolean[] whole;
    private final int[] inOrder;

    private boolean connected;
    private boolean everConnected;
    private long lastTsInitNs = Long.MIN_VALUE;

    /**
     * @param sourceId of the feed, below {@value #SOURCES_MAX}
     * @param instruments of the run
     */
    public FeedGuard(int sourceId, int instruments, FeedRules rules, FeedSink sink) {
        if (sourceId < 0 || sourceId >= SOURCES_MAX) {
            throw new IllegalArgumentException("a feed's source must be from 0 to 62, not " + sourceId);
        }
        this.sourceId = sourceId;
        this.rules = rules;
        this.sink = sink;
        highest = new long[instruments];
        seen = new long[instruments];
        newestTsEventNs = new long[instruments];
        whole = new boolean[instruments];
        inOrder = new int[instruments];
        forgetNumbers();
    }

    public FeedCounts counts() {
        return counts;
    }

    /** Whether nothing is missing of an instrument's state. */
    public boolean isWhole(int instrumentId) {
        return whole[instrumentId];
    }

    /**
     * Takes one message: a trade or bar frame, its tsInit still to be given.
     *
     * @param number of the venue for the instrument's messages, or {@link #NO_NUMBER}
     * @param nowNs our own clock
     */
    public void onMessage(UnsafeBuffer buffer, int offset, int instrumentId, long number, long nowNs) {
        counts.received++;
        long tsInitNs = known(nowNs);
        if (!connected || !isMarket(buffer, offset) || instrumentId < 0 || instrumentId >= highest.length) {
            counts.malformed++;
            return;
        }
        long tsEventNs = Event.tsEventNs(buffer, offset);
        if (isOld(instrumentId, number, tsEventNs)) {
            return;
        }
        countGap(instrumentId, number, tsEventNs, tsInitNs);
        remember(instrumentId, number);
        if (isSkewed(tsEventNs, nowNs)) {
            onSkew(instrumentId, tsEventNs, tsInitNs);
            return;
        }
        newestTsEventNs[instrumentId] = Math.max(newestTsEventNs[instrumentId], tsEventNs);
        lastTsInitNs = Math.max(tsInitNs, tsEventNs); // known no earlier than it happened
        frame.putBytes(0, buffer, offset, Event.frameLength(buffer, offset));
        Event.known(frame, 0, lastTsInitNs);
        sink.market(frame, 0, instrumentId);
        counts.sequenced++;
        if (!whole[instrumentId] && ++inOrder[instrumentId] == rules.freshAfter()) {
            becomeWhole(instrumentId, lastTsInitNs);
        }
    }

    /** Counts what the feed's adapter could not read. */
    public void onMalformed() {
        counts.received++;
        counts.malformed++;
    }

    /**
     * The connection stands; an instrument is whole when its state is fresh.
     *
     * @param numbersGoOn whether the venue goes on with the numbers of the last connection
     */
    public void onConnected(boolean numbersGoOn, long nowNs) {
        if (!everConnected) {
            everConnected = true;
            sequence(StatusKind.DISCONNECTED, ALL_INSTRUMENTS, nowNs, known(nowNs));
        }
        connected = true;
        Arrays.fill(inOrder, 0);
        if (!numbersGoOn) {
            forgetNumbers();
        }
    }

    /** The connection is gone, and with it what was known of the market. */
    public void onDisconnected(long nowNs) {
        if (!connected) {
            return;
        }
        connected = false;
        counts.disconnects++;
        Arrays.fill(whole, false);
        Arrays.fill(inOrder, 0);
        sequence(StatusKind.DISCONNECTED, ALL_INSTRUMENTS, nowNs, known(nowNs));
    }

    /** The instrument's whole state has come, of the message with this number and all before it. */
    public void onSnapshot(int instrumentId, long number, long nowNs) {
        long tsInitNs = known(nowNs);
        if (number != NO_NUMBER && number >= highest[instrumentId]) {
            highest[instrumentId] = number;
            seen[instrumentId] = -1L;
        }
        if (connected && !whole[instrumentId]) {
            becomeWhole(instrumentId, tsInitNs);
        }
    }

    /** The time at which something is known now: ours, which never goes back. */
    private long known(long nowNs) {
        if (nowNs < lastTsInitNs) {
            counts.ownClockBack++;
            return lastTsInitNs;
        }
        lastTsInitNs = nowNs;
        return nowNs;
    }

    private static boolean isMarket(UnsafeBuffer buffer, int offset) {
        int template = Event.templateId(buffer, offset);
        return template == TradeDecoder.TEMPLATE_ID || template == BarDecoder.TEMPLATE_ID;
    }

    private boolean isOld(int instrumentId, long number, long tsEventNs) {
        if (number == NO_NUMBER) {
            boolean old = tsEventNs < newestTsEventNs[instrumentId];
            counts.outOfOrder += old ? 1 : 0;
            return old;
        }
        long back = highest[instrumentId] - number;
        if (highest[instrumentId] == NO_NUMBER || number > highest[instrumentId]) {
            return false;
        }
        boolean inWindow = back < WINDOW;
        if (inWindow && (seen[instrumentId] >>> back & 1) != 0) {
            counts.duplicates++;
        } else {
            counts.outOfOrder++;
            seen[instrumentId] |= inWindow ? 1L << back : 0;
        }
        return true;
    }

    private void countGap(int instrumentId, long number, long tsEventNs, long tsInitNs) {
        if (number == NO_NUMBER || !rules.dense() || highest[instrumentId] == NO_NUMBER) {
            return;
        }
        long left = number - highest[instrumentId] - 1;
        if (left > 0) {
            counts.gaps++;
            counts.missing += left;
            breakOff(instrumentId, tsEventNs, tsInitNs);
        }
    }

    private void remember(int instrumentId, long number) {
        if (number == NO_NUMBER) {
            return;
        }
        long step = number - highest[instrumentId];
        boolean isFirst = highest[instrumentId] == NO_NUMBER;
        seen[instrumentId] = isFirst || step >= WINDOW ? 1 : seen[instrumentId] << step | 1;
        highest[instrumentId] = number;
    }

    private boolean isSkewed(long tsEventNs, long nowNs) {
        return Math.abs(tsEventNs - nowNs) > rules.skewNsMax();
    }

    /** A message whose time cannot be has no place in the sequence; the first makes its instrument not whole. */
    private void onSkew(int instrumentId, long tsEventNs, long tsInitNs) {
        counts.clockJumps++;
        counts.malformed++;
        if (whole[instrumentId]) {
            breakOff(instrumentId, tsEventNs, tsInitNs);
        }
        inOrder[instrumentId] = 0;
    }

    private void breakOff(int instrumentId, long tsEventNs, long tsInitNs) {
        whole[instrumentId] = false;
        inOrder[instrumentId] = 0;
        sequence(StatusKind.GAP, instrumentId, tsEventNs, tsInitNs);
    }

    private void becomeWhole(int instrumentId, long tsInitNs) {
        whole[instrumentId] = true;
        sequence(StatusKind.CONNECTED, instrumentId, tsInitNs, tsInitNs);
    }

    private void sequence(StatusKind kind, int instrumentId, long tsEventNs, long tsInitNs) {
        frame.setMemory(0, Event.FRAME_BYTES_MAX, (byte) 0);
        status.wrapAndApplyHeader(frame, 0, header)
                .seq(0)
                .tsEventNs(tsEventNs)
                .tsInitNs(tsInitNs)
                .instrumentId(instrumentId)
                .sourceId(sourceId);
        status.flags().clear();
        status.statusKind(kind).untilNs(VenueStatusEncoder.untilNsNullValue()).venueId(NO_VENUE);
        counts.statuses++;
        sink.status(frame, 0);
    }

    private void forgetNumbers() {
        Arrays.fill(highest, NO_NUMBER);
        Arrays.fill(seen, 0);
        Arrays.fill(newestTsEventNs, Long.MIN_VALUE);
    }
}
