package io.reprise.bench.isolation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;

/**
 * Keeps this process's core busy for a share of the time, with nothing: no memory, no file, no system call but the waiting.
 * Runs beside it show what any busy neighbor costs on this machine. Its thread is its own.
 */
final class BusyCore implements AutoCloseable {
    private static final Path STAT = Path.of("/proc/stat");
    private static final long PERIOD_NS = 2_000_000;

    private final double share;
    private final Thread thread = Thread.ofPlatform().name("busy-core").unstarted(this::work);
    private volatile boolean closed;

    private BusyCore(double share) {
        this.share = share;
    }

    /** @param share of the time that the core is to be busy, from 0 to 1 */
    static BusyCore start(double share) {
        BusyCore busy = new BusyCore(share);
        busy.thread.start();
        return busy;
    }

    private void work() {
        for (long startNs = System.nanoTime(); !closed; startNs += PERIOD_NS) {
            long spinEndNs = startNs + (long) (share * PERIOD_NS);
            while (System.nanoTime() < spinEndNs) {
                Thread.onSpinWait();
            }
            for (long leftNs = startNs + PERIOD_NS - System.nanoTime();
                    leftNs > 0;
                    leftNs = startNs + PERIOD_NS - System.nanoTime()) {
                LockSupport.parkNanos(leftNs);
            }
        }
    }

    /** What a core has done since the machine started, in ticks. */
    record Ticks(long busy, long all) {
        static Ticks of(int core) throws IOException {
            String line = Files.readAllLines(STAT).stream()
                    .filter(text -> text.startsWith("cpu" + core + " "))
                    .findFirst()
                    .orElseThrow(() -> new IOException(STAT + " knows no core " + core));
            String[] words = line.split(" ");
            long all = 0;
            for (int i = 1; i < words.length; i++) {
                all += Long.parseLong(words[i]);
            }
            return new Ticks(all - Long.parseLong(words[4]) - Long.parseLong(words[5]), all); // less idle and waiting
        }

        /** The share of the time since an earlier look that it was busy. */
        double shareSince(Ticks before) {
            return all == before.all ? 0 : (double) (busy - before.busy) / (all - before.all);
        }
    }

    @Override
    public void close() {
        closed = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
