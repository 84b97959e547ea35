package io.reprise.engine.journal;

import io.reprise.engine.domain.HotPath;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The checksum of a document from a header and frames that lie in any kind of buffer, by the JVM's intrinsic. Allocates
 * only when the source's buffer is another than last time. Owned by the appender's thread.
 */
final class FrameBytes {
    private static final int COPY_BYTES = 8 << 10;

    private final CRC32C crc = new CRC32C();
    private final byte[] copy = new byte[COPY_BYTES];
    private ByteBuffer headerSource;
    private ByteBuffer headerView;
    private ByteBuffer source;
    private ByteBuffer view;

    @HotPath
    int crc(UnsafeBuffer header, DirectBuffer frames, int offset, int length) {
        if (headerSource != header.byteBuffer()) {
            headerSource = header.byteBuffer();
            headerView = headerSource.duplicate();
        }
        crc.reset();
        headerView.limit(DocumentHeader.LENGTH);
        headerView.position(DocumentHeader.CRC_START);
        crc.update(headerView);
        if (frames.byteArray() != null) {
            crc.update(frames.byteArray(), frames.wrapAdjustment() + offset, length);
        } else if (frames.byteBuffer() != null) {
            updateFromBuffer(frames, offset, length);
        } else {
            updateFromMemory(frames, offset, length);
        }
        return (int) crc.getValue();
    }

    private void updateFromBuffer(DirectBuffer frames, int offset, int length) {
        if (source != frames.byteBuffer()) {
            source = frames.byteBuffer();
            view = source.duplicate();
        }
        int from = frames.wrapAdjustment() + offset;
        view.limit(view.capacity());
        view.position(from);
        view.limit(from + length);
        crc.update(view);
    }

    private void updateFromMemory(DirectBuffer frames, int offset, int length) {
        int at = offset;
        int left = length;
        while (left > 0) {
            int some = Math.min(left, copy.length);
            frames.getBytes(at, copy, 0, some);
            crc.update(copy, 0, some);
            at += some;
            left -= some;
        }
    }
}
