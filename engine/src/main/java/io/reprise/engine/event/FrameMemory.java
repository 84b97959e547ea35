package io.reprise.engine.event;

import io.reprise.engine.domain.HotPath;
import java.nio.ByteOrder;
import org.agrona.UnsafeApi;

/**
 * Fields of frames, little endian, by address: for loops over many frames. A buffer may lie on the heap or beside it, and
 * where the compiler cannot tell, it takes each access for a write to any field and reads all of them again. So whoever
 * loops asks once, and calls the loop with {@code null} or with the array:
 *
 * <pre>{@code
 * byte[] base = buffer.byteArray();
 * long first = buffer.addressOffset() + from;
 * return base == null ? sum(null, first, count) : sum(base, first, count);
 * }</pre>
 *
 * Nothing is checked here.
 */
@HotPath
public final class FrameMemory {
    private static final boolean IS_LITTLE_ENDIAN = ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;

    private FrameMemory() {}

    /** @param base the array that the address is relative to, null beside the heap */
    public static long getLong(byte[] base, long address) {
        long value = UnsafeApi.getLong(base, address);
        return IS_LITTLE_ENDIAN ? value : Long.reverseBytes(value);
    }

    public static int getInt(byte[] base, long address) {
        int value = UnsafeApi.getInt(base, address);
        return IS_LITTLE_ENDIAN ? value : Integer.reverseBytes(value);
    }

    /** Bytes from the start of one frame to the start of the next, as {@link Event#frameLength}. */
    public static int frameLength(byte[] base, long address) {
        short value = UnsafeApi.getShort(base, address);
        return Event.HEADER_BYTES + ((IS_LITTLE_ENDIAN ? value : Short.reverseBytes(value)) & 0xFFFF);
    }
}
