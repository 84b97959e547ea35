package io.reprise.engine.hot;

import io.reprise.engine.journal.JournalException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import net.openhft.chronicle.hash.Data;
import net.openhft.chronicle.map.ChronicleMap;
import net.openhft.chronicle.map.ChronicleMapBuilder;
import net.openhft.chronicle.map.ExternalMapQueryContext;
import net.openhft.chronicle.map.MapEntry;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A Chronicle Map of blocks of one size, whose memory is bound by key once and then read and written without the map and
 * its locks. Values never move: they have one size, and none is removed. Owned by one thread.
 */
final class HotMap implements AutoCloseable {
    /** Longs in a block; it holds 64 features, or 32 orders. */
    static final int BLOCK_CELLS = 384;

    static final int BLOCK_BYTES = BLOCK_CELLS * Long.BYTES;

    private static final int KEY_BYTES = 16;
    private static final long BIND_SECONDS = 1;

    private final ChronicleMap<String, byte[]> map;

    private HotMap(ChronicleMap<String, byte[]> map) {
        this.map = map;
    }

    static Path file(Path journal) {
        return journal.resolve("hot").resolve("state.dat");
    }

    /**
     * Makes the map anew, all of it zero, and then points the name that readers know at it: readers of the one before keep
     * what they have mapped, and nobody sees a map that is half made.
     */
    static HotMap create(Path file, List<String> keys) throws IOException {
        Path folder = Files.createDirectories(file.getParent());
        List<Path> before;
        try (Stream<Path> files = Files.list(folder)) {
            before = files.filter(other -> !other.equals(file)).toList();
        }
        for (Path other : before) {
            Files.deleteIfExists(other);
        }
        Path made = Files.createTempFile(folder, "map-", ".dat");
        Files.delete(made); // Chronicle makes it, under the same name
        HotMap created = new HotMap(builder(keys.size()).createPersistedTo(made.toFile()));
        for (String key : keys) {
            // Written whole now, so that the disk cannot be full when it is written later.
            created.map.put(key, new byte[BLOCK_BYTES]);
        }
        Path link = file.resolveSibling(file.getFileName() + ".new");
        Files.createSymbolicLink(link, made.getFileName());
        Files.move(link, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        return created;
    }

    /**
     * Opens a map that another process writes.
     *
     * @throws JournalException when there is none, or it is no map
     */
    static HotMap open(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new JournalException("there is no hot state in " + file);
        }
        try {
            // The file's own header says how large it is. Chronicle knows files by their real path.
            return new HotMap(builder(1).createPersistedTo(file.toRealPath().toFile()));
        } catch (IOException | RuntimeException e) {
            throw new JournalException("the hot state in " + file + " cannot be opened: " + e.getMessage(), e);
        }
    }

    private static ChronicleMapBuilder<String, byte[]> builder(int entries) {
        return ChronicleMap.of(String.class, byte[].class)
                .name("hot-state")
                .entries(entries)
                .averageKeySize(KEY_BYTES)
                .constantValueSizeBySample(new byte[BLOCK_BYTES])
                .entryAndValueOffsetAlignment(Long.BYTES)
                .checksumEntries(false) // they would not follow what is written without the map
                .skipCloseOnExitHook(true) // it would unmap, at a SIGTERM, what the follower still writes
                .actualSegments(1);
    }

    /**
     * The memory of an entry. Takes the map's read lock, which other readers cannot hold against it.
     *
     * @throws JournalException when there is no such entry
     */
    UnsafeBuffer bind(String key) {
        try (ExternalMapQueryContext<String, byte[], ?> context = map.queryContext(key)) {
            if (!context.readLock().tryLock(BIND_SECONDS, TimeUnit.SECONDS)) {
                throw new JournalException("the hot state is locked by a process that changes it");
            }
            MapEntry<String, byte[]> entry = context.entry();
            if (entry == null || entry.value().size() != BLOCK_BYTES) {
                throw new JournalException("the hot state has no " + key + ": another version of Reprise wrote it");
            }
            Data<byte[]> value = entry.value();
            long address = value.bytes().addressForRead(value.offset());
            if (address % Long.BYTES != 0) {
                throw new IllegalStateException("the hot state's " + key + " is not aligned");
            }
            return new UnsafeBuffer(address, BLOCK_BYTES);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new JournalException("interrupted while opening the hot state", e);
        }
    }

    /** Unmaps the memory: nobody may touch a bound buffer afterwards. */
    @Override
    public void close() {
        map.close();
    }
}
