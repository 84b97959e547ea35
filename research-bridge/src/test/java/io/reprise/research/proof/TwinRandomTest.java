package io.reprise.research.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.reprise.engine.backtest.RunResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The engine reaches what the twin reaches on seeded random files and options. {@code -Dreprise.twin.files} and {@code
 * -Dreprise.twin.seed} make a longer campaign of it.
 */
@Tag("slow")
final class TwinRandomTest {
    private static final int FILES = Integer.getInteger("reprise.twin.files", 100);
    private static final long SEED = Long.getLong("reprise.twin.seed", 1);
    private static final int SHOWN = 20;

    @TempDir
    Path folder;

    private final Situations situations = new Situations();
    private final List<String> failures = new ArrayList<>();

    @Test
    void reachesTheSameFillsAndMoney() throws IOException {
        for (long seed = SEED; seed < SEED + FILES; seed++) {
            RandomCase one = RandomCase.of(seed);
            Path market = one.ingest(folder.resolve("market"));
            for (TwinCase options : one.options()) {
                compare(one, options, market);
            }
            Folders.delete(market);
        }
        System.out.println(situations);
        List<String> shown = failures.subList(0, Math.min(SHOWN, failures.size()));
        assertEquals("", String.join("\n", shown), failures.size() + " runs differ");
        assertEquals(List.of(), situations.missing());
    }

    private void compare(RandomCase one, TwinCase options, Path market) throws IOException {
        TwinResult twin = twin(one, options);
        List<String> differences;
        try {
            RunResult engine = EngineRun.run(options, market);
            differences = twin == null
                    ? List.of("the twin overflows, the engine does not")
                    : Differences.between(twin, engine);
        } catch (ArithmeticException e) {
            differences = twin == null ? List.of() : List.of("the engine overflows, the twin does not: " + e);
        }
        if (!differences.isEmpty()) {
            failures.add("seed " + one.seed() + (one.isBars() ? " bars " : " trades ") + one.hasVolume() + " " + options
                    + "\n  " + String.join("\n  ", differences));
        }
    }

    /** The twin's result, null where an amount does not fit. */
    private TwinResult twin(RandomCase one, TwinCase options) {
        try {
            TwinResult result = Twin.run(options, one.data());
            situations.add(result);
            return result;
        } catch (ArithmeticException e) {
            situations.addOverflow();
            return null;
        }
    }
}
