package io.reprise.engine.pipeline;

import io.reprise.engine.domain.HotPath;
import io.reprise.engine.event.Event;
import org.agrona.BufferUtil;
import org.agrona.UnsafeApi;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Frames that wait to become one document. A claimed frame stays readable in place until the batch is flushed, which
 * happens only at a later claim or when asked. Owned by one thread.
 */
@HotPath
public final class FrameBatch {
    private final UnsafeBuffer buffer;
    private final FrameSink sink;
    private int end;
    private int frameCount;
    private long firstSeq;

    /** @param capacity bytes of frames that one document holds at most */
    public FrameBatch(int capacity, FrameSink sink) {
        this.buffer = new UnsafeBuffer(BufferUtil.allocateDirectAligned(capacity, 64));
        this.sink = sink;
    }

    public UnsafeBuffer buffer() {
        return buffer;
    }

    /**
     * Makes room for a frame of at most {@link Event#FRAME_BYTES_MAX} bytes, flushing first if there is none; it is all
     * zero, so that what a message does not fill is the same in every run.
     */
    public int claim() {
        makeRoom();
        clear(end);
        return end;
    }

    /**
     * Sixteen plain writes: a fifth of what a call of setMemory takes for so little. By address, since the compiler reads all
     * fields again after a write through a buffer.
     */
    private void clear(int at) {
        long first = buffer.addressOffset() + at;
        for (int i = 0; i < Event.FRAME_BYTES_MAX; i += Long.BYTES) {
            UnsafeApi.putLong(first + i, 0);
        }
    }

    private void makeRoom() {
        if (end + Event.FRAME_BYTES_MAX > buffer.capacity()) {
            flush();
        }
    }

    /** Flushes now if this many frames do not fit, so that claiming them moves none of them. */
    public void flushUnlessRoomFor(int frames) {
        if (end + frames * Event.FRAME_BYTES_MAX > buffer.capacity()) {
            flush();
        }
    }

    /** Keeps the claimed frame, whose header says how long it is. */
    public void commit(long seq) {
        if (frameCount == 0) {
            firstSeq = seq;
        }
        end += Event.frameLength(buffer, end);
        frameCount++;
    }

    /** Copies a frame in. */
    public void add(UnsafeBuffer source, int offset, int length, long seq) {
        makeRoom();
        buffer.putBytes(end, source, offset, length);
        commit(seq);
    }

    public boolean isEmpty() {
        return frameCount == 0;
    }

    /** Hands everything to the sink as one document. */
    public void flush() {
        if (frameCount > 0) {
            sink.onFrames(buffer, 0, end, frameCount, firstSeq);
            end = 0;
            frameCount = 0;
        }
    }
}
