package io.reprise.engine.journal;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * The header before the frames of every document: fixed length, little endian, described field by field in
 * {@code docs/journal-format.md}. Offsets are from the header's first byte.
 */
public final class DocumentHeader {
    /** The bytes {@code RPJ1}. */
    public static final int MAGIC = 0x314A5052;

    public static final short SCHEMA_VERSION = 1;
    /** Bytes of this header; a multiple of 8, so that a document of whole frames needs no padding. */
    public static final int LENGTH = 104;

    public static final int MAGIC_OFFSET = 0;
    /** CRC32C of everything after this field: the rest of the header and the frames. */
    public static final int CRC_OFFSET = 4;

    public static final int SCHEMA_VERSION_OFFSET = 8;
    public static final int HEADER_LENGTH_OFFSET = 10;
    public static final int FRAME_COUNT_OFFSET = 12;
    public static final int FRAMES_LENGTH_OFFSET = 16;
    /** CRC of the document before this one; {@link #FIRST_PREV_CRC} in a stream's first. */
    public static final int PREV_CRC_OFFSET = 20;

    public static final int FIRST_SEQ_OFFSET = 24;
    public static final int FIRST_TS_INIT_OFFSET = 32;
    public static final int LAST_TS_INIT_OFFSET = 40;
    /** 0-based number of this document in its stream. */
    public static final int DOCUMENT_INDEX_OFFSET = 48;
    /** Frames in the stream before this document. */
    public static final int FRAMES_BEFORE_OFFSET = 56;
    /** Bytes of frames in the stream before this document. */
    public static final int BYTES_BEFORE_OFFSET = 64;
    /** 32 bytes, zero, for the seal. */
    public static final int RESERVED_OFFSET = 72;

    /** Offset of the first byte that the CRC covers. */
    public static final int CRC_START = 8;

    public static final int FIRST_PREV_CRC = 0;
    /** No document has more bytes of frames than this, whatever the settings say. */
    public static final int FRAMES_LENGTH_MAX = 64 << 20;

    private DocumentHeader() {}

    public static int magic(DirectBuffer buffer, int offset) {
        return buffer.getInt(offset + MAGIC_OFFSET, LITTLE_ENDIAN);
    }

    public static int crc(DirectBuffer buffer, int offset) {
        return buffer.getInt(offset + CRC_OFFSET, LITTLE_ENDIAN);
    }

    public static short schemaVersion(DirectBuffer buffer, int offset) {
        return buffer.getShort(offset + SCHEMA_VERSION_OFFSET, LITTLE_ENDIAN);
    }

    public static int headerLength(DirectBuffer buffer, int offset) {
        return buffer.getShort(offset + HEADER_LENGTH_OFFSET, LITTLE_ENDIAN) & 0xFFFF;
    }

    public static int frameCount(DirectBuffer buffer, int offset) {
        return buffer.getInt(offset + FRAME_COUNT_OFFSET, LITTLE_ENDIAN);
    }

    public static int framesLength(DirectBuffer buffer, int offset) {
        return buffer.getInt(offset + FRAMES_LENGTH_OFFSET, LITTLE_ENDIAN);
    }

    public static int prevCrc(DirectBuffer buffer, int offset) {
        return buffer.getInt(offset + PREV_CRC_OFFSET, LITTLE_ENDIAN);
    }

    public static long firstSeq(DirectBuffer buffer, int offset) {
        return buffer.getLong(offset + FIRST_SEQ_OFFSET, LITTLE_ENDIAN);
    }

    public static long firstTsInitNs(DirectBuffer buffer, int offset) {
        return buffer.getLong(offset + FIRST_TS_INIT_OFFSET, LITTLE_ENDIAN);
    }

    public static long lastTsInitNs(DirectBuffer buffer, int offset) {
        return buffer.getLong(offset + LAST_TS_INIT_OFFSET, LITTLE_ENDIAN);
    }

    public static long documentIndex(DirectBuffer buffer, int offset) {
        return buffer.getLong(offset + DOCUMENT_INDEX_OFFSET, LITTLE_ENDIAN);
    }

    public static long framesBefore(DirectBuffer buffer, int offset) {
        return buffer.getLong(offset + FRAMES_BEFORE_OFFSET, LITTLE_ENDIAN);
    }

    public static long bytesBefore(DirectBuffer buffer, int offset) {
        return buffer.getLong(offset + BYTES_BEFORE_OFFSET, LITTLE_ENDIAN);
    }

    /** Writes the fields that are the same in every document and clears the reserved bytes. */
    static void writeConstants(MutableDirectBuffer buffer, int offset) {
        buffer.setMemory(offset, LENGTH, (byte) 0);
        buffer.putInt(offset + MAGIC_OFFSET, MAGIC, LITTLE_ENDIAN);
        buffer.putShort(offset + SCHEMA_VERSION_OFFSET, SCHEMA_VERSION, LITTLE_ENDIAN);
        buffer.putShort(offset + HEADER_LENGTH_OFFSET, (short) LENGTH, LITTLE_ENDIAN);
    }
}
