package io.reprise.engine.seal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.engine.journal.JournalCheck;
import io.reprise.engine.journal.JournalFolder;
import io.reprise.engine.journal.JournalManifest;
import io.reprise.engine.journal.Segments;
import io.reprise.engine.journal.StreamTotals;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever is done to a sealed journal without its key is seen and its place is named, by the check of the seals and by the
 * program in the bundle.
 */
@Tag("slow")
class TamperingTest {
    /** {@code -Dreprise.seed} repeats a failure. */
    private static final long SEED = Long.getLong("reprise.seed", 1);

    private static final int TRIALS = Integer.getInteger("reprise.trials", 150);
    /** Bytes before those of a frame that may be anything: SBE header, sequence, times, instrument, source, flags. */
    private static final int FRAME_HEAD_BYTES = 40;

    @TempDir
    private static Path shared;

    private static SealKeys keys;
    private static PublicKeys publicKeys;
    private static SealKeys foreignKeys;
    private static PublicKeys foreignPublicKeys;
    private static SealedJournal clean;
    private static BundledVerifier verifier;

    @TempDir
    private Path folder;

    @BeforeAll
    static void makeJournal() throws IOException, ReflectiveOperationException {
        keys = SealKeys.open(shared.resolve("keys"));
        publicKeys = PublicKeys.ofFolder(shared.resolve("keys"));
        foreignKeys = SealKeys.open(shared.resolve("foreign"));
        foreignPublicKeys = PublicKeys.ofFolder(shared.resolve("foreign"));
        clean = SealedJournal.make(shared.resolve("clean"), keys, SEED);
        verifier = BundledVerifier.compile(Files.createDirectories(shared.resolve("verifier")));
    }

    @Test
    void aCleanJournalIsVerifiedByBoth() throws IOException, ReflectiveOperationException {
        assertTrue(clean.segments(SealedJournal.INBOUND) >= 4, "a journal of several segments");
        assertTrue(clean.segments(SealedJournal.OUTBOUND) >= 2, "a journal of several segments");
        assertEquals(List.of(), clean.check(publicKeys).findings());
        assertEquals(List.of(keys.keyId()), clean.check(publicKeys).keyIds());
        BundledVerifier.Answer answer = verify(clean, publicKeys, "--key-id", keys.keyId());
        assertEquals(0, answer.code(), answer.text());
        assertTrue(answer.text().contains("VERIFIED: every document is as it was sealed by the key"), answer.text());
    }

    private BundledVerifier.Answer verify(SealedJournal journal, PublicKeys bundled, String... more)
            throws IOException, ReflectiveOperationException {
        Path bundle = folder.resolve("bundle.zip");
        Bundle.write(clean.folder, List.of(), bundled, bundle, () -> {});
        SealedJournal.delete(folder.resolve("unpacked"));
        Path unpacked = Unzip.to(bundle, folder.resolve("unpacked"));
        if (journal != clean) {
            SealedJournal.delete(unpacked.resolve("journal"));
            journal.copyTo(unpacked.resolve("journal")).removeLocksAndTables();
        }
        return verifier.run(
                Stream.concat(Stream.of(unpacked.toString()), Stream.of(more)).toArray(String[]::new));
    }

    private interface Deed {
        /** Does it, and says which file of the journal is to be named. */
        String on(SealedJournal journal) throws IOException;
    }

    /** Both checks see it and name the place. */
    private void assertSeen(String what, SealedJournal journal, String place)
            throws IOException, ReflectiveOperationException {
        SealCheck.Report report = journal.check(publicKeys);
        assertTrue(
                report.findings().stream().anyMatch(finding -> finding.place().equals(place)),
                what + ": the check should name " + place + " and says " + report.findings());
        BundledVerifier.Answer answer = verify(journal, publicKeys);
        assertEquals(1, answer.code(), what + ": " + answer.text());
        assertTrue(
                answer.text().contains("NOT AS SEALED  journal/" + place + ": "),
                what + ": the verifier should name " + place + " and says " + answer.text());
    }

    private static String inbound(int segment) {
        return "inbound/" + Segments.name(segment);
    }

    private static String inboundSeal(int segment) {
        return "seals/" + inbound(segment).replace(".cq4", ".json");
    }

    private static Arguments deed(String what, Deed deed) {
        return Arguments.of(what, deed);
    }

    static Stream<Arguments> deeds() {
        return Stream.of(
                deed("a segment's seal is another's", journal -> {
                    Files.copy(seal(journal, 0), seal(journal, 2), StandardCopyOption.REPLACE_EXISTING);
                    return inboundSeal(2);
                }),
                deed("a segment's seal is the other stream's", journal -> {
                    Files.copy(
                            journal.seal(SealedJournal.OUTBOUND, 1),
                            seal(journal, 1),
                            StandardCopyOption.REPLACE_EXISTING);
                    return inboundSeal(1);
                }),
                deed("a seal is made anew with another key", journal -> {
                    resign(journal, foreignKeys);
                    return inboundSeal(1);
                }),
                deed("a seal is made anew with another key under our key's name", journal -> {
                    resign(journal, foreignKeys);
                    edit(seal(journal, 1), text -> text.replace(foreignKeys.keyId(), keys.keyId()));
                    return inboundSeal(1);
                }),
                deed("a seal is removed in the middle", journal -> remove(seal(journal, 1), inbound(1))),
                deed("the first seal is removed", journal -> remove(seal(journal, 0), inbound(0))),
                deed("the last seal is removed", journal -> {
                    int last = journal.segments(SealedJournal.INBOUND) - 1;
                    return remove(seal(journal, last), inbound(last));
                }),
                deed("the journal's seal is removed", journal -> remove(journal.journalSeal(), "seals/journal.json")),
                deed("a segment is removed from the middle", journal -> remove(segment(journal, 1), inbound(1))),
                deed("the first segment is removed", journal -> remove(segment(journal, 0), inbound(0))),
                deed("a segment and its seal are removed from the middle", journal -> {
                    Files.delete(segment(journal, 1));
                    Files.delete(seal(journal, 1));
                    return inbound(1);
                }),
                deed("the end is removed and the manifest made to fit", TamperingTest::removeEnd),
                deed("two segments change places", journal -> {
                    SealedJournal.swap(segment(journal, 1), segment(journal, 2));
                    return inbound(1);
                }),
                deed("two segments change places with their seals", journal -> {
                    SealedJournal.swap(segment(journal, 1), segment(journal, 2));
                    SealedJournal.swap(seal(journal, 1), seal(journal, 2));
                    return inboundSeal(1);
                }),
                deed("a segment is cut", journal -> {
                    byte[] bytes = Files.readAllBytes(segment(journal, 1));
                    Files.write(segment(journal, 1), Arrays.copyOf(bytes, bytes.length / 2));
                    return inbound(1);
                }),
                deed("the manifest is edited under its checksum", journal -> {
                    JournalManifest.read(journal.folder)
                            .withProperty("stateDigest", "0".repeat(64))
                            .write(journal.folder);
                    return "manifest.json";
                }),
                deed(
                        "the outbound stream is another journal's, sealed with the same key",
                        TamperingTest::swapOutbound));
    }

    private static Path segment(SealedJournal journal, int number) {
        return journal.segment(SealedJournal.INBOUND, number);
    }

    private static Path seal(SealedJournal journal, int number) {
        return journal.seal(SealedJournal.INBOUND, number);
    }

    private static String remove(Path file, String named) throws IOException {
        Files.delete(file);
        return named;
    }

    private static void edit(Path file, UnaryOperator<String> change) throws IOException {
        String before = Files.readString(file, StandardCharsets.ISO_8859_1);
        String after = change.apply(before);
        assertNotEquals(before, after, "the deed changes something");
        Files.writeString(file, after, StandardCharsets.ISO_8859_1);
    }

    /** Makes the seal of segment 1 anew. */
    private static void resign(SealedJournal journal, SealKeys signer) throws IOException {
        SegmentSeal before = SegmentSeal.parse(Files.readAllBytes(seal(journal, 0)));
        SegmentSeal seal = SegmentSeal.parse(Files.readAllBytes(seal(journal, 1)));
        Files.write(
                seal(journal, 1),
                SegmentSeal.make(seal.stream(), seal.content(), before, signer)
                        .object()
                        .file());
    }

    private static String removeEnd(SealedJournal journal) throws IOException {
        int last = journal.segments(SealedJournal.INBOUND) - 1;
        SegmentSeal before = SegmentSeal.parse(Files.readAllBytes(seal(journal, last - 1)));
        Files.delete(segment(journal, last));
        Files.delete(seal(journal, last));
        StreamTotals totals = JournalManifest.read(journal.folder).stream(SealedJournal.INBOUND);
        long frames = 0;
        for (int i = 0; i < last; i++) {
            frames += SegmentSeal.parse(Files.readAllBytes(seal(journal, i)))
                    .content()
                    .frames();
        }
        StreamTotals cut = new StreamTotals(
                true,
                before.documentAfter(),
                frames,
                totals.bytes(),
                totals.firstSeq(),
                before.content().lastSeq(),
                totals.firstTsInitNs(),
                before.content().lastTsInitNs(),
                before.content().lastCrc(),
                last,
                "");
        JournalManifest.read(journal.folder)
                .withStream(SealedJournal.INBOUND, cut)
                .write(journal.folder);
        return "seals/journal.json";
    }

    private static String swapOutbound(SealedJournal journal) throws IOException {
        SealedJournal other = SealedJournal.make(journal.folder.resolveSibling("other"), keys, SEED + 100);
        SealedJournal.delete(journal.folder.resolve("outbound"));
        SealedJournal.delete(journal.folder.resolve("seals/outbound"));
        Files.move(other.folder.resolve("outbound"), journal.folder.resolve("outbound"));
        Files.move(other.folder.resolve("seals/outbound"), journal.folder.resolve("seals/outbound"));
        StreamTotals totals = JournalManifest.read(other.folder).stream("outbound");
        JournalManifest.read(journal.folder).withStream("outbound", totals).write(journal.folder);
        SealedJournal.delete(other.folder);
        return "seals/journal.json";
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("deeds")
    void seesAndNames(String what, Deed deed) throws IOException, ReflectiveOperationException {
        SealedJournal journal = clean.copyTo(folder.resolve("journal"));
        assertSeen(what, journal, deed.on(journal));
    }

    /** Bytes of frames are changed and all checksums, the chain and the manifest fit: only the seals can tell. */
    @Test
    void seesFramesThatAreChangedUnderAllChecksums() throws IOException, ReflectiveOperationException {
        SplittableRandom random = new SplittableRandom(SEED);
        for (int step = 0; step < TRIALS / 10; step++) {
            String stream = random.nextInt(3) == 0 ? SealedJournal.OUTBOUND : SealedJournal.INBOUND;
            SealedJournal journal = clean.copyTo(folder.resolve("journal"));
            long document = random.nextLong(journal.documents(stream));
            int place = random.nextInt(Integer.MAX_VALUE);
            journal.rewrite(stream, document, (frames, length) -> {
                int at = FRAME_HEAD_BYTES + place % 8;
                frames.putByte(at, (byte) (frames.getByte(at) ^ 1 << (place & 7)));
            });
            assertTrue(JournalCheck.run(journal.folder, scan -> {}).verified(), "no checksum tells");
            assertSeen("seed " + SEED + " step " + step, journal, stream + "/" + segmentOf(stream, document));
        }
    }

    private static String segmentOf(String stream, long document) throws IOException {
        for (int segment = 0; ; segment++) {
            SegmentSeal seal = SegmentSeal.parse(Files.readAllBytes(clean.seal(stream, segment)));
            if (document < seal.documentAfter()) {
                return Segments.name(segment);
            }
        }
    }

    /** A whole segment holds other frames, and all that follows is chained to it. */
    @Test
    void seesASegmentThatIsWrittenAnew() throws IOException, ReflectiveOperationException {
        SealedJournal journal = clean.copyTo(folder.resolve("journal"));
        SegmentSeal seal = SegmentSeal.parse(Files.readAllBytes(seal(journal, 1)));
        for (long document = seal.content().firstDocument(); document < seal.documentAfter(); document++) {
            journal.rewrite(SealedJournal.INBOUND, document, (frames, length) -> {
                int at = FRAME_HEAD_BYTES;
                frames.putByte(at, (byte) ~frames.getByte(at));
            });
        }
        assertTrue(JournalCheck.run(journal.folder, scan -> {}).verified(), "no checksum tells");
        assertSeen("a rewritten segment", journal, inbound(1));
        assertSeen("what is chained to it", journal, inbound(2));
    }

    /** Any byte of any seal. */
    @Test
    void seesEveryFlippedBitOfASeal() throws IOException, ReflectiveOperationException {
        SplittableRandom random = new SplittableRandom(SEED);
        SealedJournal journal = clean.copyTo(folder.resolve("journal"));
        List<Path> seals;
        try (Stream<Path> files = Files.walk(journal.folder.resolve("seals"))) {
            seals = files.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .toList();
        }
        for (int step = 0; step < TRIALS; step++) {
            Path seal = seals.get(random.nextInt(seals.size()));
            byte[] bytes = Files.readAllBytes(seal);
            byte[] flipped = bytes.clone();
            flipped[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
            Files.write(seal, flipped);
            assertSeen(
                    "seed " + SEED + " step " + step,
                    journal,
                    journal.folder.relativize(seal).toString());
            Files.write(seal, bytes);
        }
    }

    /** All is signed anew with another key: consistent in itself, so only the key's name tells. */
    @Test
    void tellsAJournalThatIsSealedAnewByItsKey() throws IOException, ReflectiveOperationException {
        SealedJournal journal = clean.copyTo(folder.resolve("journal"));
        journal.rewrite(
                SealedJournal.INBOUND,
                3,
                (frames, length) -> frames.putByte(FRAME_HEAD_BYTES, (byte) ~frames.getByte(FRAME_HEAD_BYTES)));
        SealedJournal.delete(journal.folder.resolve("seals"));
        Sealer.seal(journal.folder, foreignKeys, false);
        assertSeen("sealed anew", journal, inboundSeal(0));
        assertSeen("sealed anew", journal, "seals/journal.json");

        BundledVerifier.Answer named = verify(journal, foreignPublicKeys, "--key-id", keys.keyId());
        assertEquals(1, named.code(), named.text());
        assertTrue(named.text().contains("the key that you named, " + keys.keyId() + ", is not in the bundle"));
        BundledVerifier.Answer unnamed = verify(journal, foreignPublicKeys);
        assertEquals(0, unnamed.code(), "without the key's name nothing is wrong: " + unnamed.text());
        assertTrue(unnamed.text().contains(foreignKeys.keyId()), "but the key is said");
    }

    /** The bundle is unpacked, and another key lies where ours should. */
    @Test
    void seesAKeyThatIsPutInThePlaceOfOurs() throws IOException, ReflectiveOperationException {
        Path bundle = folder.resolve("bundle.zip");
        Bundle.write(clean.folder, List.of(), publicKeys, bundle, () -> {});
        Path unpacked = Unzip.to(bundle, folder.resolve("unpacked"));
        assertEquals(0, verifier.run(unpacked.toString()).code());
        Path key = unpacked.resolve("keys").resolve(keys.keyId() + ".pub");
        Files.copy(
                shared.resolve("foreign").resolve(foreignKeys.keyId() + ".pub"),
                key,
                StandardCopyOption.REPLACE_EXISTING);
        BundledVerifier.Answer answer = verifier.run(unpacked.toString());
        assertEquals(1, answer.code());
        assertTrue(answer.text().contains("keys/" + keys.keyId() + ".pub: it holds the key"), answer.text());
        assertTrue(answer.text().contains("journal/" + inboundSeal(0) + ": "), answer.text());
    }

    @Test
    void seesWhatIsAddedToABundle() throws IOException, ReflectiveOperationException {
        Path bundle = folder.resolve("bundle.zip");
        Bundle.write(clean.folder, List.of(), publicKeys, bundle, () -> {});
        Path unpacked = Unzip.to(bundle, folder.resolve("unpacked"));
        int next = clean.segments(SealedJournal.INBOUND);
        Path added = Segments.file(unpacked.resolve("journal/inbound"), next);
        Files.copy(segment(clean, next - 1), added);
        Files.writeString(unpacked.resolve("journal/note.txt"), "all is well\n");
        BundledVerifier.Answer answer = verifier.run(unpacked.toString());
        assertEquals(1, answer.code());
        assertTrue(answer.text().contains("journal/" + inbound(next) + ": its seal"), answer.text());
        assertTrue(answer.text().contains("journal/note.txt: the file is no part of a bundle"), answer.text());
    }

    /** Chronicle's own pages, the end's padding and its table mean nothing, so they are not sealed. */
    @Test
    void doesNotMindWhatChronicleMayMakeAnew() throws IOException, ReflectiveOperationException {
        SealedJournal journal = clean.copyTo(folder.resolve("journal"));
        byte[] bytes = Files.readAllBytes(segment(journal, 1));
        for (int at = 300; at < 30_000; at += 97) {
            bytes[at] ^= 0x55; // inside the first index page
        }
        Files.write(segment(journal, 1), bytes);
        Files.deleteIfExists(journal.folder.resolve("inbound/metadata.cq4t"));
        assertEquals(List.of(), journal.check(publicKeys).findings());
        BundledVerifier.Answer answer = verify(journal, publicKeys);
        assertEquals(0, answer.code(), answer.text());
    }

    /** Retention may delete old segments; the seals that they leave still chain those that stay. */
    @Test
    void sealsOutliveTheirSegments() throws IOException {
        SealedJournal journal = clean.copyTo(folder.resolve("journal"));
        Files.delete(segment(journal, 0));
        Files.delete(segment(journal, 1));
        List<String> places = journal.check(publicKeys).findings().stream()
                .filter(finding -> finding.reason().contains("its seal says that it held documents"))
                .map(Tampering::place)
                .toList();
        assertEquals(List.of(inbound(0), inbound(1)), places);
        assertTrue(journal.check(publicKeys).findings().stream()
                .noneMatch(finding -> finding.place().startsWith("seals/")));
        assertTrue(Files.exists(JournalFolder.manifestFile(journal.folder)));
    }
}
