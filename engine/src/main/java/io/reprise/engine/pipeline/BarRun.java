package io.reprise.engine.pipeline;

import io.reprise.engine.domain.HotPath;
import io.reprise.engine.event.Event;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Finished bars of one instrument and period, one behind the other in a document, before which nothing else is due and
 * which meet no order. Each is taken by itself, but whoever takes them need not ask between them what is due. Owned by the
 * thread that drives an INLINE pipeline.
 */
@HotPath
public final class BarRun {
    private final Event event = new Event();

    // what the next run must stay within
    private long tsInitEndNs;
    private long tsEventEndNs;

    // what its bars have in common
    private UnsafeBuffer buffer;
    private int instrumentId;
    private long periodNs;
    private long header;
    private int fileInstrumentId;
    private int stride;

    private int first;
    private int limit;
    private int next;
    private long seqNext;
    private int count;

    /** Asks for a run of bars before these times, exclusive. */
    public void within(long tsInitBeforeNs, long tsEventBeforeNs) {
        tsInitEndNs = tsInitBeforeNs;
        tsEventEndNs = tsEventBeforeNs;
    }

    /**
     * Begins a run; {@link #advance} goes to its first bar.
     *
     * @param from offset of the first frame, which is a bar
     * @param to offset after the document's last frame
     * @param seq sequence of the first bar
     * @param runInstrumentId the bars' instrument, by its id in this run
     */
    public void begin(UnsafeBuffer frames, int from, int to, long seq, int runInstrumentId) {
        buffer = frames;
        first = from;
        limit = to;
        next = from;
        seqNext = seq;
        count = 0;
        instrumentId = runInstrumentId;
        event.wrap(frames, from, seq, runInstrumentId);
        periodNs = event.barPeriodNs();
        header = frames.getLong(from);
        fileInstrumentId = Event.instrumentId(frames, from);
        stride = Event.frameLength(frames, from);
    }

    /** Goes to the next bar; false where the run ends: the next frame is due later, or is something else. */
    boolean advance() {
        int at = next;
        if (at >= limit || !holds(at)) {
            return false;
        }
        event.wrap(buffer, at, seqNext, instrumentId);
        next = at + stride;
        seqNext++;
        count++;
        return true;
    }

    private boolean holds(int at) {
        return buffer.getLong(at) == header
                && Event.instrumentId(buffer, at) == fileInstrumentId
                && Event.barPeriodNs(buffer, at) == periodNs
                && Event.tsInitNs(buffer, at) < tsInitEndNs
                && Event.tsEventNs(buffer, at) < tsEventEndNs;
    }

    /** The bar that {@link #advance} went to; after the run its last. */
    public Event event() {
        return event;
    }

    public UnsafeBuffer buffer() {
        return buffer;
    }

    public int instrumentId() {
        return instrumentId;
    }

    long periodNs() {
        return periodNs;
    }

    /** Bars taken. */
    public int count() {
        return count;
    }

    /** Offset of the first bar's frame. */
    public int first() {
        return first;
    }

    /** Bytes from one bar's frame to the next. */
    public int stride() {
        return stride;
    }

    /** Offset after the frame of the last bar taken. */
    public int end() {
        return next;
    }
}
