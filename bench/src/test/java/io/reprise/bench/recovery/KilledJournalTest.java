package io.reprise.bench.recovery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.engine.backtest.Replay;
import io.reprise.engine.live.CrashPoint;
import io.reprise.engine.pipeline.RingSettings;
import io.reprise.engine.pipeline.Topology;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The journal of a session that was killed, and that nobody has gone on with, is verified as far as it goes. */
@Tag("slow")
@Timeout(120)
class KilledJournalTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource(
            value = CrashPoint.class,
            names = {"AFTER_APPEND", "BEFORE_SEND"})
    void isVerifiedUpToWhereBothStreamsStand(CrashPoint where) throws IOException {
        RecoveryCase of = RecoveryCase.in(folder.resolve("markets"), 2_000, 4);
        Path journal = folder.resolve("session");
        Files.createDirectories(folder.resolve("child"));
        ChildProcess child = new ChildProcess(folder.resolve("child"));
        assertTrue(child.run(of, journal, where, 3).isKilled());
        Replay.Outcome killed = verify(journal);
        assertNull(killed.difference());
        assertTrue(
                killed.unfinished()
                        .matches("the session was killed before its end: what it had recorded up to sequence \\d+ was"
                                + " made again and is the same; started again, paper goes on with it"),
                killed.unfinished());
        assertEquals(0, child.run(of, journal, null, 0).exitCode());
        Replay.Outcome ended = verify(journal);
        assertNull(ended.difference());
        assertNull(ended.unfinished());
    }

    private static Replay.Outcome verify(Path journal) throws IOException {
        return Replay.of(journal, RecoveryCase.catalog()).verify(Topology.INLINE, RingSettings.DEFAULT);
    }
}
