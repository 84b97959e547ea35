package io.reprise.bench.recovery;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** A file system of a few MiB, in memory, that can really be full. Mounting takes root, on Linux. */
final class SmallDisk implements AutoCloseable {
    private static final int BLOCK_BYTES = 4096;

    private final Path folder;

    private SmallDisk(Path folder) {
        this.folder = folder;
    }

    /** Mounts one, or skips the test where that is not allowed. */
    static SmallDisk mount(Path folder, int mib) throws IOException {
        Files.createDirectories(folder);
        boolean mounted = run("mount", "-t", "tmpfs", "-o", "size=" + mib + "m", "tmpfs", folder.toString());
        Assumptions.assumeTrue(mounted, "a small file system cannot be mounted here: it takes root on Linux");
        return new SmallDisk(folder);
    }

    Path folder() {
        return folder;
    }

    void resize(int mib) throws IOException {
        if (!run("mount", "-o", "remount,size=" + mib + "m", folder.toString())) {
            throw new IOException("cannot resize " + folder);
        }
    }

    /** Takes all the room that is left. */
    Path fill() throws IOException {
        Path ballast = folder.resolve("ballast");
        try (var out = Files.newOutputStream(ballast)) {
            while (true) {
                out.write(new byte[BLOCK_BYTES]);
            }
        } catch (IOException full) {
            return ballast;
        }
    }

    private static boolean run(String... command) throws IOException {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(20, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (IOException noSuchCommand) {
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        if (!run("umount", folder.toString()) && !run("umount", "-l", folder.toString())) {
            throw new IOException("cannot unmount " + folder);
        }
    }
}
