package io.reprise.engine.risk;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The page for people says what the code says. */
final class ReasonsPageTest {
    private static final Path PAGE = Path.of(System.getProperty("reprise.home", ".."), "docs", "reasons.md");

    @Test
    void isWhatTheCodeSays() throws IOException {
        assertEquals(
                ReasonsPage.text(), Files.readString(PAGE), "docs/reasons.md is stale: run ReasonsPage.main on it");
    }
}
