package io.reprise.bench.recovery;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What {@code strace} sees of a process for some seconds: whether any of its threads calls what could wait for another
 * process. Only a futex in memory that is mapped shared can be another's to wake; file locks are others' to hold.
 *
 * @param futexes calls on memory of the process alone
 * @param suspects lines of calls that another process could make wait
 */
public record SystemCalls(long futexes, List<String> suspects) {
    private static final String WATCHED = "trace=futex,flock,fcntl,semop,semtimedop,msgrcv,mq_timedreceive";
    private static final Pattern FUTEX = Pattern.compile("futex\\(0x([0-9a-f]+), (\\w+).*");
    private static final Pattern SHARED = Pattern.compile("([0-9a-f]+)-([0-9a-f]+) ...s .*");
    private static final int HEX = 16;
    private static final Pattern LOCK = Pattern.compile("(flock|semop|semtimedop|msgrcv|mq_timedreceive)\\(.*");
    private static final Pattern FILE_LOCK = Pattern.compile("fcntl\\(.*F_(OFD_)?SETLK.*");

    /** Whether there is an {@code strace} on this machine. */
    public static boolean canBeTraced() {
        for (String folder : System.getenv().getOrDefault("PATH", "").split(":")) {
            if (Files.isExecutable(Path.of(folder, "strace"))) {
                return true;
            }
        }
        return false;
    }

    /** Looks at all threads of a process. */
    static SystemCalls of(long pid, int seconds, Path output) throws IOException {
        List<String> maps = Files.readAllLines(Path.of("/proc", Long.toString(pid), "maps"));
        Process strace = new ProcessBuilder(
                        "strace", "-f", "-q", "-e", WATCHED, "-o", output.toString(), "-p", Long.toString(pid))
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
        return read(Files.readAllLines(output), maps);
    }

    /**
     * Reads what {@code strace -f -o} wrote: a thread's id, then the call.
     *
     * @param maps of the process, as {@code /proc} has them
     */
    static SystemCalls read(List<String> lines, List<String> maps) {
        List<Matcher> shared =
                maps.stream().map(SHARED::matcher).filter(Matcher::matches).toList();
        long futexes = 0;
        List<String> suspects = new ArrayList<>();
        for (String line : lines) {
            String call = line.replaceFirst("^\\d+\\s+", "");
            Matcher futex = FUTEX.matcher(call);
            boolean isFutex = futex.matches();
            boolean couldWait = isFutex
                    ? !futex.group(2).contains("PRIVATE") && isIn(shared, Long.parseLong(futex.group(1), HEX))
                    : LOCK.matcher(call).matches() || FILE_LOCK.matcher(call).matches();
            if (couldWait) {
                suspects.add(call);
            } else {
                futexes += isFutex ? 1 : 0;
            }
        }
        return new SystemCalls(futexes, suspects);
    }

    private static boolean isIn(List<Matcher> ranges, long address) {
        return ranges.stream()
                .anyMatch(range -> address >= Long.parseLong(range.group(1), HEX)
                        && address < Long.parseLong(range.group(2), HEX));
    }
}
