package io.reprise.research.history;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * The cold tier: Parquet files, a month of a series to a partition, each partition under a manifest. Reading takes what the
 * manifests named when it began. May be read by many at once; owned by one thread each.
 */
public final class ColdStore implements AutoCloseable {
    private final Path root;
    private final Function<HistoryKind, HistorySchema> schemas;
    private Duck duck;

    private ColdStore(Path root, Function<HistoryKind, HistorySchema> schemas) {
        this.root = root.toAbsolutePath().normalize();
        this.schemas = schemas;
    }

    /** Opens a store, which need not be there yet: then it is empty. */
    public static ColdStore open(Path root) {
        return open(root, HistoryKind::schema);
    }

    /** @param schemas the layout of each kind, as this version of the program knows it */
    static ColdStore open(Path root, Function<HistoryKind, HistorySchema> schemas) {
        return new ColdStore(root, schemas);
    }

    Path root() {
        return root;
    }

    HistorySchema schema(HistoryKind kind) {
        return schemas.apply(kind);
    }

    Duck duck() {
        if (duck == null) {
            duck = Duck.open();
        }
        return duck;
    }

    /** A month of a series. */
    record Partition(Path folder, PartitionManifest manifest) {}

    /**
     * A series of the store.
     *
     * @param series as its newest month tells it
     * @param partitions in order
     */
    record Stored(Series series, List<Partition> partitions) {
        long rows() {
            return partitions.stream().mapToLong(each -> each.manifest().rows()).sum();
        }

        Cover cover() {
            Cover all = Cover.NONE;
            for (Partition partition : partitions) {
                all = all.with(partition.manifest().covered());
            }
            return all;
        }

        long firstTsInitNs() {
            return partitions.getFirst().manifest().files().getFirst().firstTsInitNs();
        }

        long lastTsInitNs() {
            return partitions.getLast().manifest().files().getLast().lastTsInitNs();
        }

        long files() {
            return partitions.stream()
                    .mapToLong(each -> each.manifest().files().size())
                    .sum();
        }

        long bytes() {
            return partitions.stream()
                    .flatMap(each -> each.manifest().files().stream())
                    .mapToLong(StoredFile::bytes)
                    .sum();
        }
    }

    /** All series, by key. */
    Map<Series.Key, Stored> all() {
        Map<Series.Key, Stored> found = new TreeMap<>(HistoryOrder.KEYS);
        for (Path folder : StoreLayout.allSeries(root)) {
            Stored stored = stored(folder);
            if (stored != null) {
                found.put(stored.series().key(), stored);
            }
        }
        return found;
    }

    /** One series; null when the store has none of it. */
    Stored find(Series.Key key) {
        return stored(StoreLayout.series(root, key));
    }

    private static Stored stored(Path folder) {
        List<Partition> partitions = new ArrayList<>();
        for (Path month : StoreLayout.months(folder)) {
            if (Files.exists(month.resolve(PartitionManifest.FILE))) {
                PartitionManifest manifest = PartitionManifest.read(month);
                if (!manifest.files().isEmpty()) {
                    partitions.add(new Partition(month, manifest));
                }
            }
        }
        return partitions.isEmpty()
                ? null
                : new Stored(partitions.getLast().manifest().series(), List.copyOf(partitions));
    }

    /** The rows of a series that were known within a span. */
    Batches read(Stored stored, long fromNs, long toNs) {
        HistorySchema schema = schema(stored.series().kind());
        Interval span = new Interval(fromNs, Math.max(fromNs, toNs));
        return new ColdReader(
                duck().another(), schema.columns().size(), ColdReader.rows(schema, files(stored, fromNs, toNs), span));
    }

    /** The rows that a statement of our own gives, in the layout of a kind. */
    Batches read(HistoryKind kind, String sql, List<Path> files) {
        return new ColdReader(
                duck().another(), schema(kind).columns().size(), List.of(new ColdReader.Asked(sql, files)));
    }

    /** The files that hold rows of a span, in order. */
    static List<ColdReader.Chosen> files(Stored stored, long fromNs, long toNs) {
        List<ColdReader.Chosen> chosen = new ArrayList<>();
        for (Partition partition : stored.partitions()) {
            for (StoredFile file : partition.manifest().files()) {
                if (file.lastTsInitNs() >= fromNs && file.firstTsInitNs() < toNs) {
                    chosen.add(new ColdReader.Chosen(partition.folder().resolve(file.name()), file));
                }
            }
        }
        return chosen;
    }

    @Override
    public void close() {
        if (duck != null) {
            duck.close();
            duck = null;
        }
    }
}
