package io.reprise.engine.journal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.engine.journal.Stored.Document;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Journals with damaged files: what is read is what was written, up to where damage is reported. {@code -Dreprise.seed} and
 * {@code -Dreprise.trials} repeat a failure or make it a soak.
 */
@Tag("slow")
@Timeout(1_200)
final class DamageTest {
    private static final long SEED = Long.getLong("reprise.seed", 1);
    private static final int TRIALS = Integer.getInteger("reprise.trials", 4_000);
    private static final int DOCUMENTS = 110;
    private static final int FRAMES_MAX = 60;
    private static final JournalSettings SMALL = JournalSettings.defaults()
            .withSegmentBytes(64 << 10)
            .withDocumentBytesMax(64 << 10)
            .withBlockBytes(1 << 20)
            .withContentDigest(true);

    @TempDir
    Path journal;

    private SplittableRandom random;
    private Stored stored;

    /** A change to one file: bytes [from, to) are not what they were, or are gone; a swapped file is another segment's. */
    private record Harm(String kind, String file, long from, long to) {
        boolean isCut() {
            return kind.equals("cut") || kind.equals("delete") || kind.equals("swap");
        }
    }

    private static Stored closed(Path journal) throws IOException {
        TestFrames.write(JournalFolder.inbound(journal), SMALL, SEED, DOCUMENTS, FRAMES_MAX);
        return Stored.of(journal);
    }

    /** A journal as a killed writer leaves it. */
    private static Stored unclosed(Path journal) throws IOException {
        try (StreamAppender appender = StreamAppender.open(JournalFolder.inbound(journal), SMALL)) {
            TestFrames.write(appender, SEED, DOCUMENTS, FRAMES_MAX);
            return Stored.of(journal);
        }
    }

    private Harm harm(String file) throws IOException {
        Stored.Content content = stored.files.get(file);
        boolean isLong = content.used().length < content.size() && random.nextInt(8) == 0;
        long size = isLong ? content.size() : content.used().length;
        if (size == 0) {
            return new Harm("delete", file, 0, 0);
        }
        long at = random.nextLong(size);
        if (Stored.isSegment(file) && random.nextInt(3) == 0) {
            List<Document> here = stored.documents.stream()
                    .filter(document -> file.endsWith(document.segment()))
                    .toList();
            at = here.get(random.nextInt(here.size())).position() + random.nextInt(112);
        }
        return switch (random.nextInt(16)) {
            case 0 -> new Harm("delete", file, 0, content.size());
            case 15 -> new Harm(Stored.isSegment(file) ? "swap" : "delete", file, 0, content.size());
            case 1, 2, 3 -> new Harm("cut", file, at, content.size());
            case 4 -> new Harm("zero", file, at, Math.min(size, at + 1 + random.nextInt(5_000)));
            case 5, 6 -> new Harm("noise", file, at, Math.min(size, at + 1 + random.nextInt(64)));
            default -> new Harm("flip", file, at, at + 1);
        };
    }

    /** Does it; returns it with the bytes that really changed, or null when they happen to be what they were. */
    private Harm inflict(Harm harm) throws IOException {
        Path path = journal.resolve(harm.file());
        if (harm.kind().equals("delete")) {
            Files.delete(path);
            return harm;
        }
        if (harm.kind().equals("swap")) {
            List<String> segments = stored.names().stream()
                    .filter(name -> Stored.isSegment(name) && !name.equals(harm.file()))
                    .toList();
            byte[] other = stored.files
                    .get(segments.get(random.nextInt(segments.size())))
                    .used();
            Files.write(path, other);
            return harm;
        }
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
            if (harm.kind().equals("cut")) {
                file.setLength(harm.from());
                return harm;
            }
            byte[] before = new byte[(int) (harm.to() - harm.from())];
            file.seek(harm.from());
            file.readFully(before);
            byte[] after = before.clone();
            switch (harm.kind()) {
                case "zero" -> Arrays.fill(after, (byte) 0);
                case "noise" -> random.nextBytes(after);
                default -> after[0] ^= (byte) (1 << random.nextInt(8));
            }
            file.seek(harm.from());
            file.write(after);
            int first = Arrays.mismatch(before, after);
            return first < 0 ? null : new Harm(harm.kind(), harm.file(), harm.from() + first, harm.to());
        }
    }

    private interface Trial {
        /** @param done what was done, null for nothing */
        void run(Harm done) throws IOException;
    }

    private void trials(int count, Trial trial) throws IOException {
        random = new SplittableRandom(SEED);
        List<String> names = stored.names();
        for (int step = 0; step < count; step++) {
            Harm harm = harm(names.get(random.nextInt(names.size())));
            try {
                trial.run(inflict(harm));
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("seed " + SEED + " step " + step + ": " + harm, e);
            }
            stored.restore(journal, harm.file());
        }
    }

    @Test
    void reportsAnyDamageToAClosedJournal() throws IOException {
        stored = closed(journal);
        trials(TRIALS, harm -> {
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
        long seq = 1 + random.nextLong(last.lastSeq());
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
        stored = unclosed(journal);
        stored.restore(journal);
        trials(TRIALS / 10, done -> {
            Harm harm = done == null ? new Harm("nothing", "", 0, 0) : done;
            int touched = stored.firstTouched(harm.file(), harm.from(), harm.to());
            Damage damage = readSome();
            if (harm.kind().equals("flip") && touched < stored.documents.size() - 1) {
                assertNotNull(damage, "a flipped bit in a document went unseen");
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
                StreamAppender.open(JournalFolder.inbound(journal), SMALL.withContentDigest(false))) {
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
    void survivesAFileThatIsCutWhileItIsRead() throws IOException {
        stored = closed(journal);
        random = new SplittableRandom(SEED);
        for (int step = 0; step < 200; step++) {
            int cutAfter = random.nextInt(stored.documents.size() - 1);
            Document document = stored.documents.get(cutAfter + 1);
            try (StreamTailer tailer = StreamTailer.open(JournalFolder.inbound(journal))) {
                for (int i = 0; i <= cutAfter; i++) {
                    assertTrue(tailer.next());
                }
                String file = JournalFolder.INBOUND + "/" + document.segment();
                inflict(new Harm("cut", file, document.position() + random.nextInt(document.length()), 0));
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
