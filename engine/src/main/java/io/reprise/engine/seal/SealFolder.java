package io.reprise.engine.seal;

import io.reprise.engine.journal.JournalException;
import io.reprise.engine.journal.Segments;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The folder {@code seals} of a journal: a file for each segment, named like it, and one for the journal. It is apart from the
 * segments, so seals stay when old segments are deleted. A file of such a name is whole: it is written aside and renamed.
 */
final class SealFolder {
    /** Folder in the journal's. */
    static final String FOLDER = "seals";

    static final String JOURNAL_SEAL = "journal.json";

    private static final String SUFFIX = ".json";
    private static final String PART = ".part";

    private final Path folder;

    SealFolder(Path journal) {
        this.folder = journal.resolve(FOLDER);
    }

    Path path() {
        return folder;
    }

    /** The seal's file of a segment. */
    Path segmentSeal(String stream, int segment) {
        return folder.resolve(stream).resolve(nameOf(segment));
    }

    Path journalSeal() {
        return folder.resolve(JOURNAL_SEAL);
    }

    private static String nameOf(int segment) {
        String name = Segments.name(segment);
        return name.substring(0, name.indexOf('.')) + SUFFIX;
    }

    /** Files of a stream's seals by number of the segment; empty when there are none. */
    TreeMap<Integer, Path> list(String stream) {
        TreeMap<Integer, Path> found = new TreeMap<>();
        Path seals = folder.resolve(stream);
        if (!Files.isDirectory(seals)) {
            return found;
        }
        String suffix = Segments.name(0).substring(Segments.name(0).indexOf('.'));
        try (Stream<Path> files = Files.list(seals)) {
            files.forEach(file -> {
                String name = file.getFileName().toString();
                int segment = name.endsWith(SUFFIX)
                        ? Segments.number(name.substring(0, name.length() - SUFFIX.length()) + suffix)
                        : -1;
                if (segment >= 0) {
                    found.put(segment, file);
                }
            });
        } catch (IOException e) {
            throw new JournalException("cannot list the seals in " + seals + ": " + e.getMessage(), e);
        }
        return found;
    }

    /** A seal's bytes; more than a seal can have are not read. */
    static byte[] read(Path file) throws IOException {
        if (Files.size(file) > SignedObject.BYTES_MAX) {
            throw new JournalException("it is larger than a seal can be");
        }
        return Files.readAllBytes(file);
    }

    /** Puts a seal in its place, all at once. */
    void write(Path file, byte[] bytes, boolean forced) {
        Path part = file.resolveSibling(file.getFileName() + PART);
        try {
            Files.createDirectories(file.getParent());
            try (FileChannel channel = FileChannel.open(
                    part, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
                ByteBuffer left = ByteBuffer.wrap(bytes);
                while (left.hasRemaining()) {
                    channel.write(left);
                }
                if (forced) {
                    channel.force(true);
                }
            }
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new JournalException("cannot write the seal " + file + ": " + e.getMessage(), e);
        }
    }
}
