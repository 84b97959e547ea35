package io.reprise.bench.recovery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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

    @Test
    void tellsWhatCouldWaitForAnotherProcess() {
        List<String> lines = List.of(
                "11 futex(0x7f00, FUTEX_WAIT_BITSET_PRIVATE|FUTEX_CLOCK_REALTIME, 0, NULL) = -1 ETIMEDOUT",
                "11 futex(0x7f00, FUTEX_WAKE_PRIVATE, 1) = 0",
                "11 futex(0x5000, FUTEX_WAIT_BITSET|FUTEX_CLOCK_REALTIME, 12, NULL <unfinished ...>", // a thread's end
                "12 futex(0x7f40, FUTEX_WAIT, 1, NULL <unfinished ...>",
                "12 <... futex resumed>) = 0",
                "13 fcntl(5, F_SETLKW, {l_type=F_WRLCK, l_whence=SEEK_SET, l_start=0, l_len=0}) = 0",
                "13 fcntl(5, F_GETFL) = 0x8002",
                "14 flock(7, LOCK_EX) = 0");
        SystemCalls calls = SystemCalls.read(
                lines, List.of("4000-6000 rw-p 00000000 00:00 0", "7000-8000 rw-s 00000000 08:01 42 /hot/state.dat"));
        assertEquals(3, calls.futexes());
        assertEquals(
                List.of(
                        "futex(0x7f40, FUTEX_WAIT, 1, NULL <unfinished ...>",
                        "fcntl(5, F_SETLKW, {l_type=F_WRLCK, l_whence=SEEK_SET, l_start=0, l_len=0}) = 0",
                        "flock(7, LOCK_EX) = 0"),
                calls.suspects());
    }
}
