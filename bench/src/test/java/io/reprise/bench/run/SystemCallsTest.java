package io.reprise.bench.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SystemCallsTest {
    private static final List<String> MAPS =
            List.of("4000-6000 rw-p 00000000 00:00 0", "7000-8000 rw-s 00000000 08:01 42 /hot/state.dat");

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
                "14 flock(7, LOCK_EX) = 0",
                "14 recvfrom(9, 0x7f12, 1, 0, NULL, NULL) = 1");
        SystemCalls calls = SystemCalls.read(lines, MAPS, 0, Set.of());
        assertEquals(3, calls.futexes());
        assertEquals(
                List.of(
                        "futex(0x7f40, FUTEX_WAIT, 1, NULL <unfinished ...>",
                        "fcntl(5, F_SETLKW, {l_type=F_WRLCK, l_whence=SEEK_SET, l_start=0, l_len=0}) = 0",
                        "flock(7, LOCK_EX) = 0",
                        "recvfrom(9, 0x7f12, 1, 0, NULL, NULL) = 1"),
                calls.suspects());
    }

    @Test
    void knowsWhoElseLocksAFileAndWhatWasBeforeAMoment() {
        List<String> engine = List.of(
                "1 100.5 fcntl(5</j/commands/metadata.cq4t>, F_SETLKW, {l_type=F_WRLCK, l_start=0, l_len=0}) = 0",
                "1 200.1 fcntl(6</j/inbound/1.cq4>, F_SETLKW, {l_type=F_WRLCK, l_start=0, l_len=0}) = 0",
                "1 200.2 fcntl(6</j/inbound/1.cq4>, F_SETLK, {l_type=F_UNLCK, l_start=0, l_len=0}) = 0",
                "1 200.3 fcntl(5</j/commands/metadata.cq4t>, F_SETLK, {l_type=F_WRLCK, l_start=0, l_len=0}) = -1 EAGAIN",
                "1 200.4 fcntl(5</j/commands/metadata.cq4t>, F_SETLKW, {l_type=F_WRLCK, l_start=0, l_len=0}) = 0");
        Set<String> others = SystemCalls.lockedFiles(List.of(
                "9 100.1 fcntl(7</j/commands/metadata.cq4t>, F_SETLKW, {l_type=F_RDLCK, l_start=0, l_len=0}) = 0",
                "9 100.2 fcntl(7</j/inbound/1.cq4>, F_SETLK, {l_type=F_UNLCK, l_start=0, l_len=0}) = 0",
                "9 100.3 fcntl(8</j/inbound/1.cq4>, F_GETFL) = 0"));
        assertEquals(Set.of("/j/commands/metadata.cq4t"), others);
        SystemCalls calls = SystemCalls.read(engine, MAPS, 200, others);
        assertEquals(
                List.of("fcntl(5</j/commands/metadata.cq4t>, F_SETLKW, {l_type=F_WRLCK, l_start=0, l_len=0}) = 0"),
                calls.suspects());
        assertEquals(3, calls.locks());
        assertEquals(2, SystemCalls.read(engine, MAPS, 0, others).suspects().size());
    }

    @Test
    void knowsTheFilesThatAProcessHasOpen(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("open");
        long here = ProcessHandle.current().pid();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            assertTrue(channel.isOpen());
            assertTrue(SystemCalls.openFiles(here).contains(file.toRealPath().toString()));
        }
        assertFalse(SystemCalls.openFiles(here).contains(file.toRealPath().toString()));
    }
}
