package io.reprise.engine.journal;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;
import org.agrona.IoUtil;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A read-only window of bounded size that moves over a segment file, so that scanning any number of bytes holds no more
 * than one window in memory. It allocates only when it moves. Owned by one thread.
 */
final class SegmentWindow implements AutoCloseable {
    /** Bytes mapped at a time, and so the memory that a scan holds, unless one document is larger. */
    static final int WINDOW_BYTES = 16 << 20;

    private static final int PAGE_BYTES = 4096;

    private final UnsafeBuffer buffer = new UnsafeBuffer(0, 0);
    private final CRC32C crc = new CRC32C();
    private FileChannel channel;
    private MappedByteBuffer map;
    private long start;
    private long end;

    /** Opens a file in place of the one before it; nothing is mapped yet. */
    void open(Path file) throws IOException {
        close();
        channel = FileChannel.open(file, StandardOpenOption.READ);
    }

    boolean isOpen() {
        return channel != null;
    }

    /** Makes bytes [position, position + length) readable through {@link #buffer}; false when the file ends before. */
    boolean cover(long position, int length) throws IOException {
        if (position >= start && position + length <= end) {
            return true;
        }
        return remap(position, length);
    }

    private boolean remap(long position, int length) throws IOException {
        long size = channel.size();
        if (position < 0 || position + length > size) {
            return false;
        }
        unmap();
        long from = position & -PAGE_BYTES;
        long wanted = Math.max(WINDOW_BYTES, position - from + length);
        long bytes = Math.min(wanted, size - from);
        map = channel.map(FileChannel.MapMode.READ_ONLY, from, bytes);
        buffer.wrap(map);
        start = from;
        end = from + bytes;
        return true;
    }

    /** The mapped bytes; offsets come from {@link #offset} and hold until the next {@link #cover}. */
    UnsafeBuffer buffer() {
        return buffer;
    }

    /** Offset in {@link #buffer} of a covered position. */
    int offset(long position) {
        return (int) (position - start);
    }

    /** Chronicle's word at a covered position, read after whatever the appender wrote before it. */
    int word(long position) {
        int word = buffer.getIntVolatile(offset(position));
        return ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN ? word : Integer.reverseBytes(word);
    }

    /** CRC32C of covered bytes between two offsets of {@link #buffer}. */
    int crc(int from, int to) {
        crc.reset();
        map.limit(to);
        map.position(from);
        crc.update(map);
        map.limit(map.capacity());
        return (int) crc.getValue();
    }

    /** Bytes in the file now. */
    long size() throws IOException {
        return channel.size();
    }

    private void unmap() {
        if (map != null) {
            buffer.wrap(0, 0);
            IoUtil.unmap(map);
            map = null;
        }
        start = 0;
        end = 0;
    }

    @Override
    public void close() {
        unmap();
        if (channel != null) {
            try {
                channel.close();
            } catch (IOException e) {
                // a channel that was only read from has nothing to lose
            }
            channel = null;
        }
    }
}
