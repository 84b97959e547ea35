package io.reprise.bench.recovery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.bench.run.SystemCalls;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code bench reader} with less to do. */
@Tag("slow")
@Timeout(180)
class StoppedReaderTest {
    @TempDir
    private Path folder;

    @Test
    void aReaderStoppedAndKilledInsideAReadChangesNoDecision() throws IOException {
        StoppedReader.Outcome outcome = StoppedReader.run(
                folder.resolve("run"),
                new StoppedReader.Plan(1, 1, 4_000, 2, 2),
                SystemCalls.canBeTraced(),
                done -> {});
        assertTrue(outcome.sameDigests(), outcome::toString);
        assertTrue(outcome.read().getFirst().decisions() > 100, outcome::toString);
        if (outcome.calls() != null) {
            assertEquals(List.of(), outcome.calls().suspects());
            assertTrue(outcome.calls().futexes() > 0, outcome::toString);
        }
    }
}
