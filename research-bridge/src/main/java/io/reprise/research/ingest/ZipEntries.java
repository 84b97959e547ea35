package io.reprise.research.ingest;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;

/**
 * The entries of a zip, by its table at the end; where the JDK refuses that table (some writers put malformed extra
 * fields there), by reading the archive from its start.
 */
final class ZipEntries {
    private static final int SHOWN_MAX = 12;
    private static final int ENTRIES_MAX = 100_000;

    private ZipEntries() {}

    /**
     * Opens an entry.
     *
     * @throws IngestException when there is no such entry
     */
    static InputStream open(Path file, String name) throws IOException {
        try {
            return openByTable(file, name);
        } catch (ZipException | IllegalArgumentException badTable) {
            return openFromStart(file, name);
        }
    }

    /**
     * Name of the one entry.
     *
     * @throws IngestException when there are none or more
     */
    static String only(Path file) throws IOException {
        List<String> names = names(file);
        if (names.size() != 1) {
            throw new IngestException(
                    file + " has " + list(names) + "; say which one with --entry, or as '" + file + "!ENTRY'");
        }
        return names.getFirst();
    }

    /**
     * Name of the one entry that a pattern fits, its folders left out.
     *
     * @throws IngestException when there are none or more
     */
    static String matching(Path file, String pattern) throws IOException {
        String regex = Pattern.quote(pattern).replace("*", "\\E.*\\Q").replace("?", "\\E.\\Q");
        List<String> names = names(file);
        if (names.isEmpty()) {
            throw new ZipException("it has no entries");
        }
        List<String> fits = names.stream()
                .filter(name -> name.equals(pattern)
                        || name.substring(name.lastIndexOf('/') + 1).matches(regex))
                .toList();
        if (fits.size() != 1) {
            throw new IngestException("--entry '" + pattern + "' fits " + fits.size() + " of " + file + "'s "
                    + list(fits.isEmpty() ? names : fits));
        }
        return fits.getFirst();
    }

    private static InputStream openByTable(Path file, String name) throws IOException {
        ZipFile zip = new ZipFile(file.toFile());
        try {
            ZipEntry found = zip.getEntry(name);
            if (found == null || found.isDirectory()) {
                throw missing(file, name);
            }
            return new FilterInputStream(zip.getInputStream(found)) {
                @Override
                public void close() throws IOException {
                    try (zip) {
                        super.close();
                    }
                }
            };
        } catch (IOException | RuntimeException failed) {
            zip.close();
            throw failed;
        }
    }

    private static InputStream openFromStart(Path file, String name) throws IOException {
        ZipInputStream zip = new ZipInputStream(Files.newInputStream(file));
        try {
            for (int i = 0; i < ENTRIES_MAX; i++) {
                ZipEntry found = zip.getNextEntry();
                if (found == null) {
                    break;
                }
                if (found.getName().equals(name)) {
                    return zip;
                }
            }
            throw missing(file, name);
        } catch (IllegalArgumentException badName) {
            zip.close();
            throw new ZipException("an entry's name cannot be read");
        } catch (IOException | RuntimeException failed) {
            zip.close();
            throw failed;
        }
    }

    private static IngestException missing(Path file, String name) throws IOException {
        if (names(file).isEmpty()) {
            return new IngestException(file + " is no zip, or has no entries");
        }
        return new IngestException("there is no entry " + name + " in " + file + ", which has " + list(names(file)));
    }

    static List<String> names(Path file) throws IOException {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            return zip.stream()
                    .filter(entry -> !entry.isDirectory())
                    .map(ZipEntry::getName)
                    .toList();
        } catch (ZipException | IllegalArgumentException badTable) {
            return namesFromStart(file);
        }
    }

    private static List<String> namesFromStart(Path file) throws IOException {
        List<String> names = new ArrayList<>();
        try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(file))) {
            for (ZipEntry found = zip.getNextEntry();
                    found != null && names.size() < ENTRIES_MAX;
                    found = zip.getNextEntry()) {
                if (!found.isDirectory()) {
                    names.add(found.getName());
                }
            }
        } catch (IllegalArgumentException badName) {
            throw new ZipException("an entry's name cannot be read");
        }
        return names;
    }

    private static String list(List<String> names) {
        String shown = String.join(", ", names.subList(0, Math.min(names.size(), SHOWN_MAX)));
        String more = names.size() > SHOWN_MAX ? ", ..." : "";
        return names.size() + (names.size() == 1 ? " entry: " : " entries: ") + shown + more;
    }
}
