package io.reprise.bench.fused;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import io.reprise.engine.journal.DocumentHeader;
import java.io.IOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.agrona.IoUtil;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The documents of a closed stream through a window of {@value #WINDOW_BYTES} bytes: their checksum and chain are checked and
 * nothing else. Owned by one thread.
 */
final class MappedDocuments implements AutoCloseable {
    private static final int WORD_BYTES = 4;
    private static final int META_DATA = 0x40000000;
    private static final int LENGTH_MASK = 0x3FFFFFFF;
    private static final String SEGMENT_SUFFIX = ".cq4";

    private static final int WINDOW_BYTES = 16 << 20;
    private static final int PAGE_BYTES = 4096;

    private final List<Path> segments;
    private final CRC32C crc = new CRC32C();
    private final UnsafeBuffer buffer = new UnsafeBuffer(0, 0);
    private FileChannel channel;
    private long channelBytes;
    private MappedByteBuffer map;
    /** Position in the segment of the first mapped byte. */
    private long start;

    private int segment;
    private int position;
    private int chainCrc = DocumentHeader.FIRST_PREV_CRC;
    private int offset;
    private int limit;

    MappedDocuments(Path stream) throws IOException {
        try (Stream<Path> files = Files.list(stream)) {
            segments = files.filter(file -> file.toString().endsWith(SEGMENT_SUFFIX))
                    .sorted()
                    .toList();
        }
    }

    /** Goes to the next document; false at the end. */
    boolean next() throws IOException {
        while (true) {
            if (channel == null && !openNext()) {
                return false;
            }
            int word = cover(WORD_BYTES) ? buffer.getInt(position, LITTLE_ENDIAN) : 0;
            int length = word & LENGTH_MASK;
            if (length == 0) {
                closeSegment();
                continue;
            }
            cover(WORD_BYTES + length);
            int payload = position + WORD_BYTES;
            position = (payload + length + 3) & ~3;
            if ((word & META_DATA) == 0) {
                check(payload, length);
                return true;
            }
        }
    }

    /** Maps on from where we stand when fewer bytes than these are mapped; false when the file has fewer. */
    private boolean cover(int bytes) throws IOException {
        if (position + bytes <= buffer.capacity()) {
            return true;
        }
        long at = start + position;
        if (at + bytes > channelBytes) {
            return false;
        }
        unmap();
        start = at & -PAGE_BYTES;
        position = (int) (at - start);
        long window = Math.min(Math.max(WINDOW_BYTES, position + bytes), channelBytes - start);
        map = channel.map(FileChannel.MapMode.READ_ONLY, start, window);
        buffer.wrap(map);
        return true;
    }

    private void check(int payload, int length) {
        crc.reset();
        map.limit(payload + length);
        map.position(payload + DocumentHeader.CRC_START);
        crc.update(map);
        map.limit(map.capacity());
        int sum = (int) crc.getValue();
        if (sum != DocumentHeader.crc(buffer, payload) || DocumentHeader.prevCrc(buffer, payload) != chainCrc) {
            throw new IllegalStateException(
                    segments.get(segment - 1) + " is damaged at " + (start + payload) + ": the checksum does not hold");
        }
        chainCrc = sum;
        offset = payload + DocumentHeader.LENGTH;
        limit = payload + length;
    }

    private boolean openNext() throws IOException {
        if (segment == segments.size()) {
            return false;
        }
        channel = FileChannel.open(segments.get(segment++), StandardOpenOption.READ);
        channelBytes = channel.size();
        start = 0;
        position = 0;
        return true;
    }

    UnsafeBuffer buffer() {
        return buffer;
    }

    /** Of the first frame. */
    int offset() {
        return offset;
    }

    /** Just after the last frame. */
    int limit() {
        return limit;
    }

    private void unmap() {
        if (map != null) {
            buffer.wrap(0, 0);
            IoUtil.unmap(map);
            map = null;
        }
    }

    private void closeSegment() throws IOException {
        unmap();
        if (channel != null) {
            channel.close();
            channel = null;
        }
    }

    @Override
    public void close() throws IOException {
        closeSegment();
    }
}
