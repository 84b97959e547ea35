package io.reprise.research.ingest;

import io.reprise.engine.journal.JournalException;
import io.reprise.engine.journal.JournalLock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where a journal appears all at once: it is written in a folder beside its place, under the lock of a writer, and
 * moved there when it is whole. What a killed ingest left is found and put right by the next. Owned by the thread that
 * ingests.
 */
final class JournalFolder implements AutoCloseable {
    private final Path place;
    private final Path writing;
    private final Path replaced;
    private JournalLock lock;
    private boolean isCommitted;

    JournalFolder(Path folder) {
        place = folder.toAbsolutePath().normalize();
        if (place.getFileName() == null) {
            throw new IngestException(folder + " is no place for a journal");
        }
        String name = place.getFileName().toString();
        writing = place.resolveSibling("." + name + ".ingest");
        replaced = place.resolveSibling("." + name + ".replaced");
    }

    /** Where the journal is, or will be. */
    Path place() {
        return place;
    }

    /** Where it is written. */
    Path writing() {
        return writing;
    }

    boolean exists() {
        return Files.exists(place) && !isEmptyFolder();
    }

    private boolean isEmptyFolder() {
        if (!Files.isDirectory(place)) {
            return false;
        }
        try (Stream<Path> entries = Files.list(place)) {
            return entries.findAny().isEmpty();
        } catch (IOException unreadable) {
            return false;
        }
    }

    /**
     * Takes the right to write here, and puts right what a killed ingest left.
     *
     * @throws JournalException when another ingest is writing
     */
    void open() throws IOException {
        lock = JournalLock.acquire(writing);
        if (Files.exists(replaced)) {
            if (exists()) {
                delete(replaced);
            } else {
                Files.move(replaced, place, StandardCopyOption.ATOMIC_MOVE);
            }
        }
        clear();
    }

    /** Removes all but the lock. */
    private void clear() throws IOException {
        List<Path> entries;
        try (Stream<Path> list = Files.list(writing)) {
            entries = list.filter(path -> !path.endsWith(JournalLock.FILE_NAME)).toList();
        }
        for (Path entry : entries) {
            delete(entry);
        }
    }

    /** Puts what was written in its place. */
    void commit() throws IOException {
        if (exists()) {
            Files.move(place, replaced, StandardCopyOption.ATOMIC_MOVE);
        } else {
            Files.deleteIfExists(place);
        }
        Files.move(writing, place, StandardCopyOption.ATOMIC_MOVE);
        isCommitted = true;
        delete(replaced);
    }

    /** Gives the right back; what was written and not put in its place is removed. */
    @Override
    public void close() throws IOException {
        if (lock == null) {
            return;
        }
        try {
            if (!isCommitted) {
                delete(writing);
            }
        } finally {
            lock.close();
            lock = null;
        }
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        List<Path> all;
        try (Stream<Path> walk = Files.walk(folder)) {
            all = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : all) {
            Files.deleteIfExists(path);
        }
    }
}
