package io.reprise.engine.live;

import io.reprise.engine.hot.HotWriter;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;

/**
 * The hot state of a session, from when its map is made: loading Chronicle Map takes some tenths of a second, for which
 * the follower does not wait. A session whose state cannot be shown says so and goes on. Owned by the follower's thread.
 */
final class HotShow implements AutoCloseable {
    private final FutureTask<HotWriter> making;
    private final Consumer<String> notes;
    private HotWriter writer;
    private boolean failed;
    private long snapshots;
    private long snapshotSeq;

    HotShow(Callable<HotWriter> maker, Consumer<String> notes) {
        making = new FutureTask<>(maker);
        this.notes = notes;
        Thread thread = new Thread(making, "reprise-hot");
        thread.setDaemon(true);
        thread.start();
    }

    /** Shows where the follower stands, if it is time to. */
    void offer() {
        if (writer == null && !failed && making.isDone()) {
            take();
        }
        if (writer != null) {
            writer.offer(snapshots, snapshotSeq);
        }
    }

    void onSnapshot(long seq) {
        snapshots++;
        snapshotSeq = seq;
    }

    private void take() {
        try {
            writer = making.get();
        } catch (ExecutionException e) {
            failed = true;
            notes.accept("the hot state of this session is not shown: "
                    + e.getCause().getMessage());
        } catch (InterruptedException e) {
            failed = true;
            Thread.currentThread().interrupt();
        }
    }

    /** Shows the last state, for which it waits until the map is made. */
    @Override
    public void close() {
        if (writer == null && !failed) {
            take();
        }
        if (writer != null) {
            writer.close(snapshots, snapshotSeq);
        }
    }
}
