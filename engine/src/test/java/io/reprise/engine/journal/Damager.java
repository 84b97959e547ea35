package io.reprise.engine.journal;

import io.reprise.engine.journal.Stored.Document;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.zip.CRC32C;

/** Does harm to the files of a journal, one seeded change at a time, and puts them back. */
final class Damager {
    /** {@code -Dreprise.seed} repeats a failure. */
    static final long SEED = Long.getLong("reprise.seed", 1);
    /** {@code -Dreprise.trials} makes it a soak. */
    static final int TRIALS = Integer.getInteger("reprise.trials", 3_000);

    private static final int DOCUMENTS = 110;
    private static final int FRAMES_MAX = 60;
    static final JournalSettings SMALL = JournalSettings.defaults()
            .withSegmentBytes(64 << 10)
            .withDocumentBytesMax(64 << 10)
            .withBlockBytes(1 << 20)
            .withContentDigest(true);

    final Path journal;
    final Stored stored;
    final SplittableRandom random = new SplittableRandom(SEED);

    private Damager(Path journal, Stored stored) {
        this.journal = journal;
        this.stored = stored;
    }

    /** Makes a journal that was closed. */
    static Damager closed(Path journal) throws IOException {
        TestFrames.write(JournalFolder.inbound(journal), SMALL, SEED, DOCUMENTS, FRAMES_MAX);
        return new Damager(journal, Stored.of(journal));
    }

    /** Makes a journal as a killed writer leaves it. */
    static Damager unclosed(Path journal) throws IOException {
        Stored stored;
        try (StreamAppender appender = StreamAppender.open(JournalFolder.inbound(journal), SMALL)) {
            TestFrames.write(appender, SEED, DOCUMENTS, FRAMES_MAX);
            stored = Stored.of(journal);
        }
        stored.restore(journal);
        return new Damager(journal, stored);
    }

    /** A change to one file: bytes [from, to) are not what they were, or are gone; a swapped file is another segment's. */
    record Harm(String kind, String file, long from, long to) {
        boolean isCut() {
            return kind.equals("cut") || kind.equals("delete") || kind.equals("swap");
        }
    }

    private Harm harm(String file) throws IOException {
        Stored.Content content = stored.files.get(file);
        boolean isLong = content.used().length < content.size() && random.nextInt(8) == 0;
        long size = isLong ? content.size() : content.used().length;
        if (size == 0) {
            return new Harm("delete", file, 0, 0);
        }
        long at = random.nextLong(size);
        if (Stored.isSegment(file) && random.nextInt(3) == 0) {
            List<Document> here = stored.documents.stream()
                    .filter(document -> file.endsWith(document.segment()))
                    .toList();
            at = here.get(random.nextInt(here.size())).position() + random.nextInt(112);
        }
        return switch (random.nextInt(16)) {
            case 0 -> new Harm("delete", file, 0, content.size());
            case 15 -> new Harm(Stored.isSegment(file) ? "swap" : "delete", file, 0, content.size());
            case 1, 2, 3 -> new Harm("cut", file, at, content.size());
            case 4 -> new Harm("zero", file, at, Math.min(size, at + 1 + random.nextInt(5_000)));
            case 7 -> word(file, at);
            case 5, 6 -> new Harm("noise", file, at, Math.min(size, at + 1 + random.nextInt(64)));
            default -> new Harm("flip", file, at, at + 1);
        };
    }

    /** Chronicle's word before a document zeroed, as if nothing had been written there. */
    private Harm word(String file, long at) {
        return stored.documents.stream()
                .filter(document -> file.endsWith(document.segment()) && document.end() > at)
                .findFirst()
                .map(document -> new Harm("word", file, document.position(), document.position() + Excerpt.WORD_BYTES))
                .orElse(new Harm("flip", file, at, at + 1));
    }

    /** Changes one byte of a document, counted from its header, and makes its checksum right again. */
    void forge(Document document, int at) throws IOException {
        Path path = journal.resolve(JournalFolder.INBOUND).resolve(document.segment());
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
            byte[] bytes = new byte[document.length()];
            file.seek(document.position() + Excerpt.WORD_BYTES);
            file.readFully(bytes);
            bytes[at] ^= 1;
            CRC32C crc = new CRC32C();
            crc.update(bytes, DocumentHeader.CRC_START, bytes.length - DocumentHeader.CRC_START);
            ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(DocumentHeader.CRC_OFFSET, (int)
                    crc.getValue());
            file.seek(document.position() + Excerpt.WORD_BYTES);
            file.write(bytes);
        }
    }

    /** Does it; returns it with the bytes that really changed, or null when they happen to be what they were. */
    Harm inflict(Harm harm) throws IOException {
        Path path = journal.resolve(harm.file());
        if (harm.kind().equals("delete")) {
            Files.delete(path);
            return harm;
        }
        if (harm.kind().equals("swap")) {
            List<String> segments = stored.names().stream()
                    .filter(name -> Stored.isSegment(name) && !name.equals(harm.file()))
                    .toList();
            byte[] other = stored.files
                    .get(segments.get(random.nextInt(segments.size())))
                    .used();
            Files.write(path, other);
            return harm;
        }
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
            if (harm.kind().equals("cut")) {
                file.setLength(harm.from());
                return harm;
            }
            byte[] before = new byte[(int) (harm.to() - harm.from())];
            file.seek(harm.from());
            file.readFully(before);
            byte[] after = before.clone();
            switch (harm.kind()) {
                case "zero", "word" -> Arrays.fill(after, (byte) 0);
                case "noise" -> random.nextBytes(after);
                default -> after[0] ^= (byte) (1 << random.nextInt(8));
            }
            file.seek(harm.from());
            file.write(after);
            int first = Arrays.mismatch(before, after);
            return first < 0 ? null : new Harm(harm.kind(), harm.file(), harm.from() + first, harm.to());
        }
    }

    interface Trial {
        /** @param done what was done, null for nothing */
        void run(Harm done) throws IOException;
    }

    void trials(int count, Trial trial) throws IOException {
        List<String> names = stored.names();
        for (int step = 0; step < count; step++) {
            Harm harm = harm(names.get(random.nextInt(names.size())));
            try {
                trial.run(inflict(harm));
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("seed " + SEED + " step " + step + ": " + harm, e);
            }
            stored.restore(journal, harm.file());
        }
    }
}
