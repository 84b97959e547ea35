package io.reprise.engine.journal;

import io.reprise.engine.domain.StateInput;
import io.reprise.engine.domain.StateOutput;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** State as bytes, little endian: what a snapshot holds. Written first, then read; owned by one thread. */
public final class StateBytes implements StateInput, StateOutput {
    private static final int FIRST_BYTES = 1 << 16;

    private byte[] bytes;
    private ByteBuffer buffer;
    private int limit;

    public StateBytes() {
        this(new byte[FIRST_BYTES]);
        limit = 0;
    }

    private StateBytes(byte[] content) {
        bytes = content;
        buffer = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
        limit = content.length;
    }

    /** State to read, from the bytes that {@link #toArray} gave. */
    public static StateBytes of(byte[] content) {
        return new StateBytes(content);
    }

    @Override
    public void putLong(long value) {
        if (limit + Long.BYTES > bytes.length) {
            bytes = Arrays.copyOf(bytes, 2 * bytes.length);
            buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        }
        buffer.putLong(limit, value);
        limit += Long.BYTES;
    }

    @Override
    public long getLong() {
        if (limit - buffer.position() < Long.BYTES) {
            throw new JournalException("the state ends after " + limit + " bytes, before all of it was read");
        }
        return buffer.getLong();
    }

    /** Whether all that was written has been read. */
    public boolean isReadToTheEnd() {
        return buffer.position() == limit;
    }

    public byte[] toArray() {
        return Arrays.copyOf(bytes, limit);
    }
}
