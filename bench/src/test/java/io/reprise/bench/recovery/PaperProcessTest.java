package io.reprise.bench.recovery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.bench.market.GeneratedJournal;
import io.reprise.engine.cli.Main;
import io.reprise.engine.control.Command;
import io.reprise.engine.control.EngineLink;
import io.reprise.engine.journal.JournalFolder;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code paper} as people start and stop it. */
@Tag("slow")
@Timeout(180)
class PaperProcessTest {
    private static final int EVENTS = 2_000;

    @TempDir
    private Path folder;

    private final List<String> said = new ArrayList<>();
    private Path market;
    private Path journal;
    private Process process;
    private Path configHome;

    @BeforeEach
    void make() throws IOException {
        market = GeneratedJournal.trades(folder.resolve("market"), EVENTS, 1, done -> {});
        journal = folder.resolve("session");
    }

    @AfterEach
    void reap() throws InterruptedException {
        if (process != null) {
            process.destroyForcibly().waitFor();
        }
    }

    private void start(String speed, String... more) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(
                "paper",
                "--source=" + market,
                "--journal=" + journal,
                "--strategy=sma-cross",
                "--set=fast=2",
                "--set=slow=5",
                "--bar=5s",
                "--cash=1000000",
                "--qty=8",
                "--latency-ms=900",
                "--speed=" + speed,
                "--json"));
        arguments.addAll(List.of(more));
        run(arguments);
    }

    private void run(List<String> arguments) throws IOException {
        List<String> command = new ChildJvm(folder.resolve("none.jsa"), List.of("-XX:TieredStopAtLevel=1"))
                .command(List.of(), Main.class, arguments.toArray(String[]::new));
        ProcessBuilder builder = new ProcessBuilder(command).redirectOutput(ProcessBuilder.Redirect.DISCARD);
        if (configHome != null) {
            builder.environment().put("XDG_CONFIG_HOME", configHome.toString());
        }
        process = builder.start();
    }

    /** A folder for the key cannot be made where a file is. */
    @Test
    void goesOnWhenItsJournalCannotBeSealed() throws IOException, InterruptedException {
        configHome = Files.createFile(folder.resolve("no-folder"));
        start("max");
        assertEquals(0, end(), said::toString);
        assertTrue(said.stream().anyMatch(line -> line.contains("seal")), said::toString);
        assertEquals(EVENTS, HotSum.require(journal).marketEvents());
        assertFalse(Files.exists(journal.resolve("seals").resolve("inbound")));

        configHome = folder.resolve("keys");
        said.clear();
        run(List.of("journal", "seal", journal.toString()));
        assertEquals(0, end(), said::toString);
        try (Stream<Path> seals = Files.list(journal.resolve("seals").resolve("inbound"))) {
            assertTrue(seals.findAny().isPresent());
        }
    }

    private void awaitReady() throws IOException {
        BufferedReader lines = process.errorReader();
        String line = lines.readLine();
        while (line != null && !line.startsWith("ready ")) {
            said.add(line);
            line = lines.readLine();
        }
        assertTrue(line != null, () -> "it did not get ready: " + said);
    }

    private int end() throws IOException, InterruptedException {
        try (BufferedReader lines = process.errorReader()) {
            lines.lines().forEach(said::add);
        }
        return process.waitFor();
    }

    /** A trade a second: a session that looked for commands only between events would not take it in time. */
    @Test
    void takesACommandWhileItWaitsAndEndsWithZeroOnASignal() throws IOException, InterruptedException {
        start("1", "--on-stop=keep");
        awaitReady();
        long seq;
        try (EngineLink link = EngineLink.open(journal)) {
            seq = link.send(new Command.Halt()).seq();
        }
        assertTrue(seq > 0, "sequence " + seq);
        process.toHandle().destroy(); // SIGTERM; the process itself would close what it said
        assertEquals(0, end(), said::toString);
        assertTrue(said.getLast().startsWith("stopped after "), said::toString);
        try (Stream<Path> snapshots = Files.list(JournalFolder.snapshots(journal))) {
            assertEquals(1, snapshots.count());
        }
        start("max");
        assertEquals(0, end(), said::toString);
        SessionEnd ended = SessionEnd.of(journal);
        assertEquals(Map.of(0L, 1), ended.commands());
        assertEquals(0, ended.cancelsOnStop());
        assertEquals(EVENTS, ended.market().size());
    }

    @Test
    void failsWithOneWhenItCannotGoOn() throws IOException, InterruptedException {
        start("max");
        assertEquals(0, end(), said::toString);
        said.clear();
        start("max", "--fee-bps=5");
        assertEquals(2, end(), said::toString);
        assertTrue(said.getLast().contains("cannot go on with fee-bps=5"), said::toString);
    }
}
