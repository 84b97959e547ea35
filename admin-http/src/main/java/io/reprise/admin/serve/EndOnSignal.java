package io.reprise.admin.serve;

import java.util.concurrent.CountDownLatch;

/** Waits for a signal (SIGINT, SIGTERM), and holds the process back until what it began is put away. */
final class EndOnSignal implements AutoCloseable {
    private final CountDownLatch signal = new CountDownLatch(1);
    private final CountDownLatch done = new CountDownLatch(1);
    private final Thread hook = new Thread(this::holdBack, "reprise-end");

    EndOnSignal() {
        Runtime.getRuntime().addShutdownHook(hook);
    }

    private void holdBack() {
        signal.countDown();
        try {
            done.await();
            Runtime.getRuntime().halt(0); // asked to end, and ended in order
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    void await() throws InterruptedException {
        signal.await();
    }

    @Override
    public void close() {
        done.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException signalCame) {
            // the hook runs, and ends now
        }
    }
}
