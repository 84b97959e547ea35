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

/** A command of the command line in a JVM of its own, pinned to one core by {@code taskset}. Owned by one thread. */
final class PinnedJvm implements AutoCloseable {
    private static final long LOOK_MS = 20;
    private static final long PATIENCE_MS = 120_000;

    private final Process process;
    private final Path out;
    private final Path err;

    private PinnedJvm(Process process, Path out, Path err) {
        this.process = process;
        this.out = out;
        this.err = err;
    }

    static PinnedJvm start(int core, Path folder, String name, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("taskset", "-c", Integer.toString(core)));
        command.add(ProcessHandle.current().info().command().orElse("java"));
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), "io.reprise.engine.cli.Main"));
        command.addAll(arguments);
        Path out = folder.resolve(name + ".out");
        Path err = folder.resolve(name + ".err");
        Process process = new ProcessBuilder(command)
                .redirectInput(new File("/dev/null"))
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        return new PinnedJvm(process, out, err);
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

    long pid() {
        return process.pid();
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

    /** Waits for the end, which must be in order. */
    void awaitEnd(long seconds) throws IOException, InterruptedException {
        if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
            throw new IOException("a child did not end within " + seconds + " s");
        }
        if (process.exitValue() != 0) {
            throw new IOException("a child ended with " + process.exitValue() + ": "
                    + Files.readString(err).strip());
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
