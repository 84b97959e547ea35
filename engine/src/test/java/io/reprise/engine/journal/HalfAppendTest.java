package io.reprise.engine.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A writer that was killed when a document was whole, but not yet said to be: between its bytes and Chronicle's word. */
class HalfAppendTest {
    private static final JournalSettings SMALL =
            JournalSettings.defaults().withDocumentBytesMax(64 << 10).withBlockBytes(1 << 20);

    @TempDir
    private Path folder;

    private Path killedBeforeTheWord(int word) throws IOException {
        Path running = JournalFolder.inbound(folder.resolve("running"));
        Path killed = JournalFolder.inbound(folder.resolve("killed"));
        Files.createDirectories(killed);
        TestFrames frames = new TestFrames(1);
        try (StreamAppender appender = StreamAppender.open(running, SMALL)) {
            for (int i = 0; i < 3; i++) {
                frames.trades(10).appendTo(appender);
            }
            Files.copy(Segments.file(running, 0), Segments.file(killed, 0));
        }
        long last;
        try (StreamTailer tailer = StreamTailer.open(killed)) {
            assertEquals(3, TestFrames.read(tailer).size());
            last = tailer.documentPosition();
        }
        try (FileChannel channel = FileChannel.open(Segments.file(killed, 0), StandardOpenOption.WRITE)) {
            ByteBuffer bytes = ByteBuffer.allocate(Excerpt.WORD_BYTES).order(ByteOrder.LITTLE_ENDIAN);
            channel.write(bytes.putInt(0, word), last);
        }
        return killed;
    }

    @Test
    void countsForNothing() throws IOException {
        for (int word : List.of(0, Excerpt.NOT_COMPLETE)) {
            Path stream = killedBeforeTheWord(word);
            TestFrames frames = new TestFrames(2).from(21);
            try (StreamAppender appender = StreamAppender.open(stream, SMALL)) {
                assertEquals(2, appender.documents());
                assertEquals(20, appender.lastSeq());
                frames.trades(10).appendTo(appender);
                assertEquals(30, appender.lastSeq());
            }
            try (StreamTailer tailer = StreamTailer.open(stream)) {
                assertEquals(3, TestFrames.read(tailer).size());
                assertNull(tailer.damage());
            }
            try (var files = Files.walk(folder)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
