package io.reprise.research.proof;

import io.reprise.engine.event.Event;
import io.reprise.engine.journal.JournalManifest;
import io.reprise.engine.journal.JournalSettings;
import io.reprise.engine.journal.StreamAppender;
import io.reprise.engine.journal.StreamTailer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Changes one frame of a stream so that no checksum tells: every document is written again, with its own CRC and the chain
 * made anew. What a forger would do who knows the format.
 */
final class Rewriter {
    private final Path journal;
    private final String stream;

    Rewriter(Path journal, String stream) {
        this.journal = journal;
        this.stream = stream;
    }

    /** Changes a frame in place; the buffer holds it from the offset on. */
    interface Change {
        void apply(UnsafeBuffer buffer, int offset);
    }

    /** Which frames to change. */
    interface Choice {
        boolean isMeant(UnsafeBuffer buffer, int offset);
    }

    /**
     * Changes the first frame that is meant and returns its sequence.
     *
     * @param manifest whether the manifest is made to fit as well
     */
    long change(Choice choice, Change change, boolean manifest) throws IOException {
        Path forged = journal.resolveSibling("forged");
        JournalManifest before = JournalManifest.read(journal);
        long seq = write(forged.resolve(stream), choice, change);
        JournalManifest after = before.withStream(stream, JournalManifest.read(forged).stream(stream));
        Folders.delete(journal.resolve(stream));
        Files.move(forged.resolve(stream), journal.resolve(stream));
        (manifest ? after : before).write(journal);
        Folders.delete(forged);
        return seq;
    }

    private long write(Path target, Choice choice, Change change) {
        long changedSeq = -1;
        JournalSettings settings = JournalSettings.defaults().withContentDigest(true);
        try (StreamTailer tailer = StreamTailer.open(journal.resolve(stream));
                StreamAppender appender = StreamAppender.open(target, settings)) {
            while (tailer.next()) {
                int length = tailer.limit() - tailer.offset();
                UnsafeBuffer copy = new UnsafeBuffer(new byte[length]);
                copy.putBytes(0, tailer.buffer(), tailer.offset(), length);
                for (int at = 0; at < length && changedSeq < 0; at += Event.frameLength(copy, at)) {
                    if (choice.isMeant(copy, at)) {
                        changedSeq = Event.seq(copy, at);
                        change.apply(copy, at);
                    }
                }
                appender.append(copy, 0, length, tailer.frameCount(), tailer.firstSeq());
            }
            if (tailer.damage() != null || changedSeq < 0) {
                throw new IllegalStateException("nothing was changed: " + tailer.damage());
            }
        }
        return changedSeq;
    }
}
