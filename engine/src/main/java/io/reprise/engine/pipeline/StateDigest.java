package io.reprise.engine.pipeline;

import io.reprise.engine.domain.StateOutput;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 over the very bytes that a snapshot would hold. */
public final class StateDigest implements StateOutput {
    private final MessageDigest sha256 = newSha256();
    private final ByteBuffer bytes = ByteBuffer.allocate(8192).order(ByteOrder.LITTLE_ENDIAN);

    @Override
    public void putLong(long value) {
        if (!bytes.hasRemaining()) {
            drain();
        }
        bytes.putLong(value);
    }

    /** The digest of all that was written, in hexadecimal; the object starts anew. */
    public String hex() {
        drain();
        return HexFormat.of().formatHex(sha256.digest());
    }

    private void drain() {
        sha256.update(bytes.array(), 0, bytes.position());
        bytes.clear();
    }

    /** A SHA-256, which every Java platform has. */
    public static MessageDigest newSha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no SHA-256", e);
        }
    }
}
