package io.reprise.engine.journal;

import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.agrona.DirectBuffer;

/** SHA-256 over the bytes of all frames in order, however they were batched. Owned by one thread. */
final class ContentDigest {
    private static final int COPY_BYTES = 16 << 10;

    private final MessageDigest sha256;
    private final byte[] copy = new byte[COPY_BYTES];

    ContentDigest() {
        try {
            sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** The digest of what a stream holds already. */
    static ContentDigest of(Path streamFolder, long documents) {
        ContentDigest digest = new ContentDigest();
        if (documents == 0) {
            return digest;
        }
        try (StreamTailer tailer = StreamTailer.open(streamFolder)) {
            while (tailer.next()) {
                digest.update(tailer.buffer(), tailer.offset(), tailer.limit() - tailer.offset());
            }
            if (tailer.damage() != null) {
                throw new JournalException(
                        streamFolder + " cannot be digested: " + tailer.damage().sentence());
            }
        }
        return digest;
    }

    void update(DirectBuffer frames, int offset, int length) {
        int at = offset;
        int left = length;
        while (left > 0) {
            int some = Math.min(left, copy.length);
            frames.getBytes(at, copy, 0, some);
            sha256.update(copy, 0, some);
            at += some;
            left -= some;
        }
    }

    /** Lower-case hex; ends the digest. */
    String hex() {
        return HexFormat.of().formatHex(sha256.digest());
    }
}
