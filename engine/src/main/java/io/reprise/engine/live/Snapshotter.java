package io.reprise.engine.live;

import io.reprise.engine.backtest.Follower;
import io.reprise.engine.hot.HotWriter;
import io.reprise.engine.journal.JournalException;
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
    private final LiveGauges gauges;
    private final SnapshotFolder folder;
    private final long everyEvents;
    private final long everyNs;
    private final Consumer<String> notes;
    private final Thread thread;
    private volatile boolean running = true;
    private volatile String failure;
    private volatile long followedSeq;
    private HotShow hot;
    private long snapshotSeq;
    private long snapshotNs;

    /**
     * @param opening opens the follower, on the new thread
     * @param journal folder of the session, which shows its hot state there
     * @param gauges of the engine, shown there too
     * @param newestSeq sequence of the newest snapshot in the folder, 0 when there is none
     * @param everyEvents events between two snapshots at most
     * @param everyNs engine time between two snapshots at most
     * @param notes told in one sentence of a divergence or a failure
     */
    Snapshotter(
            Supplier<Follower> opening,
            Path journal,
            LiveGauges gauges,
            SnapshotFolder folder,
            long newestSeq,
            long everyEvents,
            long everyNs,
            Consumer<String> notes) {
        this.opening = opening;
        this.journal = journal;
        this.gauges = gauges;
        this.folder = folder;
        this.snapshotSeq = newestSeq;
        this.everyEvents = everyEvents;
        this.everyNs = everyNs;
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
                HotShow show =
                        new HotShow(() -> HotWriter.create(journal, follower, gauges, new SystemClock()), notes)) {
            hot = show;
            follow(follower);
        } catch (RuntimeException e) {
            fail("the follower stopped: "
                    + (e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage()));
        }
    }

    private void follow(Follower follower) {
        snapshotNs = follower.sequencer().nowNs();
        while (true) {
            boolean last = !running;
            int taken = follower.poll((int) Math.min(POLL_INPUTS, everyEvents));
            followedSeq = follower.seq();
            gauges.sideCar().look();
            hot.offer();
            if (follower.difference() != null) {
                fail("the journal diverges from its own replay: " + follower.difference());
                return;
            }
            if (isDue(follower, last && taken == 0)) {
                take(follower);
            }
            if (taken == 0) {
                if (last) {
                    return;
                }
                LockSupport.parkNanos(IDLE_NS);
            }
        }
    }

    private boolean isDue(Follower follower, boolean atTheEnd) {
        long events = follower.seq() - snapshotSeq;
        return events >= everyEvents
                || events > 0 && (atTheEnd || follower.sequencer().nowNs() - snapshotNs >= everyNs);
    }

    private void take(Follower follower) {
        Snapshot snapshot = follower.snapshot();
        if (snapshot != null) {
            try {
                folder.write(snapshot);
                hot.onSnapshot(snapshot.seq());
            } catch (JournalException e) {
                notes.accept(e.getMessage() + "; the session goes on with the snapshots it has");
            }
            snapshotSeq = snapshot.seq();
            snapshotNs = follower.sequencer().nowNs();
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
