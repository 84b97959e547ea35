package io.reprise.codecs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The page for people says what the schema says. */
class FramesPageTest {
    private static final Path PAGE = Path.of(System.getProperty("reprise.home", ".."), "docs", "frames.md");

    @Test
    void isWhatTheSchemaSays() throws IOException {
        assertEquals(FramesPage.text(), Files.readString(PAGE), "docs/frames.md is stale: run FramesPage.main on it");
    }
}
