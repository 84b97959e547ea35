package io.reprise.bench.isolation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Watches by {@code strace} how a process could wait for another: sockets, file locks, futexes that processes share, pipes and
 * message queues. A JVM's own threads wait on private futexes, which no other process can hold.
 */
final class SystemCalls implements AutoCloseable {
    private static final Pattern CALL = Pattern.compile("^\\d+\\s+(?:<\\.\\.\\. )?([a-z0-9_]+)[( ](.*)$");
    private static final String TRACED = "trace=%network,futex,flock,fcntl,semop,semtimedop,msgrcv,mq_timedreceive,"
            + "wait4,waitid,splice,tee,inotify_add_watch,epoll_wait,epoll_pwait,poll,ppoll,select,pselect6";

    private final Process strace;
    private final Path file;

    private SystemCalls(Process strace, Path file) {
        this.strace = strace;
        this.file = file;
    }

    static SystemCalls of(long pid, Path file) throws IOException {
        Process strace = new ProcessBuilder(
                        "strace", "-f", "-qq", "-p", Long.toString(pid), "-e", TRACED, "-o", file.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        return new SystemCalls(strace, file);
    }

    /** Calls by name, those first that could wait for another process, marked. */
    record Seen(TreeMap<String, Long> counts, List<String> waits) {}

    /** What was seen until now; call when the watched process has ended. */
    Seen seen() throws IOException, InterruptedException {
        strace.waitFor(20, TimeUnit.SECONDS);
        TreeMap<String, Long> counts = new TreeMap<>();
        List<String> waits;
        try (Stream<String> lines = Files.lines(file)) {
            waits = lines.map(CALL::matcher)
                    .filter(Matcher::matches)
                    .peek(call -> counts.merge(call.group(1), 1L, Long::sum))
                    .filter(call -> canWait(call.group(1), call.group(2)))
                    .map(call -> call.group(1) + "(" + call.group(2))
                    .limit(20)
                    .toList();
        }
        return new Seen(counts, waits);
    }

    private static boolean canWait(String name, String rest) {
        return switch (name) {
            // The second half of an interrupted line tells no operation: its first half was looked at.
            case "futex" -> !rest.contains("_PRIVATE") && !rest.startsWith("resumed");
            case "fcntl" -> rest.contains("F_SETLKW") || rest.contains("F_OFD_SETLKW");
            case "flock" -> !rest.contains("LOCK_NB") && !rest.contains("LOCK_UN");
            case "restart_syscall" -> false;
            default -> !rest.startsWith("resumed");
        };
    }

    @Override
    public void close() {
        strace.destroy();
    }
}
