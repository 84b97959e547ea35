package io.reprise.engine.seal;

import io.reprise.engine.journal.JournalException;
import io.reprise.engine.journal.SegmentContent;
import io.reprise.engine.journal.Segments;
import java.util.List;

/**
 * The seal of one segment: what its documents are, and which seal came before. Immutable.
 *
 * @param stream name of the stream
 * @param content of the segment
 * @param previousSeal SHA-256 of the seal file before this one in the stream, {@link #NO_SEAL} in the first
 * @param object as it is signed
 */
record SegmentSeal(String stream, SegmentContent content, String previousSeal, SignedObject object) {
    static final String FORMAT = "reprise-segment-seal";
    static final int VERSION = 1;
    /** What the first seal of a stream names as the one before it. */
    static final String NO_SEAL = "0".repeat(64);

    private static final List<String> MEMBERS = List.of(
            "format",
            "version",
            "stream",
            "segment",
            "file",
            "firstDocument",
            "documents",
            "frames",
            "bytes",
            "firstSeq",
            "lastSeq",
            "firstTsInitNs",
            "lastTsInitNs",
            "prevCrc",
            "lastCrc",
            "sha256",
            "previousSeal");

    /**
     * Seals a segment.
     *
     * @param before the seal before it in the stream, null for the first
     */
    static SegmentSeal make(String stream, SegmentContent content, SegmentSeal before, SealKeys keys) {
        String previousSeal = before == null ? NO_SEAL : before.sha256();
        SignedObject object = new SignedObject.Builder()
                .text("format", FORMAT)
                .number("version", VERSION)
                .text("stream", stream)
                .number("segment", content.segment())
                .text("file", Segments.name(content.segment()))
                .number("firstDocument", content.firstDocument())
                .number("documents", content.documents())
                .number("frames", content.frames())
                .number("bytes", content.bytes())
                .number("firstSeq", content.firstSeq())
                .number("lastSeq", content.lastSeq())
                .number("firstTsInitNs", content.firstTsInitNs())
                .number("lastTsInitNs", content.lastTsInitNs())
                .number("prevCrc", content.prevCrc())
                .number("lastCrc", content.lastCrc())
                .text("sha256", content.sha256())
                .text("previousSeal", previousSeal)
                .sign(keys);
        return new SegmentSeal(stream, content, previousSeal, object);
    }

    /**
     * Reads a seal; its signature is not looked at.
     *
     * @throws JournalException when the bytes are no seal of a version that is known
     */
    static SegmentSeal parse(byte[] file) {
        SignedObject object = SignedObject.parse(file);
        if (!object.has(MEMBERS)
                || !object.text("format").equals(FORMAT)
                || object.number("version") != VERSION
                || object.number("segment") != (int) object.number("segment")) {
            throw new JournalException("it is not the seal of a segment, or of a later version");
        }
        SegmentContent content = new SegmentContent(
                (int) object.number("segment"),
                object.number("firstDocument"),
                object.number("documents"),
                object.number("frames"),
                object.number("bytes"),
                object.number("firstSeq"),
                object.number("lastSeq"),
                object.number("firstTsInitNs"),
                object.number("lastTsInitNs"),
                object.number("prevCrc"),
                object.number("lastCrc"),
                object.text("sha256"));
        return new SegmentSeal(object.text("stream"), content, object.text("previousSeal"), object);
    }

    /** What the next seal names this one by. */
    String sha256() {
        return object.sha256();
    }

    String keyId() {
        return object.text(SignedObject.KEY_ID);
    }

    /** Number of the first document after the segment. */
    long documentAfter() {
        return content.firstDocument() + content.documents();
    }
}
