package io.reprise.engine.journal;

import io.reprise.codecs.MessageHeaderDecoder;
import io.reprise.codecs.TradeDecoder;
import io.reprise.engine.domain.HotPath;
import io.reprise.engine.event.Event;
import io.reprise.engine.event.FrameMemory;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Steps through the frames of a document without leaving it. The result is kept here to stay free of allocation; owned by
 * the thread of the appender or tailer that holds it.
 */
@HotPath
final class FrameWalk {
    /** Header and the common first fields. */
    static final int FRAME_BYTES_MIN = MessageHeaderDecoder.ENCODED_LENGTH + 32;

    private static final int SEQ = MessageHeaderDecoder.ENCODED_LENGTH + TradeDecoder.seqEncodingOffset();

    private int frames;
    private int lastFrame;
    private long lastAddress;
    private long lastSeq;
    private String fault;

    /**
     * Walks the frames between two offsets. False, with {@link #fault}, when a frame's length is not possible, leaves the
     * document, or a sequence is below the one before it.
     */
    boolean walk(UnsafeBuffer buffer, int from, int to, long seqMin) {
        byte[] base = buffer.byteArray();
        long address = buffer.addressOffset();
        boolean isSound = base == null
                ? walk(null, address + from, address + to, seqMin)
                : walk(base, address + from, address + to, seqMin);
        lastFrame = (int) (lastAddress - address);
        return isSound;
    }

    private boolean walk(byte[] base, long from, long to, long seqMin) {
        long at = from;
        int count = 0;
        long last = from;
        long seq = seqMin;
        int length = 0; // of the frame before, whose check holds for this one if it is as long
        while (at < to) {
            long left = to - at;
            if (left < FRAME_BYTES_MIN) {
                return fail("the last frame is cut");
            }
            int frameLength = FrameMemory.frameLength(base, at);
            if (frameLength != length) {
                length = frameLength;
                if (length < FRAME_BYTES_MIN || length > Event.FRAME_BYTES_MAX || (length & 7) != 0) {
                    return fail("a frame's length is not possible");
                }
            }
            if (length > left) {
                return fail("a frame's length is not possible");
            }
            long frameSeq = FrameMemory.getLong(base, at + SEQ);
            if (frameSeq < seq) {
                return fail("a sequence is below the one before it");
            }
            seq = frameSeq;
            last = at;
            at += length;
            count++;
        }
        frames = count;
        lastAddress = last;
        lastSeq = seq;
        fault = null;
        return true;
    }

    private boolean fail(String reason) {
        fault = reason;
        return false;
    }

    int frames() {
        return frames;
    }

    /** Offset of the last frame. */
    int lastFrame() {
        return lastFrame;
    }

    long lastSeq() {
        return lastSeq;
    }

    String fault() {
        return fault;
    }
}
