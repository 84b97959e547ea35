package io.reprise.engine.pipeline;

import io.reprise.engine.domain.BarColumns;
import io.reprise.engine.domain.HotPath;
import io.reprise.engine.event.Event;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Finished bars of one instrument and period, one behind the other in a document, before which nothing else is due and
 * which meet no order: whoever takes them need not ask between them what is due. Owned by the thread that drives an INLINE
 * pipeline.
 */
@HotPath
public final class BarRun {
    private final Event event = new Event();

    // what the next run must stay within
    private long tsInitEndNs;
    private long tsEventEndNs;

    private BarDocument document;
    private BarColumns bars;
    private int instrumentId;
    private long periodNs;

    private int first;
    private int limit;
    private int next;
    private long firstSeq;

    /** Asks for a run of bars before these times, exclusive. */
    public void within(long tsInitBeforeNs, long tsEventBeforeNs) {
        tsInitEndNs = tsInitBeforeNs;
        tsEventEndNs = tsEventBeforeNs;
    }

    /**
     * Begins a run; {@link #advance} goes to its first bar.
     *
     * @param offset of the first bar's frame, which the document holds
     * @param seq sequence of the first bar
     * @param runInstrumentId the bars' instrument, by its id in this run
     */
    public void begin(BarDocument from, int offset, long seq, int runInstrumentId) {
        if (document != from) { // references cost the garbage collector's write barrier, and mostly they are the same
            document = from;
            bars = from.bars();
        }
        first = from.indexOf(offset);
        next = first;
        limit = endOfRun();
        firstSeq = seq;
        instrumentId = runInstrumentId;
        periodNs = Event.barPeriodNs(from.buffer(), offset);
    }

    private int endOfRun() {
        if (tsInitEndNs == Long.MAX_VALUE && tsEventEndNs == Long.MAX_VALUE) {
            return bars.count();
        }
        int at = first;
        while (at < bars.count() && bars.tsInitNs()[at] < tsInitEndNs && bars.tsEventNs()[at] < tsEventEndNs) {
            at++;
        }
        return at;
    }

    /** Goes to the next bar; false where the run ends: the next frame is due later, or is something else. */
    boolean advance() {
        return advance(1);
    }

    /** Goes to the bar that is so many further on; false where the run ends before. */
    boolean advance(int count) {
        if (next + count > limit) {
            return false;
        }
        next += count;
        event.wrap(document.buffer(), document.offsetOf(next - 1), firstSeq + next - 1 - first, instrumentId);
        return true;
    }

    /** The bar that {@link #advance} went to; after the run its last. */
    public Event event() {
        return event;
    }

    /** The bars of the run, and others, by index. */
    public BarColumns bars() {
        return bars;
    }

    public UnsafeBuffer buffer() {
        return document.buffer();
    }

    public int instrumentId() {
        return instrumentId;
    }

    long periodNs() {
        return periodNs;
    }

    /** Bars taken. */
    public int count() {
        return next - first;
    }

    /** Index of the first bar. */
    public int first() {
        return first;
    }

    /** Index of the bar that comes next. */
    public int next() {
        return next;
    }

    /** Index after the last bar that may come. */
    int limit() {
        return limit;
    }

    /** Offset of a bar's frame, by its index. */
    public int offsetOf(int index) {
        return document.offsetOf(index);
    }
}
