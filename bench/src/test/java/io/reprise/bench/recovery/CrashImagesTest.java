package io.reprise.bench.recovery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.engine.live.CrashPoint;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A copy of the journal at any crash point, whatever else happened to it, goes on to the undisturbed end. */
@Tag("slow")
class CrashImagesTest {
    private static final int EVENTS = 1_500;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void everyImageComesToTheSameEnd(long seed) throws IOException {
        CrashImages.Outcome outcome = images(seed, 3, List.of(Harm.NONE));
        assertTrue(outcome.points().keySet().containsAll(Set.of(CrashPoint.values())), () -> "" + outcome.points());
        assertEquals(0, outcome.tally().lost());
        assertEquals(0, outcome.tally().doubled());
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13, 14, 15, 16})
    void soDoesAHarmedOne(long seed) throws IOException {
        images(seed, 4, List.of(Harm.values()));
    }

    private CrashImages.Outcome images(long seed, int perPoint, List<Harm> harms) throws IOException {
        RecoveryCase of = RecoveryCase.in(folder.resolve("markets"), EVENTS, seed);
        CrashImages.Outcome outcome = CrashImages.run(of, folder.resolve("images"), perPoint, harms);
        System.out.println(of + " " + outcome.images() + " " + outcome.points());
        assertEquals("", String.join("\n", outcome.faults()));
        assertTrue(outcome.tally().digestsEqual());
        return outcome;
    }
}
