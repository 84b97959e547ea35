package io.reprise.research.features;

import io.reprise.engine.backtest.Backtest;
import io.reprise.engine.backtest.ClosedBar;
import io.reprise.engine.backtest.FeatureTape;
import io.reprise.engine.backtest.Replay;
import io.reprise.engine.domain.BarSpec;
import io.reprise.engine.domain.Input;
import io.reprise.engine.feature.FeatureSpec;
import io.reprise.engine.pipeline.RingSettings;
import io.reprise.engine.pipeline.Topology;
import io.reprise.engine.strategy.StrategyCatalog;
import io.reprise.engine.time.Times;
import io.reprise.research.history.Duck;
import io.reprise.research.history.DurableFiles;
import io.reprise.research.history.HistoryException;
import io.reprise.research.history.StoreLayout;
import io.reprise.research.store.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Features of assets as of an instant, each kept in a file of its own under {@code asset=A/feature=F_vN/timeframe=P}, and worked
 * out when no file says so yet. What was known after the instant is not looked at. Owned by one thread.
 */
public final class FeatureStore {
    private static final String PARQUET = ".parquet";
    private static final String COMPUTED = "computed";
    private static final String RECORDED = "recorded";

    private final Path root;
    private final StrategyCatalog catalog;

    /**
     * @param root folder of the store, there or not
     * @param catalog strategies whose signals may be asked for
     */
    public FeatureStore(Path root, StrategyCatalog catalog) {
        this.root = root.toAbsolutePath().normalize();
        this.catalog = catalog;
    }

    /**
     * Features on the same bars.
     *
     * @param asset whose
     * @param timeframe of the bars
     * @param origin {@code computed} or {@code recorded}
     * @param asOfNs rows that were known later are not of it, epoch ns
     * @param rows in the files
     * @param columns names of the features, in order
     * @param files of the bars, then of each feature
     * @param reused how many of the files were there before
     */
    public record Table(
            String asset,
            String timeframe,
            String origin,
            long asOfNs,
            long rows,
            List<String> columns,
            List<Path> files,
            int reused) {}

    /**
     * Works features out, unless that was done before.
     *
     * @param journals market journals in merge order; the features are of the first instrument
     * @param bar bars to build, null for those that come from the file
     * @param asOfNs what was known later is not looked at, epoch ns; {@link FeatureTape#ALL} for the time of the last event
     * @throws IllegalArgumentException in one sentence, when the data lack what a feature reads
     */
    public Table compute(List<Path> journals, BarSpec bar, List<FeatureSpec> features, long asOfNs) throws IOException {
        List<FeatureSpec> wanted = features.stream().distinct().toList();
        FeatureTape.Market market = FeatureTape.market(journals, bar);
        long untilNs = asOfNs == FeatureTape.ALL ? market.lastTsInitNs() : asOfNs;
        boolean isCross =
                wanted.stream().anyMatch(spec -> spec.definition().inputs().contains(Input.OTHER_BAR));
        if (isCross && market.assets().size() < 2) {
            throw new IllegalArgumentException("features across two instruments need the journals of two, not of "
                    + market.assets().getFirst() + " alone");
        }
        String asset = isCross
                ? String.join("~", market.assets().subList(0, 2))
                : market.assets().getFirst();
        List<FeatureName> names = new ArrayList<>(List.of(FeatureName.BAR));
        wanted.forEach(spec -> names.add(new FeatureName(spec, 0)));
        List<FeatureManifest> manifests = names.stream()
                .map(name -> manifest(asset, name, market.bar().text(), COMPUTED, market.identity(), untilNs))
                .toList();
        Map<FeatureName, Stored> stored = new LinkedHashMap<>();
        List<FeatureSpec> missing = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            Stored found = find(names.get(i), manifests.get(i));
            if (found != null) {
                stored.put(names.get(i), found);
            } else if (i > 0) {
                missing.add(wanted.get(i - 1));
            }
        }
        if (!missing.isEmpty() && isCross || !stored.containsKey(FeatureName.BAR)) {
            missing = wanted; // which bars are joined follows from all that is asked for
            stored.clear();
        }
        int reused = stored.size();
        if (reused < names.size()) {
            FeatureTape.Request request = new FeatureTape.Request(journals, market.bar(), missing, untilNs, catalog);
            write(
                    bars -> FeatureTape.compute(request, bars),
                    closed -> closed.isJoined() == isCross,
                    (group, name) -> manifest(asset, name, group.timeframe(), COMPUTED, market.identity(), untilNs),
                    (group, name, file) -> stored.putIfAbsent(name, file));
        }
        return table(asset, market.bar().text(), COMPUTED, untilNs, names, stored, reused);
    }

    /**
     * Takes what the engine computed out of the journal of a backtest or a session, which must replay to what it recorded.
     *
     * @return one table a series of bars
     * @throws IllegalStateException in one sentence, when the journal does not replay
     */
    public List<Table> record(Path journal) throws IOException {
        Replay.Outcome outcome = Replay.of(journal, catalog).verify(Topology.INLINE, RingSettings.DEFAULT);
        if (!outcome.verified()) {
            throw new IllegalStateException("the journal " + journal
                    + " does not replay to what it recorded, so its features are not known: " + outcome.difference());
        }
        List<String> sources = List.of("run " + FeatureTape.runId(journal));
        Map<BarGroup, Map<FeatureName, Stored>> groups = new LinkedHashMap<>();
        long[] lastNs = {Long.MIN_VALUE};
        write(
                bars -> FeatureTape.recorded(journal, catalog, closed -> {
                    lastNs[0] = closed.tsInitNs();
                    bars.accept(closed);
                }),
                closed -> true,
                (group, name) -> manifest(group.asset(), name, group.timeframe(), RECORDED, sources, lastNs[0]),
                (group, name, file) -> groups.computeIfAbsent(group, _ -> new LinkedHashMap<>())
                        .put(name, file));
        return groups.entrySet().stream()
                .map(entry -> table(
                        entry.getKey().asset(),
                        entry.getKey().timeframe(),
                        RECORDED,
                        lastNs[0],
                        List.copyOf(entry.getValue().keySet()),
                        entry.getValue(),
                        0))
                .toList();
    }

    /** A file of the store. */
    private record Stored(Path file, long rows) {}

    private static Table table(
            String asset,
            String timeframe,
            String origin,
            long asOfNs,
            List<FeatureName> names,
            Map<FeatureName, Stored> stored,
            int reused) {
        return new Table(
                asset,
                timeframe,
                origin,
                asOfNs,
                stored.isEmpty() ? 0 : stored.values().iterator().next().rows(),
                names.stream().skip(1).map(FeatureName::column).toList(),
                names.stream()
                        .filter(stored::containsKey)
                        .map(name -> stored.get(name).file())
                        .toList(),
                reused);
    }

    private static FeatureManifest manifest(
            String asset, FeatureName name, String timeframe, String origin, List<String> sources, long asOfNs) {
        return new FeatureManifest(
                FeatureManifest.FORMAT,
                asset,
                name.text(),
                name.leg(),
                name.version(),
                timeframe,
                origin,
                sources,
                asOfNs,
                Backtest.codeVersion(),
                0,
                null);
    }

    private Path folder(FeatureName name, FeatureManifest manifest) {
        return root.resolve("asset=" + StoreLayout.escaped(manifest.asset()))
                .resolve("feature=" + StoreLayout.escaped(name.folder()))
                .resolve("timeframe=" + StoreLayout.escaped(manifest.timeframe()));
    }

    /** A file that says what is wanted; null when there is none. */
    private Stored find(FeatureName name, FeatureManifest wanted) throws IOException {
        Path folder = folder(name, wanted);
        if (!Files.isDirectory(folder)) {
            return null;
        }
        List<Path> manifests;
        try (Stream<Path> entries = Files.list(folder)) {
            manifests = entries.filter(entry -> entry.toString().endsWith(FeatureManifest.SUFFIX))
                    .sorted()
                    .toList();
        }
        for (Path file : manifests) {
            FeatureManifest manifest = FeatureManifest.read(file);
            if (wanted.isAnsweredBy(manifest)) {
                Path data = folder.resolve(manifest.key() + PARQUET);
                if (!Files.exists(data) || !DurableFiles.sha256(data).equals(manifest.sha256())) {
                    throw new HistoryException(data + " is not what its manifest says it is: remove "
                            + file.getFileName() + " beside it, and the feature is worked out anew");
                }
                return new Stored(data, manifest.rows());
            }
        }
        return null;
    }

    // ---- writing
    // ------------------------------------------------------------------------------------------------------

    /** Gives closed bars to whoever takes them. */
    private interface Bars {
        void to(Consumer<ClosedBar> taker) throws IOException;
    }

    private interface Manifests {
        FeatureManifest of(BarGroup group, FeatureName name);
    }

    private interface Written {
        void add(BarGroup group, FeatureName name, Stored file);
    }

    private void write(Bars bars, Predicate<ClosedBar> isWanted, Manifests manifests, Written written)
            throws IOException {
        DurableFiles.folder(root);
        Path work = Files.createTempDirectory(root, ".work");
        try (Duck duck = Duck.open()) {
            duck.execute("ATTACH " + Duck.quoted(work.resolve("rows.duckdb").toString()) + " AS work");
            Map<String, BarGroup> groups = new LinkedHashMap<>();
            bars.to(closed -> {
                if (isWanted.test(closed)) {
                    add(duck, groups, closed);
                }
            });
            for (BarGroup group : groups.values()) {
                group.end();
                FeatureName bar = FeatureName.BAR;
                written.add(group, bar, write(duck, group, group.bars(), bar, manifests.of(group, bar)));
                for (int i = 0; i < group.features().length; i++) {
                    FeatureName name = group.features()[i];
                    written.add(group, name, write(duck, group, group.values(i), name, manifests.of(group, name)));
                }
            }
        } catch (SQLException failed) {
            throw new HistoryException("features cannot be written: " + Duck.why(failed), failed);
        } finally {
            DurableFiles.delete(work);
        }
    }

    private static void add(Duck duck, Map<String, BarGroup> groups, ClosedBar closed) {
        String key = closed.asset() + ' ' + closed.spec().text();
        try {
            BarGroup group = groups.get(key);
            if (group == null) {
                group = new BarGroup(duck, "t" + groups.size(), closed);
                groups.put(key, group);
            }
            group.add(closed);
        } catch (SQLException failed) {
            throw new HistoryException("features cannot be written: " + Duck.why(failed), failed);
        }
    }

    private Stored write(Duck duck, BarGroup group, String rows, FeatureName name, FeatureManifest manifest)
            throws IOException, SQLException {
        Path folder = folder(name, manifest);
        DurableFiles.folder(folder);
        Path place = folder.resolve(manifest.key() + PARQUET);
        copy(duck, rows, place);
        FeatureManifest whole = manifest.with(group.count(), DurableFiles.sha256(place));
        DurableFiles.write(folder.resolve(manifest.key() + FeatureManifest.SUFFIX), Json.pretty(whole));
        return new Stored(place, group.count());
    }

    static void copy(Duck duck, String rows, Path place) throws IOException, SQLException {
        Path aside = DurableFiles.aside(place);
        Files.deleteIfExists(aside);
        duck.execute("COPY (" + rows + ") TO " + Duck.quoted(aside.toString())
                + " (FORMAT parquet, PARQUET_VERSION V2, COMPRESSION zstd)");
        DurableFiles.commit(aside, place);
    }

    // ---- reading
    // ------------------------------------------------------------------------------------------------------

    /** A table's rows as one statement: the bars, and a column a feature. */
    static String rows(Table table) {
        StringBuilder select = new StringBuilder("SELECT b.*");
        StringBuilder from = new StringBuilder(" FROM " + parquet(table.files().getFirst()) + " b");
        for (int i = 0; i < table.columns().size(); i++) {
            select.append(", f")
                    .append(i)
                    .append(".value AS \"")
                    .append(table.columns().get(i))
                    .append('"');
            from.append(" JOIN ")
                    .append(parquet(table.files().get(i + 1)))
                    .append(" f")
                    .append(i)
                    .append(" USING (bar_index)");
        }
        return select + from.toString() + " WHERE b.ts_init <= " + table.asOfNs() + " ORDER BY b.bar_index";
    }

    private static String parquet(Path file) {
        return "read_parquet(" + Duck.quoted(file.toString()) + ", hive_partitioning = false)";
    }

    /**
     * Writes a table as one Parquet file: {@code bar_index}, {@code ts_event}, {@code ts_init} (epoch ns), the bar (prices and
     * volume at 1e-8) and a column a feature, NULL where it is not ready.
     *
     * @return how many rows
     */
    public static long toFile(Table table, Path out) throws IOException {
        if (table.files().isEmpty()) {
            throw new IllegalArgumentException(
                    "no bar of " + table.asset() + " was closed by " + Times.format(table.asOfNs()));
        }
        try (Duck duck = Duck.open()) {
            Path place = out.toAbsolutePath().normalize();
            DurableFiles.folder(place.getParent());
            copy(duck, rows(table), place);
            return count(duck, place);
        } catch (SQLException failed) {
            throw new HistoryException(out + " cannot be written: " + Duck.why(failed), failed);
        }
    }

    static long count(Duck duck, Path file) throws SQLException {
        try (var statement = duck.connection().createStatement();
                var result = statement.executeQuery("SELECT count(*) FROM " + parquet(file))) {
            result.next();
            return result.getLong(1);
        }
    }
}
