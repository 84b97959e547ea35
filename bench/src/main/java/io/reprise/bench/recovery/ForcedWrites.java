package io.reprise.bench.recovery;

import io.reprise.engine.time.SystemClock;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/**
 * What it would cost to survive a loss of power too: the time to append a document and have the disk say that it has it.
 *
 * @param medianNs of one append and force
 * @param p99Ns likewise
 */
public record ForcedWrites(long medianNs, long p99Ns) {
    private static final int ROUNDS = 500;
    private static final int DOCUMENT_BYTES = 256;

    /** Measures on the disk of a folder. */
    public static ForcedWrites measure(Path folder) throws IOException {
        SystemClock clock = new SystemClock();
        Path file = Files.createTempFile(folder, "forced", ".bin");
        long[] tookNs = new long[ROUNDS];
        ByteBuffer document = ByteBuffer.allocateDirect(DOCUMENT_BYTES);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            for (int i = 0; i < ROUNDS; i++) {
                long startNs = clock.monoNs();
                document.clear();
                while (document.hasRemaining()) {
                    channel.write(document);
                }
                channel.force(false);
                tookNs[i] = clock.monoNs() - startNs;
            }
        } finally {
            Files.delete(file);
        }
        Arrays.sort(tookNs);
        return new ForcedWrites(tookNs[ROUNDS / 2], tookNs[ROUNDS * 99 / 100]);
    }
}
