package io.reprise.engine.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** One writer, however many ask whether there is one. */
@Tag("slow")
@Timeout(120)
class JournalLockTest {
    private static final int STARTS = 300;

    @TempDir
    private Path folder;

    private final List<Process> children = new ArrayList<>();

    @AfterEach
    void reap() throws InterruptedException {
        for (Process child : children) {
            child.destroyForcibly().waitFor();
        }
    }

    private Process start(String what) throws IOException {
        Process child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        JournalLockChild.class.getName(),
                        what,
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        children.add(child);
        assertEquals('r', child.getInputStream().read());
        return child;
    }

    /** Two ask as fast as they can. */
    @Test
    void askingRefusesNoWriterAndSeesNobodyElseWhoAsks() throws Exception {
        JournalLock.acquire(folder).close();
        List<Process> askers = List.of(start("asks"), start("asks"));
        assertFalse(JournalLock.isHeld(folder));
        for (int i = 0; i < STARTS; i++) {
            try (JournalLock _ = JournalLock.acquire(folder)) {
                assertTrue(JournalLock.isHeld(folder));
            }
            assertFalse(JournalLock.isHeld(folder));
        }
        for (Process asker : askers) {
            assertTrue(asker.isAlive());
        }
    }

    @Test
    void aWriterInAnotherProcessIsSeenAndRefusesASecond() throws Exception {
        Process writer = start("holds");
        assertTrue(JournalLock.isHeld(folder));
        String refused = assertThrows(JournalException.class, () -> JournalLock.acquire(folder))
                .getMessage();
        assertEquals(
                folder + " is being written by another process; a journal has one writer, so stop that one first",
                refused);
        assertTrue(JournalLock.isHeld(folder));
        writer.destroyForcibly().waitFor();
        assertFalse(JournalLock.isHeld(folder));
        JournalLock.acquire(folder).close();
    }
}
