package io.reprise.engine.journal;

import io.reprise.engine.event.Event;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32C;
import net.openhft.chronicle.bytes.Bytes;
import net.openhft.chronicle.core.Jvm;
import net.openhft.chronicle.queue.ExcerptAppender;
import net.openhft.chronicle.queue.ExcerptTailer;
import net.openhft.chronicle.queue.RollCycles;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueue;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueueBuilder;
import net.openhft.chronicle.wire.DocumentContext;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Commands on their way to a running engine: a Chronicle Queue beside the journal that any process of the machine appends
 * to and the engine reads. A command's id is its index there, so the journal itself says which were sequenced. Reading
 * takes no lock, so nobody can hold the engine up. Each end owned by one thread.
 */
public final class CommandQueue implements AutoCloseable {
    /** Folder of the queue, in the journal's. */
    public static final String FOLDER = "commands";

    private static final long TIMEOUT_MS = 1_000;
    private static final int BLOCK_BYTES = 1 << 20;
    private static final int CRC_BYTES = Integer.BYTES;

    private final SingleChronicleQueue queue;
    private final ExcerptAppender appender;
    private final ExcerptTailer tailer;
    private final CRC32C crc = new CRC32C();
    private final byte[] bytes = new byte[Event.FRAME_BYTES_MAX + CRC_BYTES];
    private final UnsafeBuffer frame = new UnsafeBuffer(bytes);

    private CommandQueue(SingleChronicleQueue queue, boolean writes) {
        this.queue = queue;
        appender = writes ? queue.createAppender() : null;
        tailer = writes ? null : queue.createTailer();
    }

    /** The engine's end, which reads on after a command; -1 for all. */
    public static CommandQueue reader(Path journal, long afterCommandId) {
        CommandQueue reader = new CommandQueue(open(journal), false);
        if (afterCommandId < 0 || !reader.tailer.moveToIndex(afterCommandId)) {
            reader.tailer.toStart();
        } else {
            try (DocumentContext sequenced = reader.tailer.readingDocument()) {
                assert sequenced.isPresent();
            }
        }
        return reader;
    }

    /** A sender's end. */
    public static CommandQueue writer(Path journal) {
        if (!Files.isDirectory(journal)) {
            throw new JournalException(journal + " is not a journal: there is no such folder");
        }
        return new CommandQueue(open(journal), true);
    }

    private static SingleChronicleQueue open(Path journal) {
        Jvm.disablePerfHandler();
        Jvm.disableDebugHandler();
        try {
            return SingleChronicleQueueBuilder.binary(journal.resolve(FOLDER))
                    .rollCycle(RollCycles.FAST_DAILY)
                    .timeProvider(() -> 0)
                    .timeoutMS(TIMEOUT_MS)
                    .blockSize(BLOCK_BYTES)
                    .checkInterrupts(false)
                    .build();
        } catch (RuntimeException | LinkageError e) {
            throw new JournalException("the command queue of " + journal + " cannot be opened: " + e.getMessage(), e);
        }
    }

    /** Appends a frame; returns the command's id. */
    public long send(UnsafeBuffer buffer, int offset) {
        int length = Event.frameLength(buffer, offset);
        buffer.getBytes(offset, bytes, 0, length);
        frame.putInt(length, crc(length));
        try (DocumentContext document = appender.writingDocument()) {
            document.wire().bytes().write(bytes, 0, length + CRC_BYTES);
        }
        return appender.lastIndexAppended();
    }

    /**
     * Reads the next command. What is not a whole frame is passed over: another process wrote it, and a later command must
     * not wait for it.
     *
     * @return its id, -1 when there is none; its frame is then in {@link #frame}
     */
    public long poll() {
        while (true) {
            try (DocumentContext document = tailer.readingDocument()) {
                if (!document.isPresent()) {
                    return -1;
                }
                if (read(document.wire().bytes())) {
                    return document.index();
                }
            }
        }
    }

    private boolean read(Bytes<?> document) {
        long size = document.readRemaining();
        if (size < Event.HEADER_BYTES + CRC_BYTES || size > bytes.length) {
            return false;
        }
        int length = (int) size - CRC_BYTES;
        document.read(bytes, 0, (int) size);
        return Event.frameLength(frame, 0) == length && frame.getInt(length) == crc(length);
    }

    private int crc(int length) {
        crc.reset();
        crc.update(bytes, 0, length);
        return (int) crc.getValue();
    }

    /** The frame of the command read last, at offset 0. */
    public UnsafeBuffer frame() {
        return frame;
    }

    @Override
    public void close() {
        queue.close();
    }
}
