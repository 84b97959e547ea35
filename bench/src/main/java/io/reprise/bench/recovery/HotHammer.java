package io.reprise.bench.recovery;

import io.reprise.engine.hot.HotReader;
import io.reprise.engine.journal.JournalException;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;

/** A process that reads a session's hot state as fast as it can, until it is stopped or killed in the middle of that. */
public final class HotHammer {
    private static final long LOOK_NS = 1_000_000;
    private static final int READS_UNTIL_READY = 1_000;

    private HotHammer() {}

    /** @param args journal */
    public static void main(String[] args) {
        try (HotReader reader = opened(Path.of(args[0]))) {
            for (long reads = 0; ; reads++) {
                reader.read();
                if (reads == READS_UNTIL_READY) {
                    System.out.println("reading");
                }
            }
        }
    }

    private static HotReader opened(Path journal) {
        while (true) {
            try {
                return HotReader.open(journal);
            } catch (JournalException notYet) {
                LockSupport.parkNanos(LOOK_NS);
            }
        }
    }
}
