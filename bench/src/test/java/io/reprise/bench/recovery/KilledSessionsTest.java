package io.reprise.bench.recovery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.engine.live.CrashPoint;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Real processes, really killed. */
@Tag("slow")
@Timeout(600)
class KilledSessionsTest {
    /** One at each crash point, and 30 more. */
    private static final int KILLS = 38;

    private static final int EVENTS = 2_000;

    @TempDir
    private Path folder;

    @Test
    void nothingIsLostAndNothingComesTwice() throws IOException {
        KilledSessions.Outcome outcome = KilledSessions.run(folder.resolve("kills"), KILLS, EVENTS, 1, done -> {});
        assertEquals("", String.join("\n", outcome.faults()));
        assertEquals(new Tally(0, 0, true), outcome.tally());
        assertEquals(KILLS, outcome.kills());
        assertEquals(Set.of(CrashPoint.values()), outcome.points().keySet());
        assertTrue(outcome.outside() > 0);
    }
}
