package io.reprise.bench.recovery;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class KilledArchiveTest {
    @TempDir
    Path folder;

    @Test
    void losesNothingDoublesNothingAndShowsNoPartialFile() throws IOException {
        KilledArchive.Outcome outcome = new KilledArchive(folder.resolve("run"), 200_000, 7).run(15, _ -> {});
        assertEquals(List.of(), outcome.faults());
        assertEquals(15, outcome.kills());
    }
}
