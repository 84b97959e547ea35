package io.reprise.research.history;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class UnpackedLibraryTest {
    /** While it is loaded and in use, its file has no name any more that a killed process could leave. */
    @Test
    void isLoadedAndHasNoName() throws Exception {
        assumeTrue(Files.isReadable(Path.of("/proc/self/maps")), "there is no /proc here");
        try (Duck duck = Duck.open()) {
            assertFalse(UnpackedLibrary.mapped().isEmpty());
            assertTrue(UnpackedLibrary.mapped().stream().noneMatch(Files::exists));
            duck.execute("SELECT 1");
        }
    }

    @Test
    void aSecondTimeFindsNothing() throws IOException {
        try (Duck _ = Duck.open()) {
            UnpackedLibrary.forget();
            UnpackedLibrary.forget();
        }
    }
}
