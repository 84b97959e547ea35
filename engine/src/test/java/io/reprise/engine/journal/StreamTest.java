package io.reprise.engine.journal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.engine.event.Event;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class StreamTest {
    private static final JournalSettings SMALL = JournalSettings.defaults()
            .withSegmentBytes(64 << 10)
            .withDocumentBytesMax(64 << 10)
            .withBlockBytes(1 << 20);

    @TempDir
    Path journal;

    @Test
    void readsBackWhatWasAppended() {
        Path stream = JournalFolder.inbound(journal);
        TestFrames frames = new TestFrames(1);
        try (StreamAppender appender = StreamAppender.open(stream, SMALL);
                StreamTailer tailer = StreamTailer.open(stream)) {
            assertFalse(tailer.next());
            for (int i = 0; i < 500; i++) {
                frames.mixed(1 + i % 40).appendTo(appender);
                assertTrue(tailer.next(), () -> String.valueOf(tailer.damage()));
                assertEquals(frames.count(), tailer.frameCount());
                assertEquals(frames.firstSeq(), tailer.firstSeq());
                assertEquals(frames.lastSeq(), tailer.lastSeq());
                assertEquals(frames.lastTsInitNs(), tailer.lastTsInitNs());
                assertEquals(i, tailer.position());
                assertEquals(frames.length(), tailer.limit() - tailer.offset());
                for (int at = 0; at < frames.length(); at += 8) {
                    assertEquals(frames.buffer().getLong(at), tailer.buffer().getLong(tailer.offset() + at));
                }
                assertFalse(tailer.next());
                assertNull(tailer.damage());
            }
        }
        assertEquals(500, TestFrames.read(stream).size());
        assertTrue(Segments.list(stream).size() > 5, "segments rolled");
        StreamTotals totals = JournalManifest.read(journal).stream("inbound");
        assertTrue(totals.closed());
        assertEquals(500, totals.documents());
        assertEquals(frames.lastSeq(), totals.frames());
        assertEquals(frames.lastSeq(), totals.lastSeq());
        assertEquals(1, totals.firstSeq());
        assertEquals(Segments.list(stream).size(), totals.segments());
    }

    @Test
    void continuesChainAndSequenceAfterReopening() {
        Path stream = JournalFolder.inbound(journal);
        TestFrames.write(stream, SMALL, 1, 100, 30);
        long crc = JournalManifest.read(journal).stream("inbound").chainCrc();
        try (StreamAppender appender = StreamAppender.open(stream, SMALL)) {
            assertNull(appender.cut());
            assertEquals(crc, appender.chainCrc());
            assertEquals(100, appender.documents());
            assertFalse(JournalManifest.read(journal).closed());
            TestFrames.write(appender, 2, 100, 30);
        }
        assertEquals(200, TestFrames.read(stream).size());
        try (StreamTailer tailer = StreamTailer.open(stream)) {
            while (tailer.next()) {}
            assertNull(tailer.damage());
        }
    }

    @Test
    void refusesSecondWriter() {
        Path stream = JournalFolder.inbound(journal);
        try (StreamAppender first = StreamAppender.open(stream, SMALL)) {
            JournalException refused = assertThrows(JournalException.class, () -> StreamAppender.open(stream, SMALL));
            assertTrue(refused.getMessage().contains(stream.toString()), refused.getMessage());
            TestFrames.write(first, 1, 3, 3);
        }
        StreamAppender.open(stream, SMALL).close();
        assertEquals(3, TestFrames.read(stream).size());
    }

    @Test
    void seeksToEverySequenceAndTime() {
        Path stream = JournalFolder.inbound(journal);
        TestFrames.write(stream, SMALL, 3, 1_000, 30);
        long last = JournalManifest.read(journal).stream("inbound").lastSeq();
        try (StreamTailer tailer = StreamTailer.open(stream)) {
            for (long seq = 0; seq <= last; seq += 37) {
                assertTrue(tailer.seekSeq(seq));
                assertTrue(tailer.next());
                assertTrue(tailer.firstSeq() <= Math.max(1, seq) && seq <= tailer.lastSeq());
                long tsInitNs = TestFrames.START_NS + seq * 1_000 - 1;
                assertTrue(tailer.seekTime(tsInitNs));
                assertTrue(tailer.next());
                assertTrue(tailer.firstTsInitNs() <= Math.max(tsInitNs, TestFrames.START_NS + 1_000) + 1_000
                        && tsInitNs <= tailer.lastTsInitNs());
            }
            assertFalse(tailer.seekSeq(last + 1));
            assertNull(tailer.damage());
            tailer.rewind();
            assertTrue(tailer.next());
            assertEquals(1, tailer.firstSeq());
        }
    }

    @Test
    void keepsFramesInOrderAcrossSegments() {
        Path stream = JournalFolder.inbound(journal);
        TestFrames.write(stream, SMALL.withPreTouch(true), 4, 2_000, 50);
        long seq = 0;
        try (StreamTailer tailer = StreamTailer.open(stream)) {
            while (tailer.next()) {
                for (int at = tailer.offset(); at < tailer.limit(); at += Event.frameLength(tailer.buffer(), at)) {
                    assertEquals(++seq, Event.seq(tailer.buffer(), at));
                }
            }
        }
        assertEquals(JournalManifest.read(journal).stream("inbound").frames(), seq);
    }

    @Test
    void rollsAtTheSamePlacesFromTheSameFrames(@TempDir Path other) {
        TestFrames.write(JournalFolder.inbound(journal), SMALL, 5, 500, 30);
        TestFrames.write(JournalFolder.inbound(other), SMALL.withPreTouch(true), 5, 500, 30);
        List<byte[]> one = TestFrames.read(JournalFolder.inbound(journal));
        List<byte[]> two = TestFrames.read(JournalFolder.inbound(other));
        assertEquals(one.size(), two.size());
        for (int i = 0; i < one.size(); i++) {
            assertArrayEquals(one.get(i), two.get(i));
        }
        assertEquals(
                Segments.list(JournalFolder.inbound(journal)).keySet(),
                Segments.list(JournalFolder.inbound(other)).keySet());
        assertEquals(
                JournalManifest.read(journal).streams(),
                JournalManifest.read(other).streams());
    }
}
