package io.reprise.bench.isolation;

import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** A program in a JVM of its own, pinned to one core by {@code taskset}. Owned by one thread. */
final class PinnedJvm implements AutoCloseable {
    private static final long LOOK_MS = 10;
    private static final long PATIENCE_MS = 120_000;

    private final Process process;
    private final boolean traced;
    private final Path out;
    private final Path err;

    private PinnedJvm(Process process, boolean traced, Path out, Path err) {
        this.process = process;
        this.traced = traced;
        this.out = out;
        this.err = err;
    }

    /** @param tracer words before the command, which run it as their child; none for no tracing */
    static PinnedJvm start(List<String> tracer, int core, Path folder, String name, String main, List<String> arguments)
            throws IOException {
        List<String> command = new ArrayList<>(tracer);
        command.addAll(List.of("taskset", "-c", Integer.toString(core)));
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(flag -> !flag.startsWith("-XX:SharedArchiveFile") && !flag.startsWith("-javaagent"))
                .forEach(command::add);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main));
        command.addAll(arguments);
        Path out = folder.resolve(name + ".out");
        Path err = folder.resolve(name + ".err");
        Process process = new ProcessBuilder(command)
                .redirectInput(new File("/dev/null"))
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        return new PinnedJvm(process, !tracer.isEmpty(), out, err);
    }

    /** Pins this process, all its threads, to a core. */
    static void pinSelf(int core) throws IOException, InterruptedException {
        Process taskset = new ProcessBuilder(
                        "taskset",
                        "-a",
                        "-c",
                        "-p",
                        Integer.toString(core),
                        Long.toString(ProcessHandle.current().pid()))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (taskset.waitFor() != 0) {
            throw new IOException("taskset cannot pin this process to core " + core);
        }
    }

    /** The JVM itself: a tracer is its parent. */
    private ProcessHandle jvm() {
        return traced ? process.children().findFirst().orElse(process.toHandle()) : process.toHandle();
    }

    long pid() {
        return jvm().pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    String out() throws IOException {
        return Files.readString(out);
    }

    /** Waits until the process has said something on either of its outputs. */
    String awaitSaid(Predicate<String> wanted) throws IOException, InterruptedException {
        for (long waited = 0; waited < PATIENCE_MS; waited += LOOK_MS) {
            String said = Files.readString(out) + Files.readString(err);
            if (wanted.test(said)) {
                return said;
            }
            if (!process.isAlive()) {
                throw new IOException("a child ended with " + process.exitValue() + ": " + said.strip());
            }
            process.waitFor(LOOK_MS, TimeUnit.MILLISECONDS);
        }
        throw new IOException("a child was not ready within " + PATIENCE_MS / 1_000 + " s");
    }

    /** Waits so long for the end; whether it has come. */
    boolean awaitEnd(long ms) throws InterruptedException {
        return process.waitFor(ms, TimeUnit.MILLISECONDS);
    }

    /** @throws IOException unless it ended in order */
    void requireEndedWell() throws IOException {
        if (process.exitValue() != 0) {
            throw new IOException("a child ended with " + process.exitValue() + ": "
                    + Files.readString(err).strip());
        }
    }

    @Override
    public void close() {
        jvm().destroy();
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                jvm().destroyForcibly();
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            jvm().destroyForcibly();
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
