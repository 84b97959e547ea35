package io.reprise.bench.recovery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.bench.market.GeneratedJournal;
import io.reprise.engine.cli.Main;
import io.reprise.engine.hot.HotReader;
import io.reprise.engine.hot.HotState;
import io.reprise.engine.journal.JournalException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A real side-car beside a real session, killed: the session notices by itself, and its dead man's timer halts it. */
@Tag("slow")
@Timeout(240)
class LostSideCarTest {
    private static final int EVENTS = 20_000;
    private static final long LOOK_MS = 100;
    private static final int LOOKS_MAX = 900;

    @TempDir
    private Path root;

    private final List<Process> processes = new ArrayList<>();

    @AfterEach
    void reap() throws InterruptedException {
        for (Process process : processes) {
            process.destroyForcibly().waitFor();
        }
    }

    private Process start(String name, String... arguments) throws IOException {
        List<String> command = new ChildJvm(root.resolve("none.jsa"), List.of("-XX:TieredStopAtLevel=1"))
                .command(List.of(), Main.class, arguments);
        Process process = new ProcessBuilder(command)
                .redirectOutput(root.resolve(name + ".out").toFile())
                .redirectError(root.resolve(name + ".err").toFile())
                .start();
        processes.add(process);
        return process;
    }

    private String said(String name) throws IOException {
        return Files.readString(root.resolve(name + ".out")) + Files.readString(root.resolve(name + ".err"));
    }

    private void awaitSaid(String name, String what) throws IOException, InterruptedException {
        for (int look = 0; look < LOOKS_MAX; look++) {
            if (said(name).contains(what)) {
                return;
            }
            Thread.sleep(LOOK_MS);
        }
        throw new AssertionError(name + " did not say '" + what + "': " + said(name));
    }

    private HotState awaitHot(Path journal, Predicate<HotState> wanted) throws InterruptedException {
        HotState last = null;
        for (int look = 0; look < LOOKS_MAX; look++) {
            try (HotReader reader = HotReader.open(journal)) {
                last = reader.read();
                if (wanted.test(last)) {
                    return last;
                }
            } catch (JournalException notYet) {
                // it is still being made
            }
            Thread.sleep(LOOK_MS);
        }
        throw new AssertionError("the hot state did not come to what was waited for: " + last);
    }

    @Test
    void aKilledSideCarRaisesAnAlertAndTheTimerHalts() throws IOException, InterruptedException {
        Path market = GeneratedJournal.trades(root.resolve("market"), EVENTS, 1, done -> {});
        Path journal = root.resolve("data/sessions/s/journal");
        Files.createDirectories(journal.getParent());
        start(
                "paper",
                "paper",
                "--source=" + market,
                "--journal=" + journal,
                "--strategy=sma-cross",
                "--bar=5s",
                "--speed=10",
                "--dead-man=7");
        awaitSaid("paper", "ready ");
        Process sideCar = start("serve", "serve", "--port=0", "--root=" + root);
        awaitSaid("serve", "console  ");
        Thread.sleep(3_000); // it beats once a second
        HotState served = awaitHot(journal, hot -> true);
        assertFalse(served.engine().sideCarLost(), served::toString);
        assertFalse(served.session().halted(), served::toString);

        sideCar.destroyForcibly().waitFor();
        HotState lost = awaitHot(journal, hot -> hot.engine().sideCarLost());
        assertEquals(1, lost.engine().sideCarLosses());
        HotState halted = awaitHot(journal, hot -> hot.session().halted());
        assertTrue(halted.session().marketEvents() > served.session().marketEvents(), "it went on");
        String said = said("paper");
        assertTrue(said.contains("ALERT the side-car that served this session is gone"), said);
        assertTrue(said.contains("the dead man's timer halts this session"), said);

        start("again", "serve", "--port=0", "--root=" + root);
        awaitHot(journal, hot -> !hot.engine().sideCarLost());
        assertTrue(said("paper").contains("a side-car serves this session again"), said("paper"));
    }
}
