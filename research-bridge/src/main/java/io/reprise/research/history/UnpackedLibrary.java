package io.reprise.research.history;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * DuckDB's driver unpacks its library, 70 MB, into the folder of temporary files and removes it when the JVM ends; a JVM that is killed
 * leaves it. So its name is removed as soon as it is loaded: the mapping keeps it, until the process ends however it ends. Where
 * there is no {@code /proc} it stays as the driver has it.
 */
final class UnpackedLibrary {
    private static final Path MAPS = Path.of("/proc/self/maps");
    private static final String NAME = "libduckdb_java";

    private UnpackedLibrary() {}

    /** Removes the name of this process's library, once it is loaded; a second call finds nothing. */
    static void forget() {
        if (!Files.isReadable(MAPS)) {
            return;
        }
        Path temporary = Path.of(System.getProperty("java.io.tmpdir")).toAbsolutePath();
        try {
            for (Path file : mapped()) {
                if (file.startsWith(temporary)) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (IOException stays) {
            // The driver removes it when the JVM ends.
        }
    }

    /** Files of that name that this process has mapped. */
    static List<Path> mapped() throws IOException {
        try (Stream<String> lines = Files.lines(MAPS)) {
            return lines.filter(line -> line.contains(NAME))
                    .map(line -> line.substring(line.indexOf('/')).replace(" (deleted)", ""))
                    .distinct()
                    .map(Path::of)
                    .toList();
        }
    }
}
