package io.reprise.engine.hot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.engine.journal.JournalException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class HotMapTest {
    private static final int WRITES = 200_000;
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

    /** Every field of both blocks holds the number of the write; a reader that ever sees two numbers read a torn state. */
    @Test
    @Timeout(120)
    void aReaderThatHammersNeverSeesATornState() throws Exception {
        try (HotMap map = HotMap.create(folder.resolve("state.dat"), KEYS)) {
            AtomicBoolean over = new AtomicBoolean();
            AtomicLong wholeReads = new AtomicLong();
            AtomicReference<String> torn = new AtomicReference<>();
            Thread reader = Thread.ofPlatform().start(() -> {
                SequenceLock lock = new SequenceLock(map.bind("lock"));
                HotBlock[] blocks = {new HotBlock(map.bind("a")), new HotBlock(map.bind("b"))};
                while (!over.get()) {
                    String mixed = read(lock, blocks, wholeReads);
                    if (mixed != null) {
                        torn.set(mixed);
                    }
                }
            });
            SequenceLock lock = new SequenceLock(map.bind("lock"));
            HotBlock[] blocks = {new HotBlock(map.bind("a")), new HotBlock(map.bind("b"))};
            for (long n = 1; n <= WRITES || wholeReads.get() < 1_000; n++) {
                for (HotBlock block : blocks) {
                    block.rewind();
                    for (int i = 0; i < HotMap.BLOCK_CELLS; i++) {
                        block.putLong(n);
                    }
                }
                lock.beginWrite();
                blocks[0].share();
                blocks[1].share();
                lock.endWrite();
            }
            over.set(true);
            reader.join();
            assertEquals(null, torn.get());
            assertTrue(wholeReads.get() >= 1_000);
        }
    }

    private static String read(SequenceLock lock, HotBlock[] blocks, AtomicLong wholeReads) {
        long version = lock.beginRead();
        blocks[0].take();
        blocks[1].take();
        if (!lock.isWhole(version)) {
            return null;
        }
        wholeReads.incrementAndGet();
        long first = blocks[0].getLong();
        for (int i = 1; i < 2 * HotMap.BLOCK_CELLS; i++) {
            long next = blocks[i / HotMap.BLOCK_CELLS].getLong();
            if (next != first) {
                return first + " and " + next + " in one state";
            }
        }
        return null;
    }
}
