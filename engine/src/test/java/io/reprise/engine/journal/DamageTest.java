package io.reprise.engine.journal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.engine.journal.Damager.Harm;
import io.reprise.engine.journal.Stored.Document;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Journals with damaged files: what is read is what was written, up to where damage is reported.
 */
@Tag("slow")
@Timeout(1_200)
final class DamageTest {
    @TempDir
    Path journal;

    private Damager damager;
    private Stored stored;

    @Test
    void reportsAnyDamageToAClosedJournal() throws IOException {
        damager = Damager.closed(journal);
        stored = damager.stored;
        damager.trials(Damager.TRIALS, harm -> {
            Damage damage = readAll();
            if (harm == null) {
                assertNull(damage);
                return;
            }
            int touched = stored.firstTouched(harm.file(), harm.from(), harm.to());
            if (touched < stored.documents.size()) {
                assertNotNull(damage, "damage in a document went unseen");
                assertTrue(damage.documentIndex() <= touched, damage.sentence());
                long position = stored.documents.get(touched).position();
                if (!harm.isCut() && harm.from() >= position) {
                    assertEquals(touched, damage.documentIndex(), damage.sentence());
                    assertEquals(position, damage.position(), damage.sentence());
                    assertTrue(harm.file().endsWith(damage.segment()), damage.sentence());
                }
            }
            if (harm.file().endsWith(JournalFolder.MANIFEST) && !harm.kind().equals("delete")) {
                assertNotNull(damage, "damage in the manifest went unseen");
            }
            seekAnywhere();
        });
    }

    /** Reads to the end; what came must be the first documents, and all of them unless damage is reported. */
    private Damage readAll() {
        try (StreamTailer tailer = StreamTailer.open(JournalFolder.inbound(journal))) {
            List<byte[]> read = TestFrames.read(tailer);
            assertTrue(read.size() <= stored.documents.size(), "more documents than were written");
            for (int i = 0; i < read.size(); i++) {
                assertArrayEquals(stored.documents.get(i).frames(), read.get(i), "document " + i);
            }
            Damage damage = tailer.damage();
            if (damage == null) {
                assertEquals(stored.documents.size(), read.size(), "documents are gone and nothing is said");
            } else {
                assertEquals(read.size(), damage.documentIndex(), damage.sentence());
            }
            return damage;
        }
    }

    /** A seek gives the right document or reports damage; never another document. */
    private void seekAnywhere() {
        Document last = stored.documents.getLast();
        long seq = 1 + damager.random.nextLong(last.lastSeq());
        try (StreamTailer tailer = StreamTailer.open(JournalFolder.inbound(journal))) {
            if (tailer.seekSeq(seq) && tailer.next()) {
                Document wanted = stored.documents.stream()
                        .filter(document -> document.lastSeq() >= seq)
                        .findFirst()
                        .orElseThrow();
                assertEquals(wanted.firstSeq(), tailer.firstSeq(), "sought " + seq);
                byte[] frames = new byte[tailer.limit() - tailer.offset()];
                tailer.buffer().getBytes(tailer.offset(), frames);
                assertArrayEquals(wanted.frames(), frames, "sought " + seq);
            } else {
                assertNotNull(tailer.damage(), "sequence " + seq + " is gone and nothing is said");
            }
        }
    }

    @Test
    void goesOnAfterTheLastValidDocumentOfAnUnclosedJournal() throws IOException {
        damager = Damager.unclosed(journal);
        stored = damager.stored;
        damager.trials(Damager.TRIALS / 10, done -> {
            Harm harm = done == null ? new Harm("nothing", "", 0, 0) : done;
            int touched = stored.firstTouched(harm.file(), harm.from(), harm.to());
            Damage damage = readSome();
            boolean isSeen = harm.kind().equals("flip") || harm.kind().equals("word");
            if (isSeen && touched < stored.documents.size() - 1) {
                assertNotNull(damage, "damage in a document went unseen");
                assertEquals(touched, damage.documentIndex(), damage.sentence());
            }
            appendAfter(harm, touched);
            stored.restore(journal);
        });
    }

    /** Reads to the end, which nothing tells in an unclosed journal; what came must be the first documents. */
    private Damage readSome() {
        try (StreamTailer tailer = StreamTailer.open(JournalFolder.inbound(journal))) {
            List<byte[]> read = TestFrames.read(tailer);
            assertTrue(read.size() <= stored.documents.size(), "more documents than were written");
            for (int i = 0; i < read.size(); i++) {
                assertArrayEquals(stored.documents.get(i).frames(), read.get(i), "document " + i);
            }
            return tailer.damage();
        }
    }

    /** Recovers, appends one more document, and reads what there is then. */
    private void appendAfter(Harm harm, int touched) throws IOException {
        String lastSegment = stored.documents.getLast().segment();
        boolean isInLast = harm.file().endsWith(lastSegment);
        boolean isInDocument = isInLast
                && harm.from()
                        >= stored.documents.stream()
                                .filter(document -> document.segment().equals(lastSegment))
                                .findFirst()
                                .orElseThrow()
                                .position();
        int kept;
        byte[] added;
        try (StreamAppender appender =
                StreamAppender.open(JournalFolder.inbound(journal), Damager.SMALL.withContentDigest(false))) {
            kept = (int) appender.documents();
            assertTrue(kept <= stored.documents.size());
            assertTrue(!isInDocument || kept == touched, kept + " kept, " + touched + " are valid");
            if (isInDocument && touched < stored.documents.size() && !harm.isCut()) {
                assertNotNull(appender.cut(), "the tail was cut and nothing is said");
                assertEquals(
                        touched, appender.cut().documentIndex(), appender.cut().sentence());
            }
            TestFrames frames = new TestFrames(9)
                    .from(kept == 0 ? 1 : appender.lastSeq() + 1)
                    .mixed(5);
            frames.appendTo(appender);
            added = new byte[frames.length()];
            frames.buffer().getBytes(0, added);
        } catch (JournalException e) {
            assertTrue(!isInDocument, e.getMessage());
            return;
        }
        try (StreamTailer tailer = StreamTailer.open(JournalFolder.inbound(journal))) {
            List<byte[]> read = TestFrames.read(tailer);
            if (tailer.damage() != null) {
                assertTrue(!isInLast, tailer.damage().sentence());
                return;
            }
            assertEquals(kept + 1, read.size());
            for (int i = 0; i < kept; i++) {
                assertArrayEquals(stored.documents.get(i).frames(), read.get(i), "document " + i);
            }
            assertArrayEquals(added, read.get(kept));
        }
    }

    @Test
    void reportsADocumentThatWasChangedUnderAValidChecksum() throws IOException {
        damager = Damager.closed(journal);
        stored = damager.stored;
        for (int number = 0; number < stored.documents.size(); number++) {
            Document document = stored.documents.get(number);
            String file = JournalFolder.INBOUND + "/" + document.segment();
            damager.forge(document, document.length() - 1);
            boolean isLast = number == stored.documents.size() - 1;
            try (StreamTailer tailer = StreamTailer.open(JournalFolder.inbound(journal))) {
                assertEquals(number + 1, TestFrames.read(tailer).size());
                Damage damage = tailer.damage();
                assertNotNull(damage, "document " + number + " was changed and nothing is said");
                assertEquals(number + 1, damage.documentIndex(), damage.sentence());
                assertTrue(damage.reason().contains(isLast ? "manifest" : "chain"), damage.sentence());
            }
            stored.restore(journal, file);
        }
    }

    @Test
    void survivesAFileThatIsCutWhileItIsRead() throws IOException {
        damager = Damager.closed(journal);
        stored = damager.stored;
        for (int step = 0; step < 200; step++) {
            int cutAfter = damager.random.nextInt(stored.documents.size() - 1);
            Document document = stored.documents.get(cutAfter + 1);
            try (StreamTailer tailer = StreamTailer.open(JournalFolder.inbound(journal))) {
                for (int i = 0; i <= cutAfter; i++) {
                    assertTrue(tailer.next());
                }
                String file = JournalFolder.INBOUND + "/" + document.segment();
                damager.inflict(
                        new Harm("cut", file, document.position() + damager.random.nextInt(document.length()), 0));
                List<byte[]> rest = TestFrames.read(tailer);
                for (int i = 0; i < rest.size(); i++) {
                    assertArrayEquals(stored.documents.get(cutAfter + 1 + i).frames(), rest.get(i));
                }
                assertTrue(tailer.damage() != null || cutAfter + 1 + rest.size() == stored.documents.size());
                stored.restore(journal, file);
            }
        }
    }
}
