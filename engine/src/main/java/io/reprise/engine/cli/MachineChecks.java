package io.reprise.engine.cli;

import java.io.IOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What the doctor looks at. Each check answers in one line and throws nothing. */
final class MachineChecks {
    private static final int JDK_MIN = 25;
    private static final int CORES_STAGED = 4;
    private static final long GIB = 1L << 30;
    private static final long DISK_BYTES_MIN = GIB;
    private static final long DISK_BYTES_GOOD = 10 * GIB;
    private static final long SHARED_MEMORY_BYTES_GOOD = GIB / 16;
    private static final Path CLOCK_SOURCE =
            Path.of("/sys/devices/system/clocksource/clocksource0/current_clocksource");
    private static final Set<String> CLOCKS_READ_WITHOUT_SYSTEM_CALL = Set.of("tsc", "kvm-clock", "arch_sys_counter");

    private MachineChecks() {}

    /** How a check ended. */
    enum Status {
        OK,
        WARN,
        FAIL
    }

    /** One line of the doctor's. */
    record Check(String name, Status status, String detail) {}

    /**
     * Makes every check.
     *
     * @param home the project's folder, or null when it is not known
     * @param work the folder that journals and reports would be written to
     */
    static List<Check> all(Path home, Path work) {
        return List.of(
                jdk(Runtime.version().feature(), System.getProperty("java.vm.name")),
                flags(home, ManagementFactory.getRuntimeMXBean().getInputArguments()),
                memory(),
                cores(Runtime.getRuntime().availableProcessors()),
                disk(work),
                sharedMemory(Path.of("/dev/shm")),
                loopback(),
                clock(CLOCK_SOURCE));
    }

    static Check jdk(int feature, String name) {
        String detail = "Java " + Runtime.version() + ", " + name;
        return feature >= JDK_MIN
                ? new Check("jdk", Status.OK, detail)
                : new Check("jdk", Status.FAIL, detail + "; " + JDK_MIN + " or newer is needed");
    }

    static Check flags(Path home, List<String> effective) {
        if (home == null) {
            return new Check("flags", Status.WARN, "started without run.sh, so jvm.flags cannot be compared");
        }
        List<String> missing = new ArrayList<>();
        Set<String> given = new HashSet<>(effective);
        int wanted = 0;
        try {
            for (String line : Files.readAllLines(home.resolve("jvm.flags"))) {
                String flag = line.strip();
                if (!flag.isEmpty() && flag.charAt(0) != '#') {
                    wanted++;
                    if (!given.contains(flag)) {
                        missing.add(flag);
                    }
                }
            }
        } catch (IOException e) {
            return new Check("flags", Status.FAIL, "cannot read jvm.flags: " + Failures.sentence(e));
        }
        return missing.isEmpty()
                ? new Check("flags", Status.OK, "all " + wanted + " of jvm.flags are in effect")
                : new Check("flags", Status.FAIL, "not in effect: " + String.join(" ", missing));
    }

    private static Check memory() {
        String collectors = ManagementFactory.getGarbageCollectorMXBeans().stream()
                .map(GarbageCollectorMXBean::getName)
                .collect(Collectors.joining(", "));
        String detail = "heap up to " + size(Runtime.getRuntime().maxMemory()) + ", collector " + collectors;
        return new Check("memory", Status.OK, detail);
    }

    static Check cores(int cores) {
        if (cores < 2) {
            return new Check("cores", Status.WARN, "1 core: FUSED will share it with everything else");
        }
        return new Check(
                "cores",
                Status.OK,
                cores + " cores: " + (cores < CORES_STAGED ? "FUSED fits, STAGED wants four" : "STAGED fits"));
    }

    private static Check disk(Path folder) {
        try {
            FileStore store = Files.getFileStore(folder);
            long free = store.getUsableSpace();
            Status status = free < DISK_BYTES_MIN ? Status.FAIL : free < DISK_BYTES_GOOD ? Status.WARN : Status.OK;
            String detail = size(free) + " free for " + folder + " (" + store.type() + ")";
            return new Check("disk", Files.isWritable(folder) ? status : Status.FAIL, detail + writable(folder));
        } catch (IOException e) {
            return new Check("disk", Status.FAIL, Failures.sentence(e));
        }
    }

    private static Check sharedMemory(Path folder) {
        if (!Files.isDirectory(folder)) {
            return new Check("shm", Status.WARN, folder + " does not exist here; shared state falls back to the disk");
        }
        try {
            long free = Files.getFileStore(folder).getUsableSpace();
            boolean good = Files.isWritable(folder) && free >= SHARED_MEMORY_BYTES_GOOD;
            return new Check(
                    "shm", good ? Status.OK : Status.WARN, size(free) + " free in " + folder + writable(folder));
        } catch (IOException e) {
            return new Check("shm", Status.WARN, Failures.sentence(e));
        }
    }

    private static Check loopback() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return new Check("ports", Status.OK, "loopback takes listeners (tried " + socket.getLocalPort() + ")");
        } catch (IOException e) {
            return new Check("ports", Status.FAIL, "loopback takes no listener: " + Failures.sentence(e));
        }
    }

    static Check clock(Path file) {
        if (!Files.isReadable(file)) {
            return new Check("clock", Status.OK, "the system's monotonic clock");
        }
        try {
            String source = Files.readString(file).strip();
            return CLOCKS_READ_WITHOUT_SYSTEM_CALL.contains(source)
                    ? new Check("clock", Status.OK, source)
                    : new Check(
                            "clock", Status.WARN, source + ": each reading is a system call, measured latencies grow");
        } catch (IOException e) {
            return new Check("clock", Status.WARN, Failures.sentence(e));
        }
    }

    private static String writable(Path folder) {
        return Files.isWritable(folder) ? "" : ", which is not writable";
    }

    private static String size(long bytes) {
        return bytes >= GIB ? bytes / GIB + " GiB" : (bytes >> 20) + " MiB";
    }
}
