package io.reprise.engine.journal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A stream that is read ahead holds the same documents, the same end and the same damage. */
@Timeout(120)
final class ReadAheadTest {
    private static final JournalSettings SETTINGS = JournalSettings.defaults().withSegmentBytes(12 << 20);
    private static final int DOCUMENTS = 1_000;
    /** Some 30 MB: three segments, each of many windows. */
    private static final int FRAMES_MAX = 800;

    @TempDir
    Path journal;

    @Test
    void readsTheSameAsWithout() {
        Path stream = JournalFolder.inbound(journal);
        TestFrames.write(stream, SETTINGS, 1, DOCUMENTS, FRAMES_MAX);
        assertTrue(Segments.list(stream).size() > 1, "segments rolled");
        List<byte[]> plain = TestFrames.read(stream);
        assertEquals(DOCUMENTS, plain.size());
        try (StreamTailer ahead = StreamTailer.open(stream).readAhead()) {
            for (int pass = 0; pass < 3; pass++) {
                assertSame(plain, TestFrames.read(ahead));
                assertNull(ahead.damage());
                ahead.rewind();
            }
        }
    }

    @Test
    void seeksAsWithout() {
        Path stream = JournalFolder.inbound(journal);
        TestFrames.write(stream, SETTINGS, 2, DOCUMENTS, FRAMES_MAX);
        long lastSeq = JournalManifest.read(journal).stream("inbound").lastSeq();
        try (StreamTailer plain = StreamTailer.open(stream);
                StreamTailer ahead = StreamTailer.open(stream).readAhead()) {
            for (long seq = 1; seq < lastSeq; seq += lastSeq / 7) {
                assertEquals(plain.seekSeq(seq), ahead.seekSeq(seq));
                for (int i = 0; i < DOCUMENTS / 2 && plain.next(); i++) {
                    assertTrue(ahead.next());
                    assertEquals(plain.crc(), ahead.crc());
                }
            }
        }
    }

    @Test
    void findsTheSameDamage() throws IOException {
        Path stream = JournalFolder.inbound(journal);
        TestFrames.write(stream, SETTINGS, 3, DOCUMENTS, FRAMES_MAX);
        Path segment = Segments.file(stream, Segments.list(stream).firstKey());
        long[] positions = {3 << 20, (5 << 20) + 77, 9 << 20};
        for (long position : positions) {
            flip(segment, position);
            assertSameDamage(stream);
            flip(segment, position);
        }
        try (RandomAccessFile file = new RandomAccessFile(segment.toFile(), "rw")) {
            file.setLength(7 << 20);
        }
        assertSameDamage(stream);
    }

    private static void assertSameDamage(Path stream) {
        try (StreamTailer plain = StreamTailer.open(stream);
                StreamTailer ahead = StreamTailer.open(stream).readAhead()) {
            assertSame(TestFrames.read(plain), TestFrames.read(ahead));
            assertNotNull(plain.damage());
            assertEquals(plain.damage().sentence(), ahead.damage().sentence());
        }
    }

    private static void flip(Path segment, long position) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(segment.toFile(), "rw")) {
            file.seek(position);
            int before = file.read();
            file.seek(position);
            file.write(before ^ 1);
        }
    }

    private static void assertSame(List<byte[]> expected, List<byte[]> actual) {
        assertEquals(expected.size(), actual.size());
        for (int i = 0; i < expected.size(); i++) {
            assertArrayEquals(expected.get(i), actual.get(i), "document " + i);
        }
    }
}
