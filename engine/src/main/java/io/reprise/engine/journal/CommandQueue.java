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
    /** Bytes of frames in one command at most. */
    public static final int COMMAND_BYTES_MAX = 128 * Event.FRAME_BYTES_MAX;

    private final SingleChronicleQueue queue;
    private final ExcerptAppender appender;
    private final ExcerptTailer tailer;
    private final CRC32C crc = new CRC32C();
    private final byte[] bytes = new byte[COMMAND_BYTES_MAX + CRC_BYTES];
    private final UnsafeBuffer frame = new UnsafeBuffer(bytes);
    private int length;

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
        return send(buffer, offset, Event.frameLength(buffer, offset));
    }

    /**
     * Appends a command of several frames, one behind the other, which nobody else's come between; returns its id.
     *
     * @param size bytes of all of them, at most {@link #COMMAND_BYTES_MAX}
     */
    public long send(UnsafeBuffer buffer, int offset, int size) {
        if (size > COMMAND_BYTES_MAX) {
            throw new IllegalArgumentException(
                    "a command has at most " + COMMAND_BYTES_MAX + " bytes of frames, not " + size);
        }
        buffer.getBytes(offset, bytes, 0, size);
        frame.putInt(size, crc(size));
        try (DocumentContext document = appender.writingDocument()) {
            document.wire().bytes().write(bytes, 0, size + CRC_BYTES);
        }
        return appender.lastIndexAppended();
    }

    /**
     * Reads the next command. What is not made of whole frames is passed over: another process wrote it, and a later command must
     * not wait for it.
     *
     * @return its id, -1 when there is none; its frames are then in {@link #frame}, from 0 to {@link #length}
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
        length = (int) size - CRC_BYTES;
        document.read(bytes, 0, (int) size);
        return frame.getInt(length) == crc(length) && isFrames();
    }

    private boolean isFrames() {
        int at = 0;
        while (at + Event.HEADER_BYTES <= length) {
            int frameLength = Event.frameLength(frame, at);
            if (frameLength > Event.FRAME_BYTES_MAX) {
                return false;
            }
            at += frameLength;
        }
        return at == length;
    }

    private int crc(int size) {
        crc.reset();
        crc.update(bytes, 0, size);
        return (int) crc.getValue();
    }

    /** The frames of the command read last, from offset 0 on. */
    public UnsafeBuffer frame() {
        return frame;
    }

    /** Offset behind the last frame of the command read last. */
    public int length() {
        return length;
    }

    @Override
    public void close() {
        queue.close();
    }
}
