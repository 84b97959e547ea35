package io.reprise.engine.seal;

import io.reprise.engine.journal.JournalFolder;
import io.reprise.engine.journal.StreamAppender;
import io.reprise.engine.journal.TestFrames;
import java.nio.file.Path;

/** A process that writes a journal and seals it meanwhile, until somebody kills it. */
final class SealingVictim {
    /** What it prints each time that it has sealed something. */
    static final String SEALING = "sealing";

    private static final int FRAMES_MAX = 60;
    private static final int DOCUMENTS_MAX = 10_000_000;

    private SealingVictim() {}

    /** @param args the journal, the key folder, and a seed */
    public static void main(String[] args) {
        Path journal = Path.of(args[0]);
        SealKeys keys = SealKeys.open(Path.of(args[1]));
        try (StreamAppender inbound = StreamAppender.open(JournalFolder.inbound(journal), SealedJournal.SMALL);
                StreamAppender outbound = StreamAppender.open(JournalFolder.outbound(journal), SealedJournal.SMALL);
                Sealer sealer = Sealer.open(journal, keys, true)) {
            long seed = Long.parseLong(args[2]);
            for (int i = 0; i < DOCUMENTS_MAX; i++) {
                TestFrames.write(inbound, seed + i, 20, FRAMES_MAX);
                TestFrames.write(outbound, seed - i, 6, FRAMES_MAX);
                if (sealer.sealFollowed(() -> {}) > 0) {
                    System.out.println(SEALING);
                    System.out.flush();
                }
            }
        }
    }
}
