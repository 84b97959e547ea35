package io.reprise.engine.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.zip.CRC32C;

/**
 * The snapshots of a journal, one file each, named by sequence: written aside, forced to disk, checksummed and renamed, so
 * that a file of that name is whole. Old ones are pruned by number. One that cannot be used is set aside under another
 * name: left where it is it would count among the newest, and one that is ahead of a journal that lost its end would be
 * taken for a snapshot of what the journal holds once it has grown past it. Owned by one thread at a time.
 */
public final class SnapshotFolder {
    /** Where a process may be killed on purpose by a test of recovery. */
    public enum Step {
        WRITTEN,
        RENAMED,
        PRUNED
    }

    /** Newest snapshots that are kept. */
    public static final int KEPT = 3;

    private static final String SUFFIX = ".snapshot";
    private static final String PART = ".part";
    private static final String PASSED = ".passed";
    private static final int MAGIC = 0x31535052; // RPS1
    private static final short SCHEMA_VERSION = 1;
    private static final int DIGEST_BYTES = 32;
    /** Magic, version, CRC32C of all behind it, sequence, configuration's digest, length of the state. */
    private static final int HEADER_BYTES = 4 + 4 + 4 + 4 + 8 + DIGEST_BYTES + 8;

    private static final int CRC_OFFSET = 8;
    private static final int CRC_START = 12;
    /** A larger file is no snapshot. */
    private static final long BYTES_MAX = 1L << 30;

    private final Path folder;
    private final Consumer<Step> listener;

    /** @param listener told of each step of {@link #write} */
    public SnapshotFolder(Path folder, Consumer<Step> listener) {
        this.folder = folder;
        this.listener = listener;
    }

    public SnapshotFolder(Path folder) {
        this(folder, step -> {});
    }

    /** Writes a snapshot, then prunes those beyond the newest {@value #KEPT}. */
    public void write(Snapshot snapshot) {
        String name = name(snapshot);
        Path part = folder.resolve(name + PART);
        try {
            Files.createDirectories(folder);
            try (FileChannel channel = FileChannel.open(
                    part, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
                ByteBuffer bytes = encode(snapshot);
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            }
            listener.accept(Step.WRITTEN);
            Files.move(part, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            listener.accept(Step.RENAMED);
            prune();
        } catch (IOException e) {
            JournalException failure = new JournalException(
                    "cannot write the snapshot " + folder.resolve(name) + ": " + e.getMessage(), e);
            try {
                Files.deleteIfExists(part); // on a full disk it only takes room
            } catch (IOException again) {
                failure.addSuppressed(again);
            }
            throw failure;
        }
    }

    private static String name(Snapshot snapshot) {
        return "%020d".formatted(snapshot.seq()) + SUFFIX;
    }

    private static ByteBuffer encode(Snapshot snapshot) {
        ByteBuffer bytes =
                ByteBuffer.allocate(HEADER_BYTES + snapshot.state().length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putInt(MAGIC).putShort(SCHEMA_VERSION).putShort((short) HEADER_BYTES);
        bytes.putInt(0).putInt(0);
        bytes.putLong(snapshot.seq()).put(HexFormat.of().parseHex(snapshot.configSha256()));
        bytes.putLong(snapshot.state().length).put(snapshot.state());
        return bytes.putInt(CRC_OFFSET, crc(bytes.array())).flip();
    }

    private static int crc(byte[] file) {
        CRC32C crc = new CRC32C();
        crc.update(file, CRC_START, file.length - CRC_START);
        return (int) crc.getValue();
    }

    /**
     * The newest snapshot that is whole, of this configuration, and not beyond a sequence; null when there is none. Newer
     * ones are set aside, and what was never finished is removed, so ask before anything is written.
     *
     * @param seqMax last sequence that the journal holds
     * @param skipped told in one sentence of each newer file that is not taken
     */
    public Snapshot newest(String configSha256, long seqMax, Consumer<String> skipped) {
        files(PART).forEach(this::remove);
        for (Path file : files(SUFFIX)) {
            String reason;
            try {
                Snapshot snapshot = decode(Files.size(file) > BYTES_MAX ? new byte[0] : Files.readAllBytes(file));
                if (!snapshot.configSha256().equals(configSha256)) {
                    reason = "is of another configuration";
                } else if (snapshot.seq() > seqMax) {
                    reason = "is ahead of the journal, which ends at sequence " + seqMax;
                } else {
                    return snapshot;
                }
            } catch (IOException | JournalException e) {
                reason = "is damaged, " + e.getMessage() + ",";
            }
            passOver(file, reason, skipped);
        }
        return null;
    }

    /**
     * The newest snapshot at or before a sequence that is whole and of this configuration; null when there is none. Changes
     * nothing, so that it may be asked beside the engine that writes here.
     */
    public Snapshot atOrBefore(String configSha256, long seqMax) {
        for (Path file : files(SUFFIX)) {
            try {
                Snapshot snapshot = decode(Files.size(file) > BYTES_MAX ? new byte[0] : Files.readAllBytes(file));
                if (snapshot.seq() <= seqMax && snapshot.configSha256().equals(configSha256)) {
                    return snapshot;
                }
            } catch (IOException | JournalException e) {
                continue; // the engine that owns it says so; an older one does as well
            }
        }
        return null;
    }

    /**
     * Sets a snapshot aside that turned out to be of no use.
     *
     * @param reason what is wrong with it, to go on with "the snapshot ..."
     */
    public void passOver(Snapshot snapshot, String reason, Consumer<String> skipped) {
        passOver(folder.resolve(name(snapshot)), reason, skipped);
    }

    private void passOver(Path file, String reason, Consumer<String> skipped) {
        try {
            Path aside = file.resolveSibling(file.getFileName() + PASSED);
            Files.move(file, aside, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new JournalException("cannot set the snapshot " + file + " aside: " + e.getMessage(), e);
        }
        skipped.accept("the snapshot " + file + " " + reason + " and is passed over");
    }

    private void remove(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new JournalException("cannot remove the unfinished " + file + ": " + e.getMessage(), e);
        }
    }

    private static Snapshot decode(byte[] content) {
        ByteBuffer bytes = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
        if (content.length < HEADER_BYTES || bytes.getInt() != MAGIC) {
            throw new JournalException("it does not start as a snapshot does");
        }
        if (bytes.getShort() != SCHEMA_VERSION || bytes.getShort() != HEADER_BYTES) {
            throw new JournalException("its schema version or header length is not known");
        }
        if (bytes.getInt() != crc(content)) {
            throw new JournalException("its checksum does not match its bytes");
        }
        bytes.getInt();
        long seq = bytes.getLong();
        byte[] configSha256 = new byte[DIGEST_BYTES];
        bytes.get(configSha256);
        if (bytes.getLong() != bytes.remaining()) {
            throw new JournalException("its state is not as long as its header says");
        }
        byte[] state = new byte[bytes.remaining()];
        bytes.get(state);
        return new Snapshot(seq, HexFormat.of().formatHex(configSha256), state);
    }

    private void prune() throws IOException {
        List<Path> files = files(SUFFIX);
        for (Path old : files.subList(Math.min(KEPT, files.size()), files.size())) {
            Files.delete(old);
            listener.accept(Step.PRUNED);
        }
    }

    /** Newest first. */
    private List<Path> files(String ending) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().endsWith(ending))
                    .sorted((a, b) -> b.getFileName().compareTo(a.getFileName()))
                    .toList();
        } catch (IOException e) {
            throw new JournalException("cannot list the snapshots in " + folder + ": " + e.getMessage(), e);
        }
    }
}
