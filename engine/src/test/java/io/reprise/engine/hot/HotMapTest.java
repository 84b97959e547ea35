package io.reprise.engine.hot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.reprise.engine.journal.JournalException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class HotMapTest {
    private static final int WRITES = 100_000;
    private static final int READS = 1_000;
    private static final List<String> KEYS = List.of("lock", "a", "b");

    @TempDir
    private Path folder;

    @Test
    void showsWhatIsWrittenWithoutTheMap() throws IOException {
        Path file = folder.resolve("hot/state.dat");
        try (HotMap writer = HotMap.create(file, KEYS);
                HotMap reader = HotMap.open(file)) {
            writer.bind("a").putLong(8, 42);
            assertEquals(42, reader.bind("a").getLong(8));
            assertEquals(0, reader.bind("b").getLong(8));
            assertThrows(JournalException.class, () -> reader.bind("c"));
        }
    }

    /** Chronicle Map would compile this class in every process that uses a map; the build has. */
    @Test
    void usesTheClassThatTheBuildCompiled() throws Exception {
        HotMap.create(folder.resolve("state.dat"), KEYS).close();
        Class<?> state = Class.forName(MapClasses.className(), false, HotMap.class.getClassLoader());
        assertEquals(
                HotMap.class.getProtectionDomain().getCodeSource(),
                state.getProtectionDomain().getCodeSource());
    }

    @Test
    void aNewMapTakesThePlaceOfTheOldUnderItsReaders() throws IOException {
        Path file = folder.resolve("state.dat");
        HotMap old = HotMap.create(file, KEYS);
        old.bind("a").putLong(0, 1);
        try (old;
                HotMap reader = HotMap.open(file)) {
            UnsafeBuffer seen = reader.bind("a");
            try (HotMap next = HotMap.create(file, KEYS);
                    HotMap nextReader = HotMap.open(file)) {
                next.bind("a").putLong(0, 2);
                assertEquals(1, seen.getLong(0));
                assertEquals(2, nextReader.bind("a").getLong(0));
            }
        }
    }

    @Test
    void refusesWhatIsNoMap() throws IOException {
        Path file = folder.resolve("state.dat");
        assertThrows(JournalException.class, () -> HotMap.open(file));
        Files.writeString(file, "x".repeat(10_000));
        assertThrows(JournalException.class, () -> HotMap.open(file));
    }

    @Test
    @Timeout(120)
    void aReaderThatHammersNeverSeesATornState() throws Exception {
        try (HotMap map = HotMap.create(folder.resolve("state.dat"), SharedNumbers.KEYS)) {
            SharedNumbers mine = new SharedNumbers(map);
            SharedNumbers theirs = new SharedNumbers(map);
            AtomicBoolean over = new AtomicBoolean();
            AtomicBoolean mixed = new AtomicBoolean();
            AtomicLong wholeReads = new AtomicLong();
            Thread reader = Thread.ofPlatform().start(() -> {
                while (!over.get()) {
                    long number = theirs.read();
                    if (number == SharedNumbers.MIXED) {
                        mixed.set(true);
                    } else if (number != SharedNumbers.CHANGED) {
                        wholeReads.incrementAndGet();
                    }
                }
            });
            for (long number = 1; number <= WRITES || wholeReads.get() < READS; number++) {
                mine.write(number);
            }
            over.set(true);
            reader.join();
            assertFalse(mixed.get());
        }
    }

    /** What the test above relies on: without the version, mixtures are seen. */
    @Test
    void aWriteThatIsNotEndedIsNoWholeState() throws IOException {
        try (HotMap map = HotMap.create(folder.resolve("state.dat"), SharedNumbers.KEYS)) {
            SharedNumbers numbers = new SharedNumbers(map);
            numbers.write(7);
            assertEquals(7, numbers.read());
            SequenceLock lock = new SequenceLock(map.bind(HotKeys.LOCK));
            lock.beginWrite();
            map.bind("b").putLong(0, 8);
            assertEquals(SharedNumbers.CHANGED, numbers.read());
            lock.endWrite();
            assertEquals(SharedNumbers.MIXED, numbers.read());
        }
    }
}
