package io.reprise.research.history;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Only this package sees DuckDB, so that another store could take its place. */
class DuckDbRankTest {
    @Test
    void onlyHistorySeesDuckDb() throws IOException {
        Path sources = Path.of("src/main/java");
        List<Path> seeing;
        try (Stream<Path> files = Files.walk(sources)) {
            seeing = files.filter(file -> file.toString().endsWith(".java"))
                    .filter(DuckDbRankTest::names)
                    .map(file -> sources.relativize(file.getParent()))
                    .distinct()
                    .toList();
        }
        assertEquals(List.of(Path.of("io/reprise/research/history")), seeing);
    }

    private static boolean names(Path file) {
        try {
            return Files.readString(file).contains("import org.duckdb.");
        } catch (IOException failed) {
            throw new IllegalStateException(failed);
        }
    }
}
