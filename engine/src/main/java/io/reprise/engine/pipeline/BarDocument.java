package io.reprise.engine.pipeline;

import io.reprise.codecs.BarDecoder;
import io.reprise.engine.domain.BarColumns;
import io.reprise.engine.domain.HotPath;
import io.reprise.engine.event.Event;
import java.nio.ByteOrder;
import org.agrona.UnsafeApi;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The bars of one document that look alike (same instrument, period and frame layout) and lie one behind the other, as
 * columns: gathered once for all runs that begin among them. Owned by the thread that drives an INLINE pipeline.
 */
@HotPath
public final class BarDocument {
    private static final boolean IS_LITTLE_ENDIAN = ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;
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
     * @return whether there are any: not where the bytes are on the heap, or in another order than the machine's
     */
    public boolean gather(UnsafeBuffer frames, int from, int to) {
        bars.clear();
        buffer = frames;
        start = from;
        stride = Event.frameLength(frames, from);
        if (!IS_LITTLE_ENDIAN || frames.byteArray() != null || stride < FRAME_BYTES) {
            return false;
        }
        collect(frames.addressOffset() + from, frames.addressOffset() + to, stride);
        return true;
    }

    /**
     * By address: the compiler takes each access through a buffer, which may or may not lie on the heap, for a write to any
     * field, and reads all fields again after it.
     */
    private void collect(long first, long end, int step) {
        long header = UnsafeApi.getLong(first);
        long period = UnsafeApi.getLong(first + PERIOD);
        int instrument = UnsafeApi.getInt(first + INSTRUMENT);
        for (long at = first; at < end && !bars.isFull(); at += step) {
            if (UnsafeApi.getLong(at) != header
                    || UnsafeApi.getLong(at + PERIOD) != period
                    || UnsafeApi.getInt(at + INSTRUMENT) != instrument) {
                return;
            }
            bars.add(
                    UnsafeApi.getLong(at + TS_EVENT),
                    UnsafeApi.getLong(at + TS_INIT),
                    UnsafeApi.getLong(at + HIGH),
                    UnsafeApi.getLong(at + LOW),
                    UnsafeApi.getLong(at + CLOSE));
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
