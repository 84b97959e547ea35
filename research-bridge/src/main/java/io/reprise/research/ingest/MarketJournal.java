package io.reprise.research.ingest;

import io.reprise.engine.event.Event;
import io.reprise.engine.journal.JournalManifest;
import io.reprise.engine.journal.JournalSettings;
import io.reprise.engine.journal.StreamAppender;
import io.reprise.engine.journal.StreamTailer;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** A market journal as this package needs it: one stream, written once from beginning to end, read frame by frame. */
final class MarketJournal {
    /** The stream that holds the market events. */
    static final String STREAM = "inbound";

    private MarketJournal() {}

    /**
     * What a journal says of itself.
     *
     * @param isClosed it was written to its end
     * @param contentDigest SHA-256 of its frames
     * @param properties what the ingest that made it wrote
     */
    record Manifest(boolean isClosed, String contentDigest, SequencedMap<String, String> properties) {}

    /** Reads a journal's manifest. */
    static Manifest manifest(Path folder) {
        JournalManifest manifest = JournalManifest.read(folder);
        return new Manifest(
                manifest.closed(), manifest.stream(STREAM).contentSha256(), new LinkedHashMap<>(manifest.properties()));
    }

    /** Starts a journal in a folder that has none. */
    static Writer create(Path folder) {
        return new Writer(folder);
    }

    /** Reads a closed journal. */
    static Reader read(Path folder) {
        return new Reader(folder);
    }

    /** Owned by the thread that ingests. */
    static final class Writer implements FrameSink, AutoCloseable {
        private final Path folder;
        private final StreamAppender appender;

        private Writer(Path folder) {
            this.folder = folder;
            JournalSettings settings = JournalSettings.defaults().withContentDigest(true);
            appender = StreamAppender.open(folder.resolve(STREAM), settings);
        }

        @Override
        public void append(DirectBuffer frames, int offset, int length, int frameCount, long firstSeq) {
            appender.append(frames, offset, length, frameCount, firstSeq);
        }

        /** Closes the journal, leaves these properties in its manifest, and says its content digest. */
        String finish(SequencedMap<String, String> properties) {
            appender.close();
            JournalManifest manifest = JournalManifest.read(folder);
            new JournalManifest(manifest.streams(), properties).write(folder);
            return manifest.stream(STREAM).contentSha256();
        }

        @Override
        public void close() {
            appender.close();
        }
    }

    /** Owned by the thread that reads. */
    static final class Reader implements AutoCloseable {
        private final StreamTailer tailer;
        private final Path folder;
        private int at;
        private int next;
        private int limit;

        private Reader(Path folder) {
            this.folder = folder;
            tailer = StreamTailer.open(folder.resolve(STREAM));
        }

        /**
         * Goes to the next frame; false at the end.
         *
         * @throws IngestException when the journal is damaged
         */
        boolean next() {
            if (next == limit && !nextDocument()) {
                return false;
            }
            at = next;
            next += Event.frameLength(tailer.buffer(), at);
            return true;
        }

        private boolean nextDocument() {
            if (!tailer.next()) {
                if (tailer.damage() != null) {
                    throw new IngestException(folder + ": " + tailer.damage().sentence());
                }
                return false;
            }
            next = tailer.offset();
            limit = tailer.limit();
            return true;
        }

        /** Holds the current frame. */
        UnsafeBuffer buffer() {
            return tailer.buffer();
        }

        /** Where the current frame starts. */
        int offset() {
            return at;
        }

        @Override
        public void close() {
            tailer.close();
        }
    }
}
