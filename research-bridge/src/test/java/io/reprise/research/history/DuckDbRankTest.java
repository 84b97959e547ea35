package io.reprise.research.history;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Only this package and the feature store see DuckDB, so that another store could take its place. */
class DuckDbRankTest {
    @Test
    void onlyHistoryAndFeaturesSeeDuckDb() throws IOException {
        Path sources = Path.of("src/main/java");
        List<Path> seeing;
        try (Stream<Path> files = Files.walk(sources)) {
            seeing = files.filter(file -> file.toString().endsWith(".java"))
                    .filter(DuckDbRankTest::names)
                    .map(file -> sources.relativize(file.getParent()))
                    .distinct()
                    .sorted()
                    .toList();
        }
        Path research = Path.of("io/reprise/research");
        assertEquals(List.of(research.resolve("features"), research.resolve("history")), seeing);
    }

    private static boolean names(Path file) {
        try {
            return Files.readString(file).contains("import org.duckdb.");
        } catch (IOException failed) {
            throw new IllegalStateException(failed);
        }
    }
}
