package io.reprise.engine.feature;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** Measures what a piece of work allocates: the smallest of several rounds, after warm-up. */
final class Allocation {
    private static final int ROUNDS = 20;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private Allocation() {}

    static long bytes(Runnable work) {
        long smallest = Long.MAX_VALUE;
        for (int i = 0; i < ROUNDS; i++) {
            long before = THREADS.getCurrentThreadAllocatedBytes();
            work.run();
            smallest = Math.min(smallest, THREADS.getCurrentThreadAllocatedBytes() - before);
        }
        return smallest;
    }
}
