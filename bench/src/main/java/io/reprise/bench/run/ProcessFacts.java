package io.reprise.bench.run;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the JVM and the system say about this process. */
public final class ProcessFacts {
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final String HIGH_WATER = "VmHWM:";
    private static final double KIB_PER_MIB = 1024.0;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private ProcessFacts() {}

    /** Bytes that the calling thread has allocated on the heap so far; allocates nothing itself. */
    public static long threadAllocatedBytes() {
        return THREADS.getCurrentThreadAllocatedBytes();
    }

    /** Nanoseconds that the calling thread has been on a core. */
    static long threadCpuNs() {
        return THREADS.getCurrentThreadCpuTime();
    }

    /** Nanoseconds that all threads have been on a core, those of the collector and the compiler included. */
    static long cpuNs() {
        return SYSTEM.getProcessCpuTime();
    }

    /** Bytes that all threads have allocated on the heap so far, ended ones included. */
    public static long allocatedBytes() {
        return THREADS.getTotalThreadAllocatedBytes();
    }

    /** Most memory that was ever resident, MiB, mapped pages of journals included; NaN where the system has no /proc. */
    public static double highWaterMiB() throws IOException {
        if (!Files.isReadable(STATUS)) {
            return Double.NaN;
        }
        for (String line : Files.readAllLines(STATUS)) {
            if (line.startsWith(HIGH_WATER)) {
                String kib =
                        line.substring(HIGH_WATER.length()).replace("kB", "").strip();
                return Long.parseLong(kib) / KIB_PER_MIB;
            }
        }
        return Double.NaN;
    }
}
