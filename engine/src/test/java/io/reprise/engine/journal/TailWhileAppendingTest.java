package io.reprise.engine.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.reprise.engine.event.Event;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A reader beside a writer at full speed, over many segments and the end of the stream, sees every frame and no damage. */
@Tag("slow")
@Timeout(120)
final class TailWhileAppendingTest {
    private static final JournalSettings SETTINGS = JournalSettings.defaults()
            .withSegmentBytes(1 << 20)
            .withDocumentBytesMax(64 << 10)
            .withBlockBytes(1 << 20);

    @TempDir
    Path journal;

    private void tail(int documents, int framesMax, JournalSettings settings) throws IOException {
        Path stream = Files.createDirectories(JournalFolder.inbound(journal));
        try (StreamTailer tailer = StreamTailer.open(stream)) {
            CompletableFuture<Void> writer =
                    CompletableFuture.runAsync(() -> TestFrames.write(stream, settings, 7, documents, framesMax));
            long seq = 0;
            long read = 0;
            while (read < documents) {
                if (!tailer.next()) {
                    assertNull(tailer.damage(), () -> tailer.damage().sentence());
                    Thread.onSpinWait();
                    continue;
                }
                read++;
                for (int at = tailer.offset(); at < tailer.limit(); at += Event.frameLength(tailer.buffer(), at)) {
                    assertEquals(++seq, Event.seq(tailer.buffer(), at));
                }
            }
            writer.join();
            assertFalse(tailer.next());
            assertNull(tailer.damage(), () -> tailer.damage().sentence());
            assertEquals(
                    JournalManifest.read(journal).stream(JournalFolder.INBOUND).frames(), seq);
        }
    }

    @Test
    void seesManySmallDocuments() throws IOException {
        tail(200_000, 3, SETTINGS);
    }

    @Test
    void seesLargeDocumentsWithPagesTouchedAhead() throws IOException {
        tail(10_000, 500, SETTINGS.withPreTouch(true));
    }
}
