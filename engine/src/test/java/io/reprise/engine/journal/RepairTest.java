package io.reprise.engine.journal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.engine.journal.Damager.Harm;
import io.reprise.engine.journal.Stored.Document;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a look through a journal finds, and what repair makes of it. */
@Tag("slow")
@Timeout(1_200)
final class RepairTest {
    private static final int TRIALS = Math.max(1, Damager.TRIALS / 20);

    @TempDir
    Path folder;

    private Path journal;
    private Damager damager;
    private Stored stored;

    private void closed() throws IOException {
        journal = folder.resolve("journal");
        damager = Damager.closed(journal);
        stored = damager.stored;
    }

    private void unclosed() throws IOException {
        journal = folder.resolve("journal");
        damager = Damager.unclosed(journal);
        stored = damager.stored;
    }

    private JournalCheck.Report check() {
        return JournalCheck.run(journal, scan -> {});
    }

    private void damage(String kind, int document, int at) throws IOException {
        Document hit = stored.documents.get(document);
        long from = hit.position() + at;
        assertNotNull(damager.inflict(new Harm(kind, JournalFolder.INBOUND + "/" + hit.segment(), from, from + 1)));
    }

    @Test
    void findsNothingInASoundJournal() throws IOException {
        closed();
        JournalCheck.Report report = check();
        assertEquals(List.of(), report.allFindings());
        StreamTotals recorded = report.manifest().stream(JournalFolder.INBOUND);
        assertEquals(recorded, report.streams().getFirst().totals());
        assertFalse(recorded.contentSha256().isEmpty());
        assertTrue(JournalRepair.cutTails(journal).isEmpty());
    }

    @Test
    void findsNothingInAJournalThatIsBeingWritten() {
        journal = folder.resolve("journal");
        try (JournalFolder writing = JournalFolder.open(journal, Damager.SMALL)) {
            TestFrames.write(writing.inbound(), 1, 30, 40);
            JournalCheck.Report report = check();
            assertTrue(report.beingWritten());
            assertEquals(List.of(), report.allFindings());
            assertEquals(30, report.streams().getFirst().totals().documents());
            JournalException refused = assertThrows(JournalException.class, () -> JournalRepair.cutTails(journal));
            assertTrue(refused.getMessage().contains("is being written"), refused.getMessage());
        }
        assertFalse(check().beingWritten());
    }

    @Test
    void namesEachOfSeveralDamagesAndCopiesTheRest() throws IOException {
        closed();
        damage("flip", 3, 90);
        damage("flip", 40, 30);
        damage("flip", 41, 2);
        List<Finding> findings = check().allFindings();
        assertEquals(
                List.of(3L, 40L),
                findings.stream()
                        .map(finding -> finding.damage().documentIndex())
                        .toList());
        assertEquals(
                List.of(1L, 2L), findings.stream().map(Finding::documentsLost).toList());
        JournalException refused = assertThrows(JournalException.class, () -> JournalRepair.cutTails(journal));
        assertTrue(refused.getMessage().contains("--to"), refused.getMessage());
        assertCopyHolds(stored.documents.stream()
                .filter(document -> !List.of(3, 40, 41).contains(stored.documents.indexOf(document)))
                .toList());
    }

    @Test
    void seesACutThatTakesNothingFromAnyDocument() throws IOException {
        closed();
        for (String name : stored.names()) {
            if (Stored.isSegment(name)) {
                long size = stored.files.get(name).size();
                damager.inflict(new Harm("cut", name, size - 1, size));
                List<Finding> findings = check().allFindings();
                assertEquals(1, findings.size(), findings.toString());
                assertTrue(name.endsWith(findings.getFirst().damage().segment()));
                assertEquals(size - 1, findings.getFirst().damage().position());
                stored.restore(journal, name);
            }
        }
    }

    @Test
    void holdsTheFramesAgainstTheManifestsDigest() throws IOException {
        closed();
        StreamTotals totals = JournalManifest.read(journal).stream(JournalFolder.INBOUND);
        String other = totals.contentSha256().replace('a', 'b');
        JournalManifest.update(
                journal,
                JournalFolder.INBOUND,
                new StreamTotals(
                        true,
                        totals.documents(),
                        totals.frames(),
                        totals.bytes(),
                        totals.firstSeq(),
                        totals.lastSeq(),
                        totals.firstTsInitNs(),
                        totals.lastTsInitNs(),
                        totals.chainCrc(),
                        totals.segments(),
                        other));
        List<Finding> findings = check().allFindings();
        assertEquals(1, findings.size(), findings.toString());
        assertEquals(JournalFolder.MANIFEST, findings.getFirst().damage().segment());
        assertTrue(findings.getFirst().damage().reason().contains(other));
    }

    @Test
    void findsWhateverHarmIsDoneAndCopiesWhatIsLeft() throws IOException {
        closed();
        damager.trials(TRIALS, harm -> {
            List<Finding> findings = check().allFindings();
            if (harm == null) {
                assertEquals(List.of(), findings);
                return;
            }
            int touched = stored.firstTouched(harm.file(), harm.from(), harm.to());
            boolean isSegment = Stored.isSegment(harm.file());
            if (touched < stored.documents.size() || isSegment && harm.isCut()) {
                assertFalse(findings.isEmpty(), "nothing was found");
            }
            if (harm.kind().equals("flip")) {
                List<Document> left = new ArrayList<>(stored.documents);
                if (touched < left.size()) {
                    left.remove(touched);
                }
                assertCopyHolds(left);
            }
        });
    }

    /** Copies the journal and reads the copy, which must be sound and hold just these documents. */
    private void assertCopyHolds(List<Document> documents) throws IOException {
        Path copy = folder.resolve("copy");
        List<JournalRepair.Copied> copies = JournalRepair.copy(journal, copy);
        assertEquals(documents.size(), copies.getFirst().documents());
        List<byte[]> read = TestFrames.read(JournalFolder.inbound(copy));
        assertEquals(documents.size(), read.size());
        for (int i = 0; i < read.size(); i++) {
            assertArrayEquals(documents.get(i).frames(), read.get(i), "document " + i + " of the copy");
        }
        assertEquals(List.of(), JournalCheck.run(copy, scan -> {}).allFindings());
        JournalException refused = assertThrows(JournalException.class, () -> JournalRepair.copy(journal, copy));
        assertTrue(refused.getMessage().contains("is not empty"), refused.getMessage());
        delete(copy);
    }

    @Test
    void keepsPropertiesAndSaysInTheCopyWhatIsLost() throws IOException {
        closed();
        JournalManifest.read(journal).withProperty("dataset", "x").write(journal);
        damage("flip", 7, 90);
        JournalRepair.copy(journal, folder.resolve("copy"));
        JournalManifest manifest = JournalManifest.read(folder.resolve("copy"));
        assertTrue(manifest.closed());
        assertEquals("x", manifest.properties().get("dataset"));
        assertEquals("journal", manifest.properties().get(JournalRepair.REPAIRED_FROM));
        String lost = manifest.properties().get(JournalRepair.REPAIRED + 1);
        assertTrue(lost.contains("document 7") && lost.contains("1 document with"), lost);
    }

    @Test
    void cutsTheTailOfAnUnclosedStream() throws IOException {
        unclosed();
        int last = stored.documents.size() - 1;
        damage("flip", last - 2, 90);
        assertEquals(1, check().allFindings().size());
        JournalRepair.Tail tail = JournalRepair.cutTails(journal).getFirst();
        assertEquals(last - 2, tail.cut().documentIndex());
        assertEquals(stored.documents.get(last - 2).position(), tail.cut().position());
        assertEquals(last - 2, tail.documents());
        assertEquals(2, tail.documentsBehind());
        assertTrue(Files.list(tail.cut().savedTo()).findAny().isPresent());
        assertEquals(List.of(), check().allFindings());
        assertNull(JournalRepair.cutTails(journal).getFirst().cut());
    }

    @Test
    void reportsAnAppendThatWasNotFinished() throws IOException {
        unclosed();
        int last = stored.documents.size() - 1;
        Document document = stored.documents.get(last);
        damager.inflict(new Harm(
                "zero",
                JournalFolder.INBOUND + "/" + document.segment(),
                document.position(),
                document.position() + Excerpt.WORD_BYTES));
        List<Finding> findings = check().allFindings();
        assertEquals(1, findings.size(), findings.toString());
        assertEquals(document.position(), findings.getFirst().damage().position());
        assertEquals(last, findings.getFirst().damage().documentIndex());
        assertEquals(last, JournalRepair.cutTails(journal).getFirst().cut().documentIndex());
        assertEquals(List.of(), check().allFindings());
    }

    @Test
    void takesASegmentThatWasOnlyBegunForNothing() throws IOException {
        unclosed();
        Document last = stored.documents.getLast();
        Document first = stored.documents.stream()
                .filter(document -> document.segment().equals(last.segment()))
                .findFirst()
                .orElseThrow();
        byte[] used =
                stored.files.get(JournalFolder.INBOUND + "/" + last.segment()).used();
        for (int begun : new int[] {(int) first.position(), ChronicleHead.BYTES, 100}) {
            byte[] bytes = Arrays.copyOf(Arrays.copyOf(used, begun), 1 << 20);
            if (begun < first.position()) {
                bytes[3] = (byte) 0x80; // Chronicle's word while its first excerpt is written
                Arrays.fill(bytes, 0, 3, (byte) 0);
            }
            stored.restore(journal);
            Files.write(JournalFolder.inbound(journal).resolve(last.segment()), bytes);
            assertEquals(List.of(), check().allFindings());
            assertContinuesUncut(stored.documents.indexOf(first));
        }
    }

    @Test
    void takesTheEndThatChronicleGivesASegmentForNothing() throws IOException {
        unclosed();
        String last = stored.documents.getLast().segment();
        Files.delete(JournalFolder.inbound(journal).resolve(last));
        assertEquals(List.of(), check().allFindings());
        assertContinuesUncut((int) stored.documents.stream()
                .filter(document -> !document.segment().equals(last))
                .count());
    }

    private void assertContinuesUncut(int documents) {
        try (StreamAppender appender = StreamAppender.open(JournalFolder.inbound(journal), Damager.SMALL)) {
            assertNull(appender.cut(), () -> appender.cut().sentence());
            assertEquals(documents, appender.documents());
            TestFrames.write(appender, 4, 3, 9);
        }
        assertEquals(List.of(), check().allFindings());
        assertEquals(documents + 3, check().streams().getFirst().totals().documents());
    }

    @Test
    void cutsNoValidDocumentsOfOtherSegments() throws IOException {
        unclosed();
        damage("flip", 5, 90);
        JournalException refused = assertThrows(JournalException.class, () -> JournalRepair.cutTails(journal));
        assertTrue(refused.getMessage().contains("document 5"), refused.getMessage());
        List<Document> left = new ArrayList<>(stored.documents);
        left.remove(5);
        assertCopyHolds(left);
    }

    @Test
    void refusesWhatIsNoJournal() {
        assertThrows(JournalException.class, () -> JournalCheck.run(folder, scan -> {}));
        assertThrows(JournalException.class, () -> JournalRepair.cutTails(folder));
        assertThrows(JournalException.class, () -> JournalRepair.copy(folder, folder.resolve("copy")));
        assertFalse(Files.exists(folder.resolve("copy")));
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
