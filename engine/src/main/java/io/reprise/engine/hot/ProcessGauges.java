package io.reprise.engine.hot;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;

/** What the virtual machine says of itself, asked once a second at most. Owned by the follower's thread. */
final class ProcessGauges {
    private static final long EVERY_NS = 1_000_000_000L;

    private final List<GarbageCollectorMXBean> collectors = ManagementFactory.getGarbageCollectorMXBeans();
    private boolean hasLooked;
    private long lookedNs;
    private long gcCount;
    private long gcMs;
    private long heapBytes;

    void look(long monoNs) {
        if (hasLooked && monoNs - lookedNs < EVERY_NS) {
            return;
        }
        hasLooked = true;
        lookedNs = monoNs;
        gcCount = 0;
        gcMs = 0;
        for (GarbageCollectorMXBean collector : collectors) {
            gcCount += Math.max(0, collector.getCollectionCount());
            gcMs += Math.max(0, collector.getCollectionTime());
        }
        heapBytes = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    long gcCount() {
        return gcCount;
    }

    long gcMs() {
        return gcMs;
    }

    long heapBytes() {
        return heapBytes;
    }
}
