package io.reprise.engine.seal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.engine.journal.JournalException;
import io.reprise.engine.journal.JournalFolder;
import io.reprise.engine.journal.StreamAppender;
import io.reprise.engine.journal.TestFrames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is sealed when, and that sealing goes on where it was ended, however it was. */
@Tag("slow")
class SealerTest {
    private static final int FRAMES_MAX = 60;

    @TempDir
    private Path folder;

    private Path journal;
    private SealKeys keys;
    private PublicKeys publicKeys;

    @BeforeEach
    void makeKeys() {
        journal = folder.resolve("journal");
        keys = SealKeys.open(folder.resolve("keys"));
        publicKeys = PublicKeys.ofFolder(folder.resolve("keys"));
    }

    private List<String> findings() {
        return SealCheck.run(journal, publicKeys, () -> {}).findings().stream()
                .map(Tampering::sentence)
                .toList();
    }

    private StreamAppender inbound() {
        return StreamAppender.open(JournalFolder.inbound(journal), SealedJournal.SMALL);
    }

    private int seals() {
        return new SealFolder(journal).list("inbound").size();
    }

    @Test
    void sealsEndedSegmentsWhileTheNextIsWritten() {
        try (StreamAppender appender = inbound();
                Sealer sealer = Sealer.open(journal, keys, true)) {
            TestFrames.write(appender, 1, 10, FRAMES_MAX);
            assertEquals(0, sealer.sealFollowed(() -> {}));
            assertEquals(0, sealer.sealAll(), "its end mark does not stand");
            TestFrames.write(appender, 2, 60, FRAMES_MAX);
            int breaths = sealer.sealFollowed(() -> {});
            assertTrue(breaths >= 2, "several segments have ended");
            assertEquals(0, sealer.sealFollowed(() -> {}), "each is sealed once");
            assertFalse(sealer.sealJournal(), "a journal that is not closed has no end to seal");
        }
        assertTrue(
                findings().stream().anyMatch(finding -> finding.contains("has no seal")),
                findings().toString());
        Sealer.seal(journal, keys, true);
        assertEquals(List.of(), findings());
    }

    @Test
    void goesOnWithAJournalThatGoesOn() {
        try (StreamAppender appender = inbound()) {
            TestFrames.write(appender, 1, 40, FRAMES_MAX);
        }
        Sealer.seal(journal, keys, false);
        int before = seals();
        try (StreamAppender appender = inbound()) {
            TestFrames.write(appender, 2, 40, FRAMES_MAX);
            assertTrue(findings().stream().anyMatch(finding -> finding.contains("is not closed")));
        }
        assertTrue(
                findings().stream().anyMatch(finding -> finding.startsWith("manifest.json: it is not the manifest")));
        Sealer.seal(journal, keys, false);
        assertTrue(seals() > before);
        assertEquals(List.of(), findings());
    }

    @Test
    void theSameJournalAndKeyGiveTheSameSeals() throws IOException {
        SealedJournal one = SealedJournal.make(folder.resolve("one"), keys, 7);
        SealedJournal other = SealedJournal.make(folder.resolve("other"), keys, 7);
        for (int segment = 0; segment < one.segments("inbound"); segment++) {
            assertArrayEquals(
                    Files.readAllBytes(one.seal("inbound", segment)),
                    Files.readAllBytes(other.seal("inbound", segment)));
        }
        assertArrayEquals(Files.readAllBytes(one.journalSeal()), Files.readAllBytes(other.journalSeal()));
    }

    /** Ends at each step of each segment, leaves what a killed process leaves, and goes on. */
    @Test
    void comesBackWhereverItWasEnded() throws IOException {
        SealedJournal.make(journal, null, 3);
        int step = 0;
        List<Sealer.Step> steps = new ArrayList<>();
        while (!findings().isEmpty()) {
            int end = step++;
            int[] count = new int[1];
            try (Sealer sealer = Sealer.open(journal, keys, true, done -> {
                steps.add(done);
                if (count[0]++ == end % 3) {
                    throw new IllegalStateException("killed");
                }
            })) {
                sealer.sealAll();
                sealer.sealJournal();
            } catch (IllegalStateException killed) {
                Path torn = new SealFolder(journal).segmentSeal("inbound", seals());
                Files.createDirectories(torn.getParent());
                Files.writeString(torn.resolveSibling(torn.getFileName() + ".part"), "{\n  \"format\" : \"repr");
            }
            assertTrue(step < 100, "it goes on: " + findings());
        }
        assertTrue(steps.size() > seals(), "a segment was hashed again after it was not sealed");
        assertTrue(step > 3, "it was ended several times");
    }

    @Test
    void neitherSealsDamageNorReplacesASeal() throws IOException {
        SealedJournal made = SealedJournal.make(journal, null, 5);
        byte[] bytes = Files.readAllBytes(made.segment("inbound", 1));
        byte[] damaged = bytes.clone();
        damaged[70_000] ^= 1;
        Files.write(made.segment("inbound", 1), damaged);
        String refused = assertThrows(JournalException.class, () -> Sealer.seal(journal, keys, false))
                .getMessage();
        assertTrue(refused.startsWith("inbound cannot be sealed: damage in 19700102F.cq4"), refused);
        assertEquals(1, seals());

        Files.write(made.segment("inbound", 1), bytes);
        Files.writeString(made.seal("inbound", 0), "no seal\n");
        refused = assertThrows(JournalException.class, () -> Sealer.seal(journal, keys, false))
                .getMessage();
        assertTrue(refused.contains("a seal is never replaced"), refused);
    }

    @Test
    void refusesASecondSealer() {
        SealedJournal.make(journal, null, 5);
        try (Sealer first = Sealer.open(journal, keys, false)) {
            assertTrue(first.sealAll() > 0);
            String refused = assertThrows(JournalException.class, () -> Sealer.open(journal, keys, false))
                    .getMessage();
            assertTrue(refused.contains("is being written by this process"), refused);
        }
    }

    /** A new key signs from now on; the check believes both as long as both public keys are there. */
    @Test
    void goesOnWithANewKey() throws IOException {
        try (StreamAppender appender = inbound()) {
            TestFrames.write(appender, 1, 40, FRAMES_MAX);
        }
        Sealer.seal(journal, keys, false);
        Files.delete(folder.resolve("keys").resolve(SealKeys.KEY_FILE));
        SealKeys next = SealKeys.open(folder.resolve("keys"));
        try (StreamAppender appender = inbound()) {
            TestFrames.write(appender, 2, 40, FRAMES_MAX);
        }
        Sealer.seal(journal, next, false);
        SealCheck.Report report = SealCheck.run(journal, PublicKeys.ofFolder(folder.resolve("keys")), () -> {});
        assertEquals(List.of(), report.findings());
        assertEquals(2, report.keyIds().size());
        assertTrue(findings().stream().anyMatch(finding -> finding.contains("is signed by the key " + next.keyId())));
    }

    @Test
    void aThreadSealsWhatAnotherWrites() throws InterruptedException {
        List<String> notes = new ArrayList<>();
        try (SealThread _ = SealThread.start(made(), keys, notes::add)) {
            try (StreamAppender appender = inbound()) {
                TestFrames.write(appender, 1, 300, FRAMES_MAX);
                for (int i = 0; i < 600 && seals() < 3; i++) {
                    Thread.sleep(50); // another thread's doing, bounded
                }
                assertTrue(seals() >= 3, "it seals while the journal is open");
            }
        }
        assertEquals(List.of(), notes);
        assertEquals(List.of(), findings());
    }

    private Path made() {
        try {
            return Files.createDirectories(journal);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
