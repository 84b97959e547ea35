package io.reprise.engine.hot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.engine.journal.JournalException;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whatever is done to a reader in another process, the writer goes on writing. */
@Tag("slow")
@Timeout(300)
class HotReaderProcessTest {
    /** A map lock that somebody died in would hold a writer up for 60 s, or for good. */
    private static final long WRITES_SECONDS_MAX = 20;

    private static final int WRITES = 20_000;
    private static final int STOPS = 30;

    @TempDir
    private Path folder;

    private Path file;
    private HotMap map;
    private SharedNumbers numbers;
    private long written;
    private Process child;

    @BeforeEach
    void make() throws IOException {
        file = folder.resolve("hot/state.dat");
        map = HotMap.create(file, SharedNumbers.KEYS);
        numbers = new SharedNumbers(map);
    }

    @AfterEach
    void reap() throws InterruptedException {
        if (child != null) {
            child.destroyForcibly().waitFor();
        }
        map.close();
    }

    @Test
    void aReaderThatIsStoppedAgainAndAgainSeesNoTornStateAndHoldsUpNobody() throws Exception {
        start("hammers");
        SplittableRandom random = new SplittableRandom(7);
        for (int stop = 0; stop < STOPS; stop++) {
            signal("STOP");
            writesOn(WRITES / STOPS);
            signal("CONT");
            writesOn(1 + random.nextInt(WRITES / STOPS)); // so that it is stopped in the middle of anything
        }
        assertTrue(child.isAlive(), "the reader ended, with a torn state if by " + HotReaderChild.TORN);
        child.destroyForcibly();
        assertEquals(128 + 9, child.waitFor());
        writesOn(WRITES);
    }

    @Test
    void aReaderKilledInTheMiddleOfAReadHoldsUpNobody() throws Exception {
        start("inside");
        writesOn(WRITES);
        signal("STOP");
        writesOn(WRITES);
        child.destroyForcibly().waitFor();
        writesOn(WRITES);
        start("hammers"); // and the next reader reads
        assertTrue(child.isAlive());
    }

    /** Nobody who behaves takes this lock; the writer does not care, and readers who come are refused in a sentence. */
    @Test
    void aProcessKilledInsideTheMapsOwnLockHoldsUpNoWriter() throws Exception {
        start("locks");
        writesOn(WRITES);
        child.destroyForcibly().waitFor();
        writesOn(WRITES);
        assertThrows(JournalException.class, () -> map.bind(HotKeys.LOCK));
        try (HotMap next = HotMap.create(file, SharedNumbers.KEYS)) { // as at the next start
            SharedNumbers anew = new SharedNumbers(next);
            anew.write(1);
            assertEquals(1, anew.read());
        }
    }

    private void writesOn(int count) {
        long deadlineNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(WRITES_SECONDS_MAX);
        for (int i = 0; i < count; i++) {
            numbers.write(++written);
        }
        assertTrue(System.nanoTime() < deadlineNs, "the writer was held up");
        assertEquals(written, numbers.read());
    }

    private void start(String mode) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("@" + Path.of(System.getProperty("reprise.home"), "jvm.flags"));
        command.addAll(List.of("-XX:+UseSerialGC", "-cp", System.getProperty("java.class.path")));
        command.addAll(List.of(HotReaderChild.class.getName(), mode, file.toString()));
        child = new ProcessBuilder(command)
                .redirectError(folder.resolve("child.err").toFile())
                .start();
        try (BufferedReader out = child.inputReader()) {
            String line = out.readLine();
            assertEquals(HotReaderChild.READY, line, () -> error());
        }
    }

    private String error() {
        try {
            return Files.readString(folder.resolve("child.err"));
        } catch (IOException e) {
            return e.toString();
        }
    }

    private void signal(String name) throws Exception {
        Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(child.pid())).start();
        assertEquals(0, kill.waitFor());
    }
}
