package io.reprise.bench.latency;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * How long this process's threads ran and how long they were ready but had no core, by the kernel's own count: what a
 * thread that spins waits for a core is what stops it, whoever runs there instead. Nothing where the kernel has no count.
 */
final class ThreadTimes {
    private static final Path TASKS = Path.of("/proc/self/task");
    private static final long SHOWN_FROM_NS = 1_000_000;

    private final Map<String, Time> times;

    private ThreadTimes(Map<String, Time> times) {
        this.times = times;
    }

    /**
     * A thread's time.
     *
     * @param waitedNs ready, without a core
     * @param turns times that it was given one
     */
    record Time(String thread, long ranNs, long waitedNs, long turns) {
        Time minus(Time before) {
            return new Time(thread, ranNs - before.ranNs, waitedNs - before.waitedNs, turns - before.turns);
        }

        long ranMs() {
            return TimeUnit.NANOSECONDS.toMillis(ranNs);
        }

        long waitedMs() {
            return TimeUnit.NANOSECONDS.toMillis(waitedNs);
        }
    }

    /** As of now, of the threads that are alive. */
    static ThreadTimes now() throws IOException {
        Map<String, Time> times = new LinkedHashMap<>();
        if (Files.isDirectory(TASKS)) {
            try (DirectoryStream<Path> tasks = Files.newDirectoryStream(TASKS)) {
                for (Path task : tasks) {
                    read(task, times);
                }
            }
        }
        return new ThreadTimes(times);
    }

    private static void read(Path task, Map<String, Time> times) {
        try {
            String name = Files.readString(task.resolve("comm")).strip();
            String[] words = Files.readString(task.resolve("schedstat")).strip().split(" ");
            times.put(
                    task.getFileName().toString(),
                    new Time(name, Long.parseLong(words[0]), Long.parseLong(words[1]), Long.parseLong(words[2])));
        } catch (IOException e) {
            times.remove(task.getFileName().toString()); // it ended meanwhile
        }
    }

    /** What has passed since, of the threads that ran for a millisecond at least, those that ran longest first. */
    List<Time> since(ThreadTimes before) {
        List<Time> passed = new ArrayList<>();
        times.forEach((id, time) -> {
            Time earlier = before.times.getOrDefault(id, new Time(time.thread(), 0, 0, 0));
            Time difference = time.minus(earlier);
            if (difference.ranNs() >= SHOWN_FROM_NS) {
                passed.add(difference);
            }
        });
        passed.sort(Comparator.comparingLong(Time::ranNs).reversed());
        return List.copyOf(passed);
    }
}
