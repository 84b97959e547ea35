package io.reprise.research.reference;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Goes through the plain files of a tar (POSIX.1-1988 "ustar"). Owned by the thread that reads. */
final class TarEntries {
    private static final int BLOCK_BYTES = 512;
    private static final int NAME_BYTES = 100;
    private static final int SIZE_AT = 124;
    private static final int SIZE_BYTES = 12;
    private static final int ENTRY_BYTES_MAX = 1 << 26;

    private final InputStream in;
    private final byte[] header = new byte[BLOCK_BYTES];

    TarEntries(InputStream in) {
        this.in = in;
    }

    /** @param bytes of the file, whole */
    record Entry(String name, byte[] bytes) {
        String text() {
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }

    /** The next file; null at the end. */
    Entry next() throws IOException {
        if (in.readNBytes(header, 0, BLOCK_BYTES) < BLOCK_BYTES || header[0] == 0) {
            return null;
        }
        String size = text(SIZE_AT, SIZE_BYTES).strip();
        int bytes;
        try {
            bytes = Integer.parseInt(size.isEmpty() ? "0" : size, 8);
        } catch (NumberFormatException notATar) {
            throw new IOException("its header is not one of a tar", notATar);
        }
        if (bytes > ENTRY_BYTES_MAX) {
            throw new IOException("entry " + text(0, NAME_BYTES) + " has more than " + ENTRY_BYTES_MAX + " bytes");
        }
        byte[] content = in.readNBytes(bytes);
        if (content.length < bytes) {
            throw new EOFException("it ends within " + text(0, NAME_BYTES));
        }
        in.skipNBytes((BLOCK_BYTES - bytes % BLOCK_BYTES) % BLOCK_BYTES);
        return new Entry(text(0, NAME_BYTES), content);
    }

    private String text(int at, int bytes) {
        int end = at;
        while (end < at + bytes && header[end] != 0) {
            end++;
        }
        return new String(header, at, end - at, StandardCharsets.US_ASCII);
    }
}
