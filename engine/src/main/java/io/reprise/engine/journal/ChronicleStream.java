package io.reprise.engine.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import net.openhft.chronicle.core.Jvm;
import net.openhft.chronicle.core.io.BackgroundResourceReleaser;
import net.openhft.chronicle.queue.ExcerptAppender;
import net.openhft.chronicle.queue.RollCycles;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueue;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueueBuilder;
import net.openhft.chronicle.wire.DocumentContext;

/**
 * Chronicle's side of an appender: a queue whose clock is our segment number. Opened only under our own lock, by the
 * thread that opens the appender; used by the one that appends.
 */
final class ChronicleStream implements AutoCloseable {
    private static final long TIMEOUT_MS = 100;
    private static final String TABLE = "metadata.cq4t";

    private final SingleChronicleQueue queue;
    private final ExcerptAppender appender;
    private volatile int segment;

    private ChronicleStream(Path folder, JournalSettings settings, int segment) {
        this.segment = segment;
        queue = SingleChronicleQueueBuilder.binary(folder)
                .rollCycle(RollCycles.FAST_DAILY)
                .timeProvider(() -> this.segment * Segments.DAY_MS)
                .timeoutMS(TIMEOUT_MS)
                .blockSize(settings.blockBytes())
                .checkInterrupts(false)
                .build();
        appender = queue.createAppender();
        appender.singleThreadedCheckDisabled(true);
    }

    /**
     * Opens Chronicle to append to a segment that is not there yet. Its table of locks and file names is made anew: it
     * holds nothing that the segments do not say, and what a killed process left in it would only delay us.
     */
    static ChronicleStream open(Path folder, JournalSettings settings, int segment) {
        prepare();
        try {
            Files.deleteIfExists(folder.resolve(TABLE));
            return new ChronicleStream(folder, settings, segment);
        } catch (IOException | RuntimeException | LinkageError e) {
            throw new JournalException("Chronicle cannot open " + folder + ": " + e.getMessage(), e);
        }
    }

    /** Loads Chronicle and keeps it quiet. */
    static void prepare() {
        Jvm.disablePerfHandler();
        Jvm.disableDebugHandler();
    }

    /** Starts a document in the segment; the caller closes it, or rolls it back and closes it. */
    DocumentContext start() {
        return appender.writingDocument();
    }

    int segment() {
        return segment;
    }

    /** Lets the next document start a new segment. */
    void roll() {
        segment++;
    }

    @Override
    public void close() {
        appender.close();
        queue.close();
        BackgroundResourceReleaser.releasePendingResources();
    }
}
