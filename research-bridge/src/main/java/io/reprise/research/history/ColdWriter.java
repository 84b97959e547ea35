package io.reprise.research.history;

import io.reprise.engine.journal.JournalException;
import io.reprise.engine.journal.JournalLock;
import io.reprise.engine.time.Times;
import io.reprise.research.store.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.duckdb.DuckDBFunctions;
import org.duckdb.DuckDBTableFunctionBuilder;

/**
 * Writes into the cold store: there is one writer at a time. A month is written aside, file by file, each synced and renamed,
 * and becomes part of the store by its manifest, which is synced and renamed last. Whatever a killed writer left is not named by
 * a manifest, is seen by no reader, and goes when the month is written next. Owned by one thread.
 */
public final class ColdWriter implements AutoCloseable {
    /** Rows of a file at most. */
    static final int FILE_ROWS_MAX = 16_000_000;

    /** A month with so many files is compacted when something is added to it. */
    static final int FILES_MAX = 8;

    private static final String SUFFIX = ".parquet";
    private static final int NAME_DIGITS = 20;

    private final ColdStore store;
    private final JournalLock lock;
    private final Map<HistoryKind, FileFeed> feeds = new EnumMap<>(HistoryKind.class);
    private final int fileRowsMax;

    private ColdWriter(ColdStore store, JournalLock lock, int fileRowsMax) {
        this.store = store;
        this.lock = lock;
        this.fileRowsMax = fileRowsMax;
    }

    /**
     * Takes the right to write into a store.
     *
     * @throws HistoryException when somebody else has it, or the folder cannot be written
     */
    public static ColdWriter open(Path root) {
        return open(ColdStore.open(root), FILE_ROWS_MAX);
    }

    static ColdWriter open(ColdStore store, int fileRowsMax) {
        try {
            DurableFiles.folder(store.root());
            return new ColdWriter(store, JournalLock.acquire(store.root()), fileRowsMax);
        } catch (JournalException refused) {
            throw new HistoryException(
                    JournalLock.isHeld(store.root())
                            ? store.root() + " is being written by another archive or import; a store has one writer"
                            : refused.getMessage(),
                    refused);
        } catch (IOException failed) {
            throw new HistoryException("cannot write to " + store.root() + ": " + failed.getMessage(), failed);
        }
    }

    ColdStore store() {
        return store;
    }

    /**
     * What came of an append.
     *
     * @param added rows that were written
     * @param passedOver rows of times that the store covers already
     */
    public record Appended(long added, long passedOver) {}

    /**
     * Adds rows in order of the time at which they were known; those of times that the store covers already are passed over. Each
     * month is committed by itself, so what was done stays done.
     *
     * @param source what the rows are from, for the manifest
     */
    public Appended append(Series series, Batches rows, String source) throws IOException {
        ColdStore.Stored before = store.find(series.key());
        Cover covered = before == null ? Cover.NONE : before.cover();
        FileFeed feed = feed(series.kind());
        feed.take(rows, covered);
        long added = 0;
        try {
            while (feed.isAtRow()) {
                added += appendMonth(series, feed, source);
            }
        } catch (SQLException failed) {
            throw new HistoryException(series.key().text() + " cannot be written: " + Duck.why(failed), failed);
        }
        return new Appended(added, feed.passedOver());
    }

    private long appendMonth(Series series, FileFeed feed, String source) throws IOException, SQLException {
        YearMonth month = StoreLayout.month(feed.tsInitNs());
        long endNs = StoreLayout.endNs(month);
        Path folder = StoreLayout.partition(store.root(), series.key(), month);
        DurableFiles.folder(folder);
        PartitionManifest before = manifestOrEmpty(folder, series);
        sweep(folder, before);
        List<StoredFile> files = new ArrayList<>(before.files());
        Cover cover = before.covered();
        long added = 0;
        while (feed.isAtRow() && feed.tsInitNs() < endNs) {
            StoredFile file = write(folder, series.kind(), feed, endNs, source);
            files.add(file);
            cover = cover.with(feed.written());
            added += file.rows();
        }
        commit(folder, PartitionManifest.of(series, files, cover));
        return added;
    }

    private static PartitionManifest manifestOrEmpty(Path folder, Series series) {
        return Files.exists(folder.resolve(PartitionManifest.FILE))
                ? PartitionManifest.read(folder)
                : PartitionManifest.of(series, List.of(), Cover.NONE);
    }

    private FileFeed feed(HistoryKind kind) {
        FileFeed known = feeds.get(kind);
        if (known != null) {
            return known;
        }
        FileFeed feed = new FileFeed(store.schema(kind));
        try (DuckDBTableFunctionBuilder function = DuckDBFunctions.tableFunction()) {
            function.withName(feedName(kind))
                    .withFunction(feed)
                    .register(store.duck().connection());
        } catch (SQLException failed) {
            throw new HistoryException("DuckDB takes no rows: " + Duck.why(failed), failed);
        }
        feeds.put(kind, feed);
        return feed;
    }

    private static String feedName(HistoryKind kind) {
        return "feed_" + kind.text();
    }

    private StoredFile write(Path folder, HistoryKind kind, FileFeed feed, long endNs, String source)
            throws IOException, SQLException {
        Path aside = DurableFiles.aside(folder.resolve("next" + SUFFIX));
        Files.deleteIfExists(aside);
        feed.begin(endNs, fileRowsMax);
        try {
            store.duck()
                    .execute("COPY (SELECT * FROM " + feedName(kind) + "()) TO " + Duck.quoted(aside.toString())
                            + " (FORMAT parquet, PARQUET_VERSION V2, COMPRESSION zstd)");
        } catch (SQLException failed) {
            if (feed.failure() != null) {
                throw feed.failure();
            }
            throw failed;
        }
        String sha256 = DurableFiles.sha256(aside);
        Path place = folder.resolve(sha256.substring(0, NAME_DIGITS) + SUFFIX);
        DurableFiles.commit(aside, place);
        return new StoredFile(
                place.getFileName().toString(),
                store.schema(kind).version(),
                feed.rows(),
                Files.size(place),
                sha256,
                feed.firstTsInitNs(),
                feed.lastTsInitNs(),
                feed.minTsEventNs(),
                feed.maxTsEventNs(),
                source);
    }

    private static void commit(Path folder, PartitionManifest manifest) throws IOException {
        DurableFiles.write(folder.resolve(PartitionManifest.FILE), Json.pretty(manifest));
    }

    /** Removes what the manifest does not name: left by a writer that was killed. */
    private static void sweep(Path folder, PartitionManifest manifest) throws IOException {
        Set<String> named = new HashSet<>(Set.of(PartitionManifest.FILE));
        manifest.files().forEach(file -> named.add(file.name()));
        List<Path> left;
        try (Stream<Path> entries = Files.list(folder)) {
            left = entries.filter(entry -> !named.contains(entry.getFileName().toString()))
                    .toList();
        }
        for (Path entry : left) {
            Files.deleteIfExists(entry);
        }
    }

    // ---- compaction -----------------------------------------------------------------------------------------------

    /**
     * Makes the months of a series as few files as they need.
     *
     * @param filesMax months with more files than so many, and more than they need, are rewritten
     * @return how many files there are fewer
     */
    long compact(Series.Key key, int filesMax) throws IOException {
        ColdStore.Stored stored = store.find(key);
        long fewer = 0;
        for (ColdStore.Partition partition : stored == null ? List.<ColdStore.Partition>of() : stored.partitions()) {
            PartitionManifest manifest = partition.manifest();
            sweep(partition.folder(), manifest);
            long needed = Math.ceilDiv(manifest.rows(), fileRowsMax);
            int files = manifest.files().size();
            if (files > filesMax && files > needed) {
                fewer += files - rewrite(stored.series(), partition);
            }
        }
        return fewer;
    }

    private int rewrite(Series series, ColdStore.Partition partition) throws IOException {
        PartitionManifest before = partition.manifest();
        ColdStore.Stored month = new ColdStore.Stored(series, List.of(partition));
        List<StoredFile> files = new ArrayList<>();
        FileFeed feed = feed(series.kind());
        // A second DuckDB reads: one that writes a file waits for its rows, and cannot give them at the same time.
        try (ColdStore reading = ColdStore.open(store.root(), store::schema);
                Batches rows = reading.read(month, Long.MIN_VALUE, Long.MAX_VALUE)) {
            feed.take(rows, Cover.NONE);
            while (feed.isAtRow()) {
                files.add(write(partition.folder(), series.kind(), feed, Long.MAX_VALUE, "compaction"));
            }
        } catch (SQLException failed) {
            throw new HistoryException(partition.folder() + " cannot be compacted: " + Duck.why(failed), failed);
        }
        PartitionManifest after = PartitionManifest.of(series, files, before.covered());
        if (after.rows() != before.rows()) {
            throw new HistoryException(partition.folder() + " was not compacted: " + before.rows() + " rows became "
                    + after.rows() + "; it stays as it was");
        }
        requireSame(month, new ColdStore.Stored(series, List.of(new ColdStore.Partition(partition.folder(), after))));
        commit(partition.folder(), after);
        sweep(partition.folder(), after);
        return files.size();
    }

    /** What was rewritten is read back before it takes the place of what was there. */
    private void requireSame(ColdStore.Stored before, ColdStore.Stored after) {
        try (ColdStore one = ColdStore.open(store.root(), store::schema);
                ColdStore other = ColdStore.open(store.root(), store::schema);
                Batches was = one.read(before, Long.MIN_VALUE, Long.MAX_VALUE);
                Batches is = other.read(after, Long.MIN_VALUE, Long.MAX_VALUE)) {
            RowComparison comparison = RowComparison.of(was, is);
            if (!comparison.isSame()) {
                throw new HistoryException(before.partitions().getFirst().folder()
                        + " was not compacted: row " + comparison.rows() + " from "
                        + Times.format(before.firstTsInitNs()) + " on would have become another; it stays as it was");
            }
        }
    }

    @Override
    public void close() {
        store.close();
        lock.close();
    }
}
