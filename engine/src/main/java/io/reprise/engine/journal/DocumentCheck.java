package io.reprise.engine.journal;

import io.reprise.engine.domain.HotPath;
import io.reprise.engine.event.Event;
import java.io.IOException;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Decides whether the bytes of one excerpt are a valid document, and whether it continues a chain. Every length is
 * checked before it is followed. Results are kept here, to stay free of allocation; owned by its reader's thread.
 */
@HotPath
final class DocumentCheck {
    private final FrameWalk walk = new FrameWalk();
    private String fault;
    private int crc;
    private int frameCount;
    private int framesLength;
    private long firstSeq;
    private long lastSeq;
    private long firstTsInitNs;
    private long lastTsInitNs;
    private long documentIndex;
    private long framesBefore;
    private long bytesBefore;
    private int prevCrc;

    /**
     * Checks the document in an excerpt's payload by itself, without its place in the stream. False sets {@link #fault}.
     *
     * @param position of the payload's first byte
     * @param payloadLength as Chronicle's word has it
     */
    boolean accept(SegmentWindow window, long position, int payloadLength) throws IOException {
        if (payloadLength < DocumentHeader.LENGTH + FrameWalk.FRAME_BYTES_MIN
                || payloadLength > DocumentHeader.LENGTH + DocumentHeader.FRAMES_LENGTH_MAX) {
            return fail("Chronicle's length of the document is not possible");
        }
        if (!window.cover(position, DocumentHeader.LENGTH)) {
            return fail("the file ends inside the document");
        }
        UnsafeBuffer buffer = window.buffer();
        if (!headerIsSane(buffer, window.offset(position), payloadLength)) {
            return false;
        }
        if (!window.cover(position, payloadLength)) {
            return fail("the file ends inside the document");
        }
        int offset = window.offset(position);
        int end = offset + payloadLength;
        crc = DocumentHeader.crc(buffer, offset);
        if (window.crc(offset + DocumentHeader.CRC_START, end) != crc) {
            return fail("the document's checksum does not match its bytes");
        }
        return framesAreSane(buffer, offset + DocumentHeader.LENGTH, end);
    }

    private boolean headerIsSane(UnsafeBuffer buffer, int offset, int payloadLength) {
        if (DocumentHeader.magic(buffer, offset) != DocumentHeader.MAGIC) {
            return fail("the document does not start with our magic");
        }
        if (DocumentHeader.schemaVersion(buffer, offset) != DocumentHeader.SCHEMA_VERSION
                || DocumentHeader.headerLength(buffer, offset) != DocumentHeader.LENGTH) {
            return fail("the document header's version or length is not known");
        }
        framesLength = DocumentHeader.framesLength(buffer, offset);
        frameCount = DocumentHeader.frameCount(buffer, offset);
        if (framesLength != payloadLength - DocumentHeader.LENGTH) {
            return fail("the document's length differs between its header and Chronicle's word");
        }
        if (frameCount < 1 || frameCount > framesLength / FrameWalk.FRAME_BYTES_MIN) {
            return fail("the document's frame count is not possible");
        }
        prevCrc = DocumentHeader.prevCrc(buffer, offset);
        firstSeq = DocumentHeader.firstSeq(buffer, offset);
        firstTsInitNs = DocumentHeader.firstTsInitNs(buffer, offset);
        lastTsInitNs = DocumentHeader.lastTsInitNs(buffer, offset);
        documentIndex = DocumentHeader.documentIndex(buffer, offset);
        framesBefore = DocumentHeader.framesBefore(buffer, offset);
        bytesBefore = DocumentHeader.bytesBefore(buffer, offset);
        return true;
    }

    private boolean framesAreSane(UnsafeBuffer buffer, int from, int to) {
        if (!walk.walk(buffer, from, to, firstSeq)) {
            return fail(walk.fault());
        }
        lastSeq = walk.lastSeq();
        if (walk.frames() != frameCount) {
            return fail("the frame count differs from the frames");
        }
        if (Event.seq(buffer, from) != firstSeq
                || Event.tsInitNs(buffer, from) != firstTsInitNs
                || Event.tsInitNs(buffer, walk.lastFrame()) != lastTsInitNs) {
            return fail("the header's sequence or times differ from the frames");
        }
        return true;
    }

    private boolean fail(String reason) {
        fault = reason;
        return false;
    }

    String fault() {
        return fault;
    }

    int crc() {
        return crc;
    }

    int prevCrc() {
        return prevCrc;
    }

    int frameCount() {
        return frameCount;
    }

    int framesLength() {
        return framesLength;
    }

    long firstSeq() {
        return firstSeq;
    }

    long lastSeq() {
        return lastSeq;
    }

    long firstTsInitNs() {
        return firstTsInitNs;
    }

    long lastTsInitNs() {
        return lastTsInitNs;
    }

    long documentIndex() {
        return documentIndex;
    }

    long framesBefore() {
        return framesBefore;
    }

    long bytesBefore() {
        return bytesBefore;
    }
}
