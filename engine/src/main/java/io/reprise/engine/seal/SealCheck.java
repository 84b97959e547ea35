package io.reprise.engine.seal;

import io.reprise.engine.journal.Finding;
import io.reprise.engine.journal.JournalCheck;
import io.reprise.engine.journal.JournalException;
import io.reprise.engine.journal.JournalFolder;
import io.reprise.engine.journal.JournalManifest;
import io.reprise.engine.journal.SegmentContent;
import io.reprise.engine.journal.SegmentReader;
import io.reprise.engine.journal.Segments;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Holds a journal against its seals: every document, checksum and total, every seal, its signature and its place in the chain,
 * and the manifest. Read-only; used once, by one thread.
 */
public final class SealCheck {
    private final Path journal;
    private final PublicKeys keys;
    private final Runnable listener;
    private final SealFolder seals;
    private final List<Tampering> findings = new ArrayList<>();
    private final Set<String> damagedFiles = new HashSet<>();
    private final Set<String> keyIds = new TreeSet<>();
    private long documentsSealed;

    private SealCheck(Path journal, PublicKeys keys, Runnable listener) {
        this.journal = journal;
        this.keys = keys;
        this.listener = listener;
        this.seals = new SealFolder(journal);
    }

    /**
     * What was sealed of a stream.
     *
     * @param stream its name
     * @param segments number of its segment files
     * @param seals number of its seals
     * @param documents documents that the seals speak of
     */
    public record Stream(String stream, int segments, int seals, long documents) {
        /** One line for people. */
        public String sentence() {
            return stream + ": " + segments + (segments == 1 ? " segment, " : " segments, ") + seals
                    + (seals == 1 ? " seal, " : " seals, ") + documents + " documents sealed";
        }
    }

    /**
     * What a check found.
     *
     * @param streams in order: inbound, outbound
     * @param keyIds keys whose signatures are valid and believed
     * @param findings what is wrong, none when all is as it was sealed
     */
    public record Report(List<Stream> streams, List<String> keyIds, List<Tampering> findings) {
        public Report {
            streams = List.copyOf(streams);
            keyIds = List.copyOf(keyIds);
            findings = List.copyOf(findings);
        }

        /** Whether nothing is wrong. */
        public boolean verified() {
            return findings.isEmpty();
        }
    }

    /**
     * Checks a journal.
     *
     * @param keys whose seals are believed
     * @param listener called after every megabyte or so
     * @throws JournalException when the folder is no journal
     */
    public static Report run(Path journal, PublicKeys keys, Runnable listener) {
        return new SealCheck(journal.toAbsolutePath().normalize(), keys, listener).run();
    }

    private Report run() {
        JournalCheck.Report whole = JournalCheck.run(journal, scan -> listener.run());
        for (Finding finding : whole.allFindings()) {
            String file = finding.damage().segment();
            String place = finding.stream().isEmpty() || file.equals(JournalFolder.MANIFEST)
                    ? file
                    : finding.stream() + "/" + file;
            damagedFiles.add(place);
            findings.add(new Tampering(place, finding.sentence()));
        }
        List<Stream> streams = new ArrayList<>();
        Map<String, SegmentSeal> last = new LinkedHashMap<>();
        for (String stream : JournalCheck.streams(journal, whole.manifest())) {
            TreeMap<Integer, Path> segmentFiles = Segments.list(journal.resolve(stream));
            TreeMap<Integer, Path> sealFiles = seals.list(stream);
            SegmentSeal seal = checkStream(stream, segmentFiles, sealFiles);
            last.put(stream, seal);
            streams.add(
                    new Stream(stream, segmentFiles.size(), sealFiles.size(), seal == null ? 0 : seal.documentAfter()));
        }
        checkJournal(whole.manifest(), last);
        return new Report(streams, List.copyOf(keyIds), findings);
    }

    /** Returns the stream's last seal; null when it has none or that cannot be read. */
    private SegmentSeal checkStream(
            String stream, NavigableMap<Integer, Path> segmentFiles, NavigableMap<Integer, Path> sealFiles) {
        SegmentReader reader = new SegmentReader(journal.resolve(stream), listener);
        TreeSet<Integer> numbers = new TreeSet<>(segmentFiles.keySet());
        numbers.addAll(sealFiles.keySet());
        documentsSealed = 0;
        SegmentSeal before = null;
        boolean isChained = true; // whether the seal before this one is there and could be read
        int expected = 0;
        for (int segment : numbers) {
            if (segment > expected) {
                reportGap(stream, expected, segment - 1);
                isChained = false;
            }
            expected = segment + 1;
            Path file = sealFiles.get(segment);
            SegmentSeal seal = file == null ? null : readSeal(stream, segment, file);
            if (file == null) {
                reportUnsealed(stream, segment, sealFiles);
            }
            if (seal != null) {
                documentsSealed += seal.content().documents();
                if (isChained) {
                    checkChain(place(file), seal, before);
                }
                checkSegment(stream, seal, segmentFiles.containsKey(segment), reader);
            }
            isChained = seal != null;
            before = seal;
        }
        return before;
    }

    private void reportGap(String stream, int from, int to) {
        add(
                stream + "/" + Segments.name(from),
                from == to
                        ? "neither the segment nor its seal is there"
                        : "neither the segments from here to " + Segments.name(to) + " nor their seals are there");
    }

    private void reportUnsealed(String stream, int segment, NavigableMap<Integer, Path> sealFiles) {
        boolean isBeforeLast = !sealFiles.isEmpty() && segment < sealFiles.lastKey();
        add(
                stream + "/" + Segments.name(segment),
                isBeforeLast
                        ? "its seal, " + place(seals.segmentSeal(stream, segment)) + ", is not there"
                        : "the segment has no seal: nothing says that it is as it was written");
    }

    private SegmentSeal readSeal(String stream, int segment, Path file) {
        try {
            SegmentSeal seal = SegmentSeal.parse(SealFolder.read(file));
            if (!seal.stream().equals(stream) || seal.content().segment() != segment) {
                add(
                        place(file),
                        "it is the seal of " + seal.stream() + "/"
                                + Segments.name(seal.content().segment()) + ", put in this one's place");
                return null;
            }
            checkSignature(place(file), seal.keyId(), seal.object());
            return seal;
        } catch (IOException | JournalException e) {
            add(place(file), "the seal cannot be read: " + e.getMessage());
            return null;
        }
    }

    private void checkSignature(String place, String keyId, SignedObject object) {
        PublicKey key = keys.byId().get(keyId);
        if (key == null) {
            add(
                    place,
                    "it is signed by the key " + keyId + ", which is none of those that are believed: "
                            + String.join(", ", keys.byId().keySet()));
        } else if (!object.isSignedBy(key)) {
            add(place, "its signature is not valid: it was changed after it was signed, or signed by another key");
        } else {
            keyIds.add(keyId);
        }
    }

    private void checkChain(String place, SegmentSeal seal, SegmentSeal before) {
        String previousSeal = before == null ? SegmentSeal.NO_SEAL : before.sha256();
        if (!seal.previousSeal().equals(previousSeal)) {
            add(
                    place,
                    "it does not follow the seal before it: it names " + seal.previousSeal() + ", and that is "
                            + previousSeal);
        } else if (seal.content().firstDocument() != (before == null ? 0 : before.documentAfter())
                || seal.content().prevCrc()
                        != (before == null ? 0 : before.content().lastCrc())) {
            add(place, "its documents do not follow those of the seal before it");
        }
    }

    private void checkSegment(String stream, SegmentSeal seal, boolean isThere, SegmentReader reader) {
        SegmentContent sealed = seal.content();
        String place = stream + "/" + Segments.name(sealed.segment());
        String documents = "documents " + sealed.firstDocument() + " to " + (seal.documentAfter() - 1) + " (sequences "
                + sealed.firstSeq() + " to " + sealed.lastSeq() + ")";
        if (!isThere) {
            add(place, "the segment is not there; its seal says that it held " + documents);
            return;
        }
        SegmentContent found = reader.read(sealed.segment());
        if (found == null) {
            if (!damagedFiles.contains(place)) {
                add(
                        place,
                        reader.damage() == null
                                ? "its end mark is gone"
                                : reader.damage().sentence());
            }
        } else if (!found.sha256().equals(sealed.sha256())) {
            add(
                    place,
                    documents + " are not those that were sealed: their SHA-256 is " + found.sha256()
                            + ", the seal says " + sealed.sha256());
        } else if (!found.equals(sealed)) {
            add(place, "its seal says of the documents what is not in them");
        }
    }

    private void checkJournal(JournalManifest manifest, Map<String, SegmentSeal> last) {
        Path file = seals.journalSeal();
        if (!manifest.closed()) {
            add(JournalFolder.MANIFEST, "the journal is not closed, so nothing signed says where it ends");
            return;
        }
        if (!Files.exists(file)) {
            add(place(file), "the seal of the closed journal is not there: nothing signed says where it ends");
            return;
        }
        try {
            JournalSeal seal = JournalSeal.parse(SealFolder.read(file));
            checkSignature(place(file), seal.keyId(), seal.object());
            checkManifest(seal);
            if (!seal.streams().keySet().equals(last.keySet())) {
                add(
                        place(file),
                        "it speaks of the streams " + seal.streams().keySet() + ", there are " + last.keySet());
            }
            for (Map.Entry<String, SegmentSeal> stream : last.entrySet()) {
                checkEnd(place(file), seal.streams().get(stream.getKey()), stream.getKey(), stream.getValue());
            }
        } catch (IOException | JournalException e) {
            add(place(file), "the seal cannot be read: " + e.getMessage());
        }
    }

    private void checkManifest(JournalSeal seal) throws IOException {
        String found = Digests.sha256(Files.readAllBytes(JournalFolder.manifestFile(journal)));
        if (!found.equals(seal.manifestSha256())) {
            add(
                    JournalFolder.MANIFEST,
                    "it is not the manifest that was sealed: its SHA-256 is " + found + ", the seal says "
                            + seal.manifestSha256());
        }
    }

    private void checkEnd(String place, JournalSeal.StreamEnd sealed, String stream, SegmentSeal last) {
        JournalSeal.StreamEnd found = Sealer.end(last);
        if (sealed != null && !sealed.equals(found)) {
            add(
                    place,
                    stream + " was sealed with " + sealed.segments() + " segments and " + sealed.documents()
                            + " documents up to the seal " + sealed.lastSeal() + ", and now ends with "
                            + found.segments()
                            + " segments and " + found.documents() + " documents at the seal " + found.lastSeal());
        }
    }

    private String place(Path file) {
        return journal.relativize(file).toString().replace('\\', '/');
    }

    private void add(String place, String reason) {
        findings.add(new Tampering(place, reason));
    }
}
