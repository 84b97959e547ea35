package io.reprise.engine.seal;

import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * Seals a journal while it is written: a thread of low priority that looks for ended segments and rests after each megabyte,
 * so that it takes a part of a core at most. It shares nothing with the threads that write the journal but the files.
 */
public final class SealThread implements AutoCloseable {
    private static final long LOOK_NS = 100_000_000;
    /** A megabyte takes about 0.6 ms to hash. */
    private static final long REST_NS = 2_000_000;

    private final Sealer sealer;
    private final Consumer<String> notes;
    private final Thread thread;
    private volatile boolean running = true;
    private volatile boolean failed;
    private boolean closed;

    private SealThread(Sealer sealer, Consumer<String> notes) {
        this.sealer = sealer;
        this.notes = notes;
        thread = new Thread(this::run, "reprise-seal");
        thread.setDaemon(true);
        thread.setPriority(Thread.MIN_PRIORITY);
    }

    /**
     * Starts to seal a journal that is being written.
     *
     * @param notes told in one sentence of what goes wrong; sealing then ends, and nothing else
     */
    public static SealThread start(Path journal, SealKeys keys, Consumer<String> notes) {
        SealThread sealing = new SealThread(Sealer.open(journal, keys, true), notes);
        sealing.thread.start();
        return sealing;
    }

    private void run() {
        while (running && !failed) {
            attempt(() -> sealer.sealFollowed(this::rest));
            LockSupport.parkNanos(this, LOOK_NS);
        }
    }

    private void rest() {
        if (running) {
            LockSupport.parkNanos(this, REST_NS);
        }
    }

    private void attempt(Runnable sealing) {
        try {
            sealing.run();
        } catch (RuntimeException e) {
            failed = true;
            notes.accept("sealing ended: " + e.getMessage());
        }
    }

    /** Call when the journal is closed: seals what is left, the journal as a whole if it was closed, and ends. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        running = false;
        LockSupport.unpark(thread);
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        try {
            if (!failed) {
                attempt(() -> {
                    sealer.sealAll();
                    sealer.sealJournal();
                });
            }
        } finally {
            sealer.close();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
