package io.reprise.engine.journal;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A word in memory that a session's engine and a side-car share, in a file beside the journal: the side-car counts it up
 * while it lives. Neither side can make the other wait. Each end owned by one thread.
 */
public final class Heartbeat {
    /** Name of the file, in the journal's folder. */
    public static final String FILE = "side-car.beat";

    /** What stands there when nobody has ever beaten, or whoever did ended in order. */
    public static final long NONE = 0;

    private static final VarHandle WORD = ValueLayout.JAVA_LONG.varHandle();

    private final MemorySegment memory;

    private Heartbeat(MemorySegment memory) {
        this.memory = memory;
    }

    /** Opens a session's, and makes it where there is none. */
    public static Heartbeat open(Path journal) {
        Path file = journal.resolve(FILE);
        try (FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            if (channel.size() < Long.BYTES) {
                channel.write(ByteBuffer.allocate(Long.BYTES), 0); // a hole could find no room when it is written
            }
            return new Heartbeat(channel.map(FileChannel.MapMode.READ_WRITE, 0, Long.BYTES, Arena.ofAuto()));
        } catch (IOException e) {
            throw new JournalException("cannot open " + file + ": " + e.getMessage(), e);
        }
    }

    /** Says that a side-car lives: by another value than the one before. */
    public void beat() {
        WORD.setVolatile(memory, 0L, Math.max(NONE, count()) + 1);
    }

    /** Says that the side-car ends in order. */
    public void end() {
        WORD.setVolatile(memory, 0L, NONE);
    }

    /** Beats so far; {@link #NONE} for no side-car. */
    public long count() {
        return (long) WORD.getVolatile(memory, 0L);
    }
}
