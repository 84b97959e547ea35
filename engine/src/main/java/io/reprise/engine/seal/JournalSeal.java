package io.reprise.engine.seal;

import io.reprise.engine.journal.JournalException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/**
 * The seal of a closed journal: its manifest, and where each stream ends. Immutable.
 *
 * @param manifestSha256 SHA-256 of the bytes of {@code manifest.json}
 * @param streams by name, in the manifest's order
 * @param object as it is signed
 */
record JournalSeal(String manifestSha256, SequencedMap<String, StreamEnd> streams, SignedObject object) {
    static final String FORMAT = "reprise-journal-seal";
    static final int VERSION = 1;
    /** Streams that a journal may have. */
    static final int STREAMS_MAX = 16;

    /**
     * Where a stream ends.
     *
     * @param segments number of its segments
     * @param documents number of its documents
     * @param lastSeal SHA-256 of the file of its last seal, {@link SegmentSeal#NO_SEAL} when it has no segment
     */
    record StreamEnd(long segments, long documents, String lastSeal) {}

    static JournalSeal make(String manifestSha256, SequencedMap<String, StreamEnd> streams, SealKeys keys) {
        SignedObject.Builder builder = new SignedObject.Builder()
                .text("format", FORMAT)
                .number("version", VERSION)
                .text("manifestSha256", manifestSha256)
                .text("streams", String.join(" ", streams.sequencedKeySet()));
        streams.forEach((name, end) -> builder.number(name + ".segments", end.segments())
                .number(name + ".documents", end.documents())
                .text(name + ".lastSeal", end.lastSeal()));
        return new JournalSeal(manifestSha256, new LinkedHashMap<>(streams), builder.sign(keys));
    }

    /**
     * Reads a seal; its signature is not looked at.
     *
     * @throws JournalException when the bytes are no seal of a version that is known
     */
    static JournalSeal parse(byte[] file) {
        SignedObject object = SignedObject.parse(file);
        String[] names = object.text("streams").split(" ");
        List<String> members = new ArrayList<>(List.of("format", "version", "manifestSha256", "streams"));
        for (String name : names) {
            members.addAll(List.of(name + ".segments", name + ".documents", name + ".lastSeal"));
        }
        if (names.length > STREAMS_MAX
                || !object.has(members)
                || !object.text("format").equals(FORMAT)
                || object.number("version") != VERSION) {
            throw new JournalException("it is not the seal of a journal, or of a later version");
        }
        SequencedMap<String, StreamEnd> streams = new LinkedHashMap<>();
        for (String name : names) {
            streams.put(
                    name,
                    new StreamEnd(
                            object.number(name + ".segments"),
                            object.number(name + ".documents"),
                            object.text(name + ".lastSeal")));
        }
        return new JournalSeal(object.text("manifestSha256"), streams, object);
    }

    String keyId() {
        return object.text(SignedObject.KEY_ID);
    }
}
