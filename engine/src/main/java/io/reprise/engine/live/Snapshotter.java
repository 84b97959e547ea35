package io.reprise.engine.live;

import io.reprise.engine.backtest.Follower;
import io.reprise.engine.hot.HotWriter;
import io.reprise.engine.journal.Snapshot;
import io.reprise.engine.journal.SnapshotFolder;
import io.reprise.engine.time.SystemClock;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A thread of low priority that follows the journal as it grows, takes a snapshot every so many events, and tells when what
 * the engine did is not what its journal says that it must do.
 */
final class Snapshotter implements AutoCloseable {
    private static final int POLL_INPUTS = 4_096;
    private static final long IDLE_NS = 2_000_000;

    private final Supplier<Follower> opening;
    private final Path journal;
    private final SnapshotFolder folder;
    private final long everyEvents;
    private final Consumer<String> notes;
    private final Thread thread;
    private volatile boolean running = true;
    private volatile String failure;
    private volatile long followedSeq;
    private HotShow hot;

    /**
     * @param opening opens the follower, on the new thread
     * @param journal folder of the session, which shows its hot state there
     * @param everyEvents events between two snapshots
     * @param notes told in one sentence of a divergence or a failure
     */
    Snapshotter(
            Supplier<Follower> opening, Path journal, SnapshotFolder folder, long everyEvents, Consumer<String> notes) {
        this.opening = opening;
        this.journal = journal;
        this.folder = folder;
        this.everyEvents = everyEvents;
        this.notes = notes;
        thread = new Thread(this::run, "reprise-follower");
        thread.setDaemon(true);
        thread.setPriority(Thread.MIN_PRIORITY);
    }

    void start() {
        thread.start();
    }

    private void run() {
        try (Follower follower = opening.get();
                HotShow show = new HotShow(() -> HotWriter.create(journal, follower, new SystemClock()), notes)) {
            hot = show;
            follow(follower);
        } catch (RuntimeException e) {
            fail(e.getMessage());
        }
    }

    private void follow(Follower follower) {
        long snapshotSeq = follower.seq();
        while (true) {
            boolean last = !running;
            int taken = follower.poll(POLL_INPUTS);
            followedSeq = follower.seq();
            hot.offer();
            if (follower.difference() != null) {
                fail("the journal diverges from its own replay: " + follower.difference());
                return;
            }
            boolean due =
                    follower.seq() - snapshotSeq >= everyEvents || last && taken == 0 && follower.seq() > snapshotSeq;
            if (due) {
                Snapshot snapshot = follower.snapshot();
                if (snapshot != null) {
                    folder.write(snapshot);
                    snapshotSeq = snapshot.seq();
                    hot.onSnapshot(snapshotSeq);
                }
            }
            if (taken == 0) {
                if (last) {
                    return;
                }
                LockSupport.parkNanos(IDLE_NS);
            }
        }
    }

    private void fail(String sentence) {
        failure = sentence;
        notes.accept(sentence);
    }

    /** What went wrong, in one sentence; null while nothing has. */
    String failure() {
        return failure;
    }

    /** Sequence up to which the journal was followed. */
    long followedSeq() {
        return followedSeq;
    }

    /** Follows to the journal's end, takes a last snapshot, and ends. */
    @Override
    public void close() {
        running = false;
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
