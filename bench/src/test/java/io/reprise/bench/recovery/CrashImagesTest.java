package io.reprise.bench.recovery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.engine.live.CrashPoint;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A copy of the journal at any crash point, whatever else happened to it, goes on to the undisturbed end. */
@Tag("slow")
@Timeout(300)
class CrashImagesTest {
    private static final int EVENTS = 1_200;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void everyImageComesToTheSameEnd(long seed) throws IOException {
        CrashImages.Outcome outcome = images(seed, 2, List.of(Harm.NONE), false);
        assertTrue(outcome.points().keySet().containsAll(Set.of(CrashPoint.values())), () -> "" + outcome.points());
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13})
    void soDoesAHarmedOne(long seed) throws IOException {
        images(seed, 2, List.of(Harm.values()), false);
    }

    @ParameterizedTest
    @ValueSource(longs = {21, 22, 23})
    void everyCommandIsTakenOnce(long seed) throws IOException {
        assertTrue(images(seed, 2, List.of(Harm.NONE), true).commands() > 10);
    }

    private CrashImages.Outcome images(long seed, int perPoint, List<Harm> harms, boolean commands) throws IOException {
        RecoveryCase of = RecoveryCase.in(folder.resolve("markets"), EVENTS, seed);
        CrashImages.Outcome outcome =
                CrashImages.run(new CrashImages.Plan(of, folder.resolve("images"), perPoint, harms, commands));
        System.out.println(outcome.images() + " " + of + " " + outcome.points());
        assertEquals("", String.join("\n", outcome.faults()));
        assertEquals(new Tally(0, 0, true), outcome.tally());
        return outcome;
    }
}
