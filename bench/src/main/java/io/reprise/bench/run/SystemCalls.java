package io.reprise.bench.run;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What {@code strace} sees of a process: whether any of its threads calls what could wait for another process. Only a futex
 * in memory that is mapped shared can be another's to wake; a lock on a file can only be held by who locks that file;
 * sockets, pipes and message queues are others' to answer.
 *
 * @param futexes calls on memory of the process alone
 * @param locks calls on files that nobody else locks
 * @param suspects lines of calls that another process could make wait
 * @param counts calls by name
 */
public record SystemCalls(long futexes, long locks, List<String> suspects, SortedMap<String, Long> counts) {
    private static final String WATCHED =
            "trace=futex,flock,fcntl,semop,semtimedop,msgrcv,mq_timedreceive,wait4,waitid,"
                    + "connect,accept,accept4,recvfrom,recvmsg,recvmmsg,poll,ppoll,select,pselect6,epoll_wait,epoll_pwait";
    private static final String LOCKING = "trace=flock,fcntl";
    private static final Pattern LINE = Pattern.compile("\\d+\\s+(?:(\\d+\\.\\d+)\\s+)?(.*)");
    private static final Pattern CALL = Pattern.compile("(?:<\\.\\.\\. )?([a-z0-9_]+)[( ].*");
    private static final Pattern FUTEX = Pattern.compile("futex\\(0x([0-9a-f]+), (\\w+).*");
    private static final Pattern SHARED = Pattern.compile("([0-9a-f]+)-([0-9a-f]+) ...s .*");
    private static final Pattern FILE = Pattern.compile("(?:fcntl|flock)\\(\\d+<([^>]*)>.*");
    private static final Pattern FILE_LOCK = Pattern.compile("fcntl\\(.*F_(OFD_)?SETLK.*|flock\\(.*");
    private static final Pattern NO_LOCK = Pattern.compile(".*(F_UNLCK|LOCK_UN).*");
    private static final Pattern NO_WAIT = Pattern.compile("fcntl\\(.*F_(OFD_)?SETLK,.*|flock\\(.*LOCK_NB.*");
    private static final int HEX = 16;

    /** Whether there is an {@code strace} on this machine. */
    public static boolean canBeTraced() {
        for (String folder : System.getenv().getOrDefault("PATH", "").split(":")) {
            if (Files.isExecutable(Path.of(folder, "strace"))) {
                return true;
            }
        }
        return false;
    }

    /** Words before a command that have all its threads traced to a file from its first moment. */
    public static List<String> tracing(Path output) {
        return tracing(WATCHED, output);
    }

    /** As {@link #tracing}, for who locks which files only: it costs the process next to nothing. */
    public static List<String> tracingLocks(Path output) {
        return tracing(LOCKING, output);
    }

    private static List<String> tracing(String calls, Path output) {
        return List.of(
                "strace",
                "-f",
                "-q",
                "-y",
                "-ttt",
                "--seccomp-bpf",
                "-e",
                calls,
                "-e",
                "signal=none",
                "-o",
                output.toString());
    }

    /**
     * Looks at all threads of a process that runs, for some seconds.
     *
     * @param others files that other processes could lock
     */
    public static SystemCalls of(long pid, Set<String> others, int seconds, Path output) throws IOException {
        List<String> maps = maps(pid);
        Process strace = new ProcessBuilder(
                        "strace", "-f", "-q", "-y", "-e", WATCHED, "-o", output.toString(), "-p", Long.toString(pid))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            strace.waitFor(seconds, TimeUnit.SECONDS);
            strace.destroy(); // it lets go of the process
            strace.waitFor();
        } catch (InterruptedException e) {
            strace.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while a process was traced", e);
        }
        if (!Files.exists(output)) {
            throw new IllegalStateException("strace could not look at process " + pid);
        }
        return read(Files.readAllLines(output), maps, 0, others);
    }

    /** The files that a process has open or mapped now: it can lock none but these until it opens another. */
    public static Set<String> openFiles(long pid) throws IOException {
        Set<String> files = new TreeSet<>();
        for (String map : maps(pid)) {
            int path = map.indexOf('/');
            if (path >= 0) {
                files.add(map.substring(path));
            }
        }
        try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(Path.of("/proc", Long.toString(pid), "fd"))) {
            for (Path descriptor : descriptors) {
                files.add(Files.readSymbolicLink(descriptor).toString());
            }
        }
        return files;
    }

    /** What a process has mapped now. */
    public static List<String> maps(long pid) throws IOException {
        return Files.readAllLines(Path.of("/proc", Long.toString(pid), "maps"));
    }

    /**
     * Reads a trace from a moment on. A lock that is only tried, or is on a file that the others do not lock, waits for
     * nobody else.
     *
     * @param maps of the process while it ran, as {@code /proc} has them
     * @param fromSeconds epoch seconds
     * @param others files that other processes lock
     */
    public static SystemCalls read(
            List<String> lines, Collection<String> maps, double fromSeconds, Set<String> others) {
        List<Matcher> shared =
                maps.stream().map(SHARED::matcher).filter(Matcher::matches).toList();
        long futexes = 0;
        long locks = 0;
        List<String> suspects = new ArrayList<>();
        SortedMap<String, Long> counts = new TreeMap<>();
        for (String call : calls(lines, fromSeconds)) {
            Matcher name = CALL.matcher(call);
            // The second half of an interrupted line tells no operation: its first half was looked at.
            if (!name.matches() || call.startsWith("<...")) {
                continue;
            }
            boolean isLock = FILE_LOCK.matcher(call).matches();
            Matcher futex = FUTEX.matcher(call);
            boolean isFutex = futex.matches();
            counts.merge(isLock ? name.group(1) + " lock" : name.group(1), 1L, Long::sum);
            boolean couldWait = isFutex
                    ? !futex.group(2).contains("PRIVATE") && isIn(shared, Long.parseLong(futex.group(1), HEX))
                    : isLock ? waitsForOthers(call, others) : !name.group(1).equals("fcntl");
            if (couldWait) {
                suspects.add(call);
            } else {
                futexes += isFutex ? 1 : 0;
                locks += isLock ? 1 : 0;
            }
        }
        return new SystemCalls(futexes, locks, suspects, counts);
    }

    /** A file without a name counts as one of the others'. */
    private static boolean waitsForOthers(String lock, Set<String> others) {
        Matcher file = FILE.matcher(lock);
        boolean isOthers = !file.matches() || others.contains(file.group(1));
        boolean waits =
                !NO_LOCK.matcher(lock).matches() && !NO_WAIT.matcher(lock).matches();
        return isOthers && waits;
    }

    private static List<String> calls(List<String> lines, double fromSeconds) {
        List<String> calls = new ArrayList<>();
        for (String line : lines) {
            Matcher parts = LINE.matcher(line);
            if (parts.matches() && (parts.group(1) == null || Double.parseDouble(parts.group(1)) >= fromSeconds)) {
                calls.add(parts.group(2));
            }
        }
        return calls;
    }

    /** The files that a traced process locked, shared or alone, waiting or not. */
    public static Set<String> lockedFiles(List<String> lines) {
        Set<String> files = new TreeSet<>();
        for (String call : calls(lines, 0)) {
            Matcher file = FILE.matcher(call);
            if (file.matches()
                    && FILE_LOCK.matcher(call).matches()
                    && !NO_LOCK.matcher(call).matches()) {
                files.add(file.group(1));
            }
        }
        return files;
    }

    private static boolean isIn(List<Matcher> ranges, long address) {
        return ranges.stream()
                .anyMatch(range -> address >= Long.parseLong(range.group(1), HEX)
                        && address < Long.parseLong(range.group(2), HEX));
    }
}
