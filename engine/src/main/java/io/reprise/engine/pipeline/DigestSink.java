package io.reprise.engine.pipeline;

import java.security.MessageDigest;
import java.util.HexFormat;
import org.agrona.concurrent.UnsafeBuffer;

/** SHA-256 over frames, however they were batched; hands them on. Owned by one thread. */
public final class DigestSink implements FrameSink {
    private final MessageDigest sha256 = StateDigest.newSha256();
    private final FrameSink next;
    private byte[] bytes = new byte[64 * 1024];
    private long frames;

    /** @param next where the frames go after */
    public DigestSink(FrameSink next) {
        this.next = next;
    }

    @Override
    public void onFrames(UnsafeBuffer buffer, int offset, int length, int frameCount, long firstSeq) {
        if (length > bytes.length) {
            bytes = new byte[length];
        }
        buffer.getBytes(offset, bytes, 0, length);
        sha256.update(bytes, 0, length);
        frames += frameCount;
        next.onFrames(buffer, offset, length, frameCount, firstSeq);
    }

    /** Frames seen so far. */
    public long frames() {
        return frames;
    }

    /** The digest in hexadecimal; the object starts anew. */
    public String hex() {
        return HexFormat.of().formatHex(sha256.digest());
    }
}
