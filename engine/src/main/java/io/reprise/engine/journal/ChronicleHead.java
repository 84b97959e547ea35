package io.reprise.engine.journal;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.HexFormat;

/**
 * The bytes Chronicle 2026.4 puts at the start of a segment with the roll cycle we use. Four numbers of them change; if
 * any other byte does, Chronicle is not let near the file, since it follows what it finds there.
 */
final class ChronicleHead {
    /** Length of Chronicle's first excerpt with its word. */
    static final int BYTES = 197;

    private static final byte[] CANONICAL = HexFormat.of()
            .parseHex("c1000040b906686561646572b60853435153746f726582aa000000cd7772697465506f736974696f6e8e0100"
                    + "0000008d0200000000000000020000000000000000000000000000000000000000000000c8696e646578696e"
                    + "67b60c53435153496e646578696e67824c000000ca696e646578436f756e74a50010cc696e64657853706163"
                    + "696e67a50001cb696e64657832496e6465788fa70000000000000000c96c617374496e6465788e00000000a7"
                    + "0000000000000000ca64617461466f726d6174a101");

    private static final int WRITE_POSITION = 0x40;
    private static final int SEQUENCE = 0x48;
    private static final int INDEX = 0x98;
    private static final int LAST_INDEX = 0xB0;
    private static final int FIRST_EXCERPT_BYTES = 193;
    private static final int INDEX_POSITION = 200;
    private static final int INDEX_BYTES = 32_804;
    private static final int PAGE_ENTRIES_BYTES = 4096 * 8;
    private static final int PAGE_PREFIX_MIN = 24;
    private static final int PAGE_PREFIX_MAX = 35;
    /** How Chronicle packs position and sequence into one number. */
    private static final int SEQUENCE_BITS = 32;

    private static final int INDEX_SPACING = 256;

    private ChronicleHead() {}

    /** Whether Chronicle could have put an excerpt of its own of this length here; one flipped bit never passes. */
    static boolean isOwnExcerpt(long position, int length) {
        if (position == 0) {
            return length == FIRST_EXCERPT_BYTES;
        }
        if (position == INDEX_POSITION) {
            return length == INDEX_BYTES;
        }
        int prefix = length - PAGE_ENTRIES_BYTES;
        return prefix >= PAGE_PREFIX_MIN
                && prefix <= PAGE_PREFIX_MAX
                && ((position + Excerpt.WORD_BYTES + length) & 7) == 0;
    }

    /** Whether a file starts as Chronicle makes it, whatever the four numbers. */
    static boolean isWhole(FileChannel file) throws IOException {
        ByteBuffer head = read(file);
        if (head.remaining() < BYTES) {
            return false;
        }
        for (int i = 0; i < BYTES; i++) {
            if (!isNumber(i) && head.get(i) != CANONICAL[i]) {
                return false;
            }
        }
        return head.getLong(INDEX) == INDEX_POSITION;
    }

    /** Position of the last document's excerpt, as Chronicle wrote it down; not to be believed unseen. */
    static long writePosition(FileChannel file) throws IOException {
        ByteBuffer head = read(file);
        return head.remaining() < BYTES ? -1 : head.getLong(WRITE_POSITION);
    }

    /**
     * Writes the head anew for a segment that ends.
     *
     * @param lastPosition of the last document's excerpt
     * @param documents number of documents in the segment, at least 1
     */
    static void write(FileChannel file, long lastPosition, long documents) throws IOException {
        ByteBuffer head = ByteBuffer.allocate(BYTES).order(LITTLE_ENDIAN);
        head.put(CANONICAL).flip();
        head.putLong(WRITE_POSITION, lastPosition);
        head.putLong(SEQUENCE, (lastPosition << SEQUENCE_BITS) + (documents - 1));
        head.putLong(INDEX, INDEX_POSITION);
        head.putLong(LAST_INDEX, (documents + INDEX_SPACING - 1) / INDEX_SPACING * INDEX_SPACING);
        file.write(head, 0);
    }

    private static boolean isNumber(int at) {
        return at >= WRITE_POSITION && at < SEQUENCE + 8
                || at >= INDEX && at < INDEX + 8
                || at >= LAST_INDEX && at < LAST_INDEX + 8;
    }

    private static ByteBuffer read(FileChannel file) throws IOException {
        ByteBuffer head = ByteBuffer.allocate(BYTES).order(LITTLE_ENDIAN);
        int from = 0;
        while (head.hasRemaining()) {
            int got = file.read(head, from);
            if (got < 0) {
                break;
            }
            from += got;
        }
        return head.flip();
    }
}
