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

    /** What of a window is left over when the next begins must be less than this, or that is read anew. */
    private static final int LEFT_OVER_BYTES = 64 << 10;

    private final UnsafeBuffer buffer = new UnsafeBuffer(0, 0);
    private final CRC32C crc = new CRC32C();
    private ByteBuffer bytes = ByteBuffer.allocateDirect(0);
    private FileChannel channel;
    private int readBytes;
    /** Position of the first byte of the buffer; those before {@link #start} mean nothing. */
    private long origin;

    private long start;
    private long end;

    // the window after this one
    private boolean readsAhead;
    private ReadAhead ahead;
    private ByteBuffer aheadBytes;
    private long aheadFrom;

    /** Reads the next window beside the work on this one, from the first of full size on: for files that nobody writes. */
    void readAhead() {
        readsAhead = true;
    }

    /** Opens a file in place of the one before it; nothing is read yet. */
    void open(Path file) throws IOException {
        closeFile();
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
        if (position < 0 || !moveAhead(position, length) && !read(position, Math.max(readBytes, length), length)) {
            return false;
        }
        if (readsAhead && readBytes == WINDOW_BYTES) {
            wantAhead();
        }
        readBytes = Math.min(2 * readBytes, WINDOW_BYTES);
        return true;
    }

    private void wantAhead() {
        if (ahead == null) {
            ahead = new ReadAhead();
        }
        ahead.take();
        if (aheadBytes == null || aheadBytes.capacity() < LEFT_OVER_BYTES + WINDOW_BYTES) {
            aheadBytes = ByteBuffer.allocateDirect(LEFT_OVER_BYTES + WINDOW_BYTES);
        }
        aheadFrom = end;
        ahead.want(channel, aheadBytes.clear().position(LEFT_OVER_BYTES).limit(LEFT_OVER_BYTES + WINDOW_BYTES), end);
    }

    /** Moves to the window that was read ahead, what is left of this one before it; false when that is not what is needed. */
    private boolean moveAhead(long position, int length) {
        if (ahead == null || !ahead.take()) {
            return false;
        }
        long aheadTo = aheadFrom + aheadBytes.position() - LEFT_OVER_BYTES;
        boolean follows = end == aheadFrom && position >= start && position <= end;
        if (!follows || end - position > LEFT_OVER_BYTES || position + length > aheadTo) {
            return false;
        }
        int leftOver = (int) (end - position);
        int at = LEFT_OVER_BYTES - leftOver;
        aheadBytes.put(at, bytes.clear(), offset(position), leftOver);
        ByteBuffer before = bytes;
        bytes = aheadBytes;
        aheadBytes = before;
        buffer.wrap(bytes);
        origin = position - at;
        start = position;
        end = aheadTo;
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
        origin = position;
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
        return (int) (position - origin);
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
        closeFile();
        if (ahead != null) {
            ahead.close();
            ahead = null;
        }
    }

    private void closeFile() {
        if (ahead != null) {
            ahead.take();
        }
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
