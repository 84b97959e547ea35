package io.reprise.research.ingest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where a journal appears all at once: it is written in a folder beside its place and moved there when it is whole. What a
 * killed ingest left is found and put right by the next. Owned by the thread that ingests.
 */
final class JournalFolder {
    private final Path place;
    private final Path writing;
    private final Path replaced;

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

    /** Puts right what a killed ingest left, and says whether there was anything. The caller is alone here. */
    boolean recover() throws IOException {
        boolean wasKilled = Files.exists(writing) || Files.exists(replaced);
        if (Files.exists(replaced)) {
            if (exists()) {
                delete(replaced);
            } else {
                Files.move(replaced, place, StandardCopyOption.ATOMIC_MOVE);
            }
        }
        delete(writing);
        return wasKilled;
    }

    /** Puts what was written in its place. */
    void commit() throws IOException {
        if (exists()) {
            Files.move(place, replaced, StandardCopyOption.ATOMIC_MOVE);
        } else {
            Files.deleteIfExists(place);
        }
        Files.move(writing, place, StandardCopyOption.ATOMIC_MOVE);
        delete(replaced);
    }

    /** Removes what was written. */
    void discard() throws IOException {
        delete(writing);
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
