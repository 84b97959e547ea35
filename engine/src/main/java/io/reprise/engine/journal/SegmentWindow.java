package io.reprise.engine.journal;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A read-only window of bounded size that moves over a segment file, so that scanning any number of bytes holds no more
 * than one window in memory. It copies bytes out of the file instead of mapping it: a file that is cut while a mapping of
 * it is read kills the JVM, while a read just ends. Allocates only when it has to grow. Owned by one thread.
 */
final class SegmentWindow implements AutoCloseable {
    /** Bytes read at a time on a long way, and so the memory that a scan holds, unless one document is larger. */
    static final int WINDOW_BYTES = 1 << 20;
    /** Bytes read after a look at the end of what is there; each read that follows is twice as long. */
    private static final int FIRST_READ_BYTES = 16 << 10;
    /** Bytes read to look whether the end has moved. */
    private static final int LOOK_BYTES = 4096;

    private final UnsafeBuffer buffer = new UnsafeBuffer(0, 0);
    private final CRC32C crc = new CRC32C();
    private ByteBuffer bytes = ByteBuffer.allocateDirect(0);
    private FileChannel channel;
    private int readBytes;
    private long start;
    private long end;

    /** Opens a file in place of the one before it; nothing is read yet. */
    void open(Path file) throws IOException {
        close();
        channel = FileChannel.open(file, StandardOpenOption.READ);
        readBytes = FIRST_READ_BYTES;
    }

    boolean isOpen() {
        return channel != null;
    }

    /** Makes bytes [position, position + length) readable through {@link #buffer}; false when the file ends before. */
    boolean cover(long position, int length) throws IOException {
        if (position >= start && position <= end - length) {
            return true;
        }
        if (position < start || position > end) {
            readBytes = FIRST_READ_BYTES;
        }
        if (position < 0 || !read(position, Math.max(readBytes, length), length)) {
            return false;
        }
        readBytes = Math.min(2 * readBytes, WINDOW_BYTES);
        return true;
    }

    /** Like {@link #cover}, with what the file holds now: for bytes that somebody may have written since. */
    boolean look(long position, int length) throws IOException {
        readBytes = FIRST_READ_BYTES;
        return position >= 0 && read(position, Math.max(LOOK_BYTES, length), length);
    }

    private boolean read(long position, int wanted, int least) throws IOException {
        start = 0;
        end = 0;
        long left = channel.size() - position;
        if (left < least) {
            return false;
        }
        int count = (int) Math.min(wanted, left);
        if (bytes.capacity() < count) {
            bytes = ByteBuffer.allocateDirect(Math.max(FIRST_READ_BYTES, Integer.highestOneBit(count - 1) << 1));
            buffer.wrap(bytes);
        }
        bytes.clear().limit(count);
        while (bytes.hasRemaining() && channel.read(bytes, position + bytes.position()) > 0) {}
        start = position;
        end = position + bytes.position();
        return end - start >= least;
    }

    /** The bytes; offsets come from {@link #offset} and hold until the next {@link #cover} or {@link #look}. */
    UnsafeBuffer buffer() {
        return buffer;
    }

    /** Offset in {@link #buffer} of a covered position. */
    int offset(long position) {
        return (int) (position - start);
    }

    /** Chronicle's word at a covered position. */
    int word(long position) {
        return buffer.getInt(offset(position), LITTLE_ENDIAN);
    }

    /** CRC32C of covered bytes between two offsets of {@link #buffer}. */
    int crc(int from, int to) {
        crc.reset();
        bytes.limit(to);
        bytes.position(from);
        crc.update(bytes);
        return (int) crc.getValue();
    }

    /** Bytes in the file now. */
    long size() throws IOException {
        return channel.size();
    }

    @Override
    public void close() {
        start = 0;
        end = 0;
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
