package io.reprise.engine.pipeline;

import io.reprise.codecs.BarDecoder;
import io.reprise.engine.domain.BarColumns;
import io.reprise.engine.domain.HotPath;
import io.reprise.engine.event.Event;
import io.reprise.engine.event.FrameMemory;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The bars of one document that look alike (same instrument, period and frame layout) and lie one behind the other, as
 * columns: gathered once for all runs that begin among them. Owned by the thread that drives an INLINE pipeline.
 */
@HotPath
public final class BarDocument {
    private static final int FRAME_BYTES = Event.HEADER_BYTES + BarDecoder.BLOCK_LENGTH;
    private static final int TS_EVENT = Event.HEADER_BYTES + BarDecoder.tsEventNsEncodingOffset();
    private static final int TS_INIT = Event.HEADER_BYTES + BarDecoder.tsInitNsEncodingOffset();
    private static final int INSTRUMENT = Event.HEADER_BYTES + BarDecoder.instrumentIdEncodingOffset();
    private static final int PERIOD = Event.HEADER_BYTES + BarDecoder.periodNsEncodingOffset();
    private static final int HIGH = Event.HEADER_BYTES + BarDecoder.highPxEncodingOffset();
    private static final int LOW = Event.HEADER_BYTES + BarDecoder.lowPxEncodingOffset();
    private static final int CLOSE = Event.HEADER_BYTES + BarDecoder.closePxEncodingOffset();

    private final BarColumns bars = new BarColumns();
    private UnsafeBuffer buffer;
    private int start;
    private int stride = FRAME_BYTES;

    /** Forgets the bars: another document is read. */
    public void clear() {
        bars.clear();
    }

    /** Whether the frame at an offset of the document is among its bars. */
    public boolean holds(int offset) {
        return offset >= start && offset < start + bars.count() * stride;
    }

    /**
     * Gathers the bars from a frame on.
     *
     * @param from offset of that frame, which is a bar
     * @param to offset after the document's last frame
     * @return whether there are any: not where a frame is shorter than a bar's
     */
    public boolean gather(UnsafeBuffer frames, int from, int to) {
        bars.clear();
        buffer = frames;
        start = from;
        stride = Event.frameLength(frames, from);
        if (stride < FRAME_BYTES) {
            return false;
        }
        byte[] base = frames.byteArray();
        long address = frames.addressOffset();
        if (base == null) {
            collect(null, address + from, address + to);
        } else {
            collect(base, address + from, address + to);
        }
        return true;
    }

    private void collect(byte[] base, long first, long end) {
        int step = stride;
        long header = FrameMemory.getLong(base, first);
        long period = FrameMemory.getLong(base, first + PERIOD);
        int instrument = FrameMemory.getInt(base, first + INSTRUMENT);
        for (long at = first; at < end && !bars.isFull(); at += step) {
            if (FrameMemory.getLong(base, at) != header
                    || FrameMemory.getLong(base, at + PERIOD) != period
                    || FrameMemory.getInt(base, at + INSTRUMENT) != instrument) {
                return;
            }
            bars.add(
                    FrameMemory.getLong(base, at + TS_EVENT),
                    FrameMemory.getLong(base, at + TS_INIT),
                    FrameMemory.getLong(base, at + HIGH),
                    FrameMemory.getLong(base, at + LOW),
                    FrameMemory.getLong(base, at + CLOSE));
        }
    }

    BarColumns bars() {
        return bars;
    }

    UnsafeBuffer buffer() {
        return buffer;
    }

    /** Bytes from one bar's frame to the next. */
    int stride() {
        return stride;
    }

    /** Index of the bar whose frame is at an offset. */
    int indexOf(int offset) {
        return (offset - start) / stride;
    }

    /** Offset of a bar's frame. */
    int offsetOf(int index) {
        return start + index * stride;
    }
}
