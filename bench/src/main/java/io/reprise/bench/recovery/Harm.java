package io.reprise.bench.recovery;

import io.reprise.bench.market.GeneratedJournal;
import io.reprise.bench.market.SplitMix;
import io.reprise.engine.journal.JournalFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** What may have happened to a journal besides the death of its process. */
public enum Harm {
    /** Nothing. */
    NONE {
        @Override
        String apply(Path journal, SplitMix random) {
            return null;
        }
    },
    /** A bit of the newest snapshot flipped. */
    SNAPSHOT_FLIPPED {
        @Override
        String apply(Path journal, SplitMix random) throws IOException {
            Path newest = newest(JournalFolder.snapshots(journal), SNAPSHOT);
            if (newest == null) {
                return null;
            }
            byte[] bytes = Files.readAllBytes(newest);
            bytes[(int) random.below(bytes.length)] ^= (byte) (1 << random.below(Byte.SIZE));
            Files.write(newest, bytes);
            return "passed over";
        }
    },
    /** The newest snapshot ends too early, as after a loss of power. */
    SNAPSHOT_CUT {
        @Override
        String apply(Path journal, SplitMix random) throws IOException {
            Path newest = newest(JournalFolder.snapshots(journal), SNAPSHOT);
            if (newest == null) {
                return null;
            }
            byte[] bytes = Files.readAllBytes(newest);
            Files.write(newest, Arrays.copyOf(bytes, (int) random.below(bytes.length)));
            return "passed over";
        }
    },
    /** All snapshots are gone. */
    SNAPSHOTS_GONE {
        @Override
        String apply(Path journal, SplitMix random) throws IOException {
            delete(JournalFolder.snapshots(journal));
            return null;
        }
    },
    /** Snapshots that were never finished lie about. */
    PARTS_LEFT {
        @Override
        String apply(Path journal, SplitMix random) throws IOException {
            Path folder = Files.createDirectories(JournalFolder.snapshots(journal));
            for (int i = 0; i < 3; i++) {
                Path part = folder.resolve("%020d.snapshot.part".formatted(random.below(1_000_000)));
                Files.write(part, new byte[(int) random.below(500)]);
            }
            return null;
        }
    },
    /** The outbound stream is gone, so that every snapshot is ahead of it. */
    OUTBOUND_GONE {
        @Override
        String apply(Path journal, SplitMix random) throws IOException {
            boolean ahead = newest(JournalFolder.snapshots(journal), SNAPSHOT) != null;
            delete(JournalFolder.outbound(journal));
            return ahead ? "ahead of the journal" : null;
        }
    },
    /** The last document of the inbound stream is torn. */
    INBOUND_TORN {
        @Override
        String apply(Path journal, SplitMix random) throws IOException {
            return cut(JournalFolder.inbound(journal), random, 512);
        }
    },
    /** The inbound stream lost more, so that snapshots may be ahead of it. */
    INBOUND_CUT {
        @Override
        String apply(Path journal, SplitMix random) throws IOException {
            return cut(JournalFolder.inbound(journal), random, 64 << 10);
        }
    },
    /** The outbound stream lost its end, so that snapshots may be ahead of it. */
    OUTBOUND_CUT {
        @Override
        String apply(Path journal, SplitMix random) throws IOException {
            return cut(JournalFolder.outbound(journal), random, 16 << 10);
        }
    };

    private static final String SNAPSHOT = ".snapshot";
    private static final String SEGMENT = ".cq4";

    /**
     * Does it.
     *
     * @return what the restart must say, null when nothing need be said
     */
    abstract String apply(Path journal, SplitMix random) throws IOException;

    /** Nothing but zeros from somewhere in the last bytes of the last segment on. */
    private static String cut(Path stream, SplitMix random, int bytesMax) throws IOException {
        Path last = newest(stream, SEGMENT);
        if (last == null) {
            return null;
        }
        byte[] bytes = Files.readAllBytes(last);
        int used = bytes.length;
        while (used > 0 && bytes[used - 1] == 0) {
            used--;
        }
        int from = used - (int) random.below(Math.min(used, bytesMax) + 1L);
        Arrays.fill(bytes, from, used, (byte) 0);
        Files.write(last, bytes);
        return null;
    }

    private static Path newest(Path folder, String ending) throws IOException {
        if (!Files.isDirectory(folder)) {
            return null;
        }
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> found = files.filter(file -> file.toString().endsWith(ending))
                    .sorted(Comparator.reverseOrder())
                    .toList();
            return found.isEmpty() ? null : found.getFirst();
        }
    }

    private static void delete(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            GeneratedJournal.delete(folder);
        }
    }
}
