package io.reprise.engine.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Reads what a window will show next on a thread of its own, while the window is worked on: copying a file out of the
 * system's cache takes a third of what a pass over trades does. One request at a time; whoever comes for it before it was
 * begun takes it back and reads himself, so that nobody waits for a thread that has no core. Asked and taken by the window's
 * thread.
 */
final class ReadAhead implements AutoCloseable {
    private static final int IDLE = 0;
    private static final int WANTED = 1;
    private static final int READING = 2;
    private static final int READ = 3;
    private static final long REST_NS = 10_000;

    private final AtomicInteger state = new AtomicInteger(IDLE);
    private final Thread thread = new Thread(this::run, "reprise-read");
    private volatile boolean closed;

    // written before the state is WANTED, read after
    private FileChannel channel;
    private ByteBuffer into;
    private long position;

    ReadAhead() {
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * Asks for the bytes from a position on, when nothing is asked for.
     *
     * @param buffer filled from its position to its limit, or as far as the file goes; not to be touched until {@link #take}
     */
    void want(FileChannel from, ByteBuffer buffer, long fromPosition) {
        channel = from;
        into = buffer;
        position = fromPosition;
        state.set(WANTED);
        LockSupport.unpark(thread);
    }

    /** Ends the request, if there is one; true when it was read, and the buffer's position says how far. */
    boolean take() {
        if (state.get() == IDLE || state.compareAndSet(WANTED, IDLE)) {
            return false;
        }
        while (state.get() == READING) {
            LockSupport.parkNanos(this, REST_NS);
        }
        state.set(IDLE);
        return true;
    }

    private void run() {
        while (!closed) {
            if (state.compareAndSet(WANTED, READING)) {
                read();
                state.set(READ);
            } else {
                LockSupport.park(this);
            }
        }
    }

    private void read() {
        try {
            int from = into.position();
            while (into.hasRemaining() && channel.read(into, position + into.position() - from) > 0) {}
        } catch (IOException e) {
            // whoever takes what was read will read on from there himself, and be told
        }
    }

    @Override
    public void close() {
        take();
        closed = true;
        LockSupport.unpark(thread);
    }
}
