package io.reprise.engine.journal;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import net.openhft.chronicle.bytes.MappedBytesStore;
import net.openhft.chronicle.bytes.MappedFile;
import net.openhft.chronicle.core.io.ReferenceOwner;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Touches fresh pages of a segment ahead of the appender, so that the page faults, the growing of the file and the
 * mapping of the next block happen on this thread. It works through Chronicle's own mapping and changes no byte: it
 * adds zero, atomically, to one word of each page.
 *
 * <p>The appender's thread calls {@link #at}; all other fields belong to this daemon thread.
 */
final class PreToucher implements AutoCloseable {
    static final long AHEAD_BYTES = 16L << 20;

    private static final int PAGE_BYTES = 4096;
    private static final long REST_NS = 500_000;
    private static final long JOIN_MS = 2_000;
    private static final int BLOCKS_HELD = 32;

    private final DiskWatermark watermark;
    private final Thread thread;
    private final ReferenceOwner owner = ReferenceOwner.temporary("pre-toucher");
    private final UnsafeBuffer page = new UnsafeBuffer(0, 0);
    private final MappedBytesStore[] blocks = new MappedBytesStore[BLOCKS_HELD];

    // written by the appender: position and end first, the file last
    private final AtomicLong position = new AtomicLong();
    private final AtomicLong segmentEnd = new AtomicLong();
    private volatile MappedFile file;
    private volatile boolean running = true;
    private volatile boolean diskLow;

    private MappedFile current;
    private MappedFile given;
    private long touchedTo;
    private long checkedTo;

    PreToucher(String name, DiskWatermark watermark) {
        this.watermark = watermark;
        thread = new Thread(this::run, "reprise-pretouch-" + name);
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /**
     * Tells where the appender is, and where about the segment will end. Ordered writes: a volatile one would make the
     * appender wait until what it has just written to fresh memory has arrived there.
     */
    void at(MappedFile segmentFile, long appendPosition, long endPosition) {
        position.setRelease(appendPosition);
        segmentEnd.setRelease(endPosition);
        if (file != segmentFile) {
            file = segmentFile;
        }
    }

    boolean diskIsLow() {
        return diskLow;
    }

    private void run() {
        while (running) {
            try {
                step();
            } catch (IOException | RuntimeException | InternalError e) {
                // a segment that is being closed, or a full disk: the appender meets it and says so
                given = current;
                diskLow = watermark.isLow();
            }
            LockSupport.parkNanos(this, REST_NS);
        }
        releaseBelow(Long.MAX_VALUE);
    }

    private void step() throws IOException {
        MappedFile now = file;
        if (now == null || now == given) {
            return;
        }
        long from = position.get();
        if (now != current) {
            releaseBelow(Long.MAX_VALUE);
            current = now;
            touchedTo = 0;
            checkedTo = 0;
        }
        long to = Math.min(from + AHEAD_BYTES, segmentEnd.get());
        long at = Math.max(touchedTo, (from + PAGE_BYTES - 1) & -PAGE_BYTES);
        while (at < to && running && file == now) {
            if (at >= checkedTo) {
                diskLow = watermark.isLow();
                checkedTo = at + DiskWatermark.CHECK_BYTES;
                if (diskLow) {
                    return;
                }
            }
            page.wrap(block(at).addressForWrite(at), PAGE_BYTES);
            page.getAndAddInt(0, 0);
            at += PAGE_BYTES;
            touchedTo = at;
        }
        releaseBelow(position.get());
    }

    /** The mapped block that a position lies in, held until the appender is past it. */
    private MappedBytesStore block(long at) throws IOException {
        long chunk = at / current.chunkSize();
        int slot = (int) (chunk % BLOCKS_HELD);
        MappedBytesStore held = blocks[slot];
        if (held != null && held.start() == chunk * current.chunkSize()) {
            return held;
        }
        if (held != null) {
            held.release(owner);
            blocks[slot] = null;
        }
        blocks[slot] = current.acquireByteStore(owner, at);
        return blocks[slot];
    }

    private void releaseBelow(long at) {
        for (int i = 0; i < blocks.length; i++) {
            MappedBytesStore held = blocks[i];
            if (held != null && (at == Long.MAX_VALUE || held.start() + current.chunkSize() <= at)) {
                blocks[i] = null;
                held.release(owner);
            }
        }
    }

    @Override
    public void close() {
        running = false;
        LockSupport.unpark(thread);
        boolean interrupted = false;
        try {
            thread.join(JOIN_MS);
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
