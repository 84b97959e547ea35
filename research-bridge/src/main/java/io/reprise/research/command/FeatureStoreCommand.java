package io.reprise.research.command;

import io.reprise.engine.backtest.FeatureTape;
import io.reprise.engine.cli.JsonOutput;
import io.reprise.engine.domain.BarSpec;
import io.reprise.engine.feature.FeatureSpec;
import io.reprise.engine.time.Times;
import io.reprise.research.features.AsOfJoin;
import io.reprise.research.features.FeatureStore;
import io.reprise.research.features.KnownSeries;
import io.reprise.research.history.HistoricalDataStore;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code features compute}, {@code export} and {@code join}: the feature store. */
final class FeatureStoreCommand {
    private static final String ROOT = "data/features";

    private FeatureStoreCommand() {}

    /** {@code features compute}. */
    @Command(
            name = "compute",
            description = "Features of each bar of a market as of an instant, by the engine's own pipeline; kept in the"
                    + " feature store, and worked out once (docs/feature-store.md).")
    static final class Compute implements Callable<Integer> {
        @Spec
        private CommandSpec spec;

        @ArgGroup(multiplicity = "1")
        private Data data;

        private static final class Data {
            @Option(
                    names = "--journal",
                    paramLabel = "DIR",
                    description = "A market journal; repeatable, the features are of the first one's instrument.")
            private List<Path> journals;

            @Option(
                    names = "--asset",
                    paramLabel = "NAME",
                    description = "An instrument of the cold store and the journals, such as BTC-USD.BITSTAMP.")
            private String asset;
        }

        @Option(
                names = "--feature",
                paramLabel = "TEXT",
                description = "Such as rsi(14) or rsi@2(7,28); repeatable ('features list' shows all).")
        private List<String> features = List.of();

        @Option(names = "--bar", paramLabel = "BAR", description = "Bars to build from trades: 1m, 4h, 100t, 50v.")
        private String bar;

        @Option(
                names = "--as-of",
                paramLabel = "TIME",
                description = "What was known later is not looked at (default: the time of the last event).")
        private String asOf;

        @Option(
                names = "--from",
                paramLabel = "TIME",
                description = "With --asset: what was known earlier is left out.")
        private String from;

        @Option(
                names = "--features",
                paramLabel = "DIR",
                defaultValue = ROOT,
                description = "The feature store (default: ${DEFAULT-VALUE}).")
        private Path root;

        @Option(
                names = "--out",
                paramLabel = "FILE",
                description = "One Parquet file of all: the bars and a column a feature.")
        private Path out;

        @Option(names = "--json", description = "One JSON object on standard output.")
        private boolean json;

        @Mixin
        private StoreOptions places;

        @Mixin
        private CatalogOption catalog;

        @Override
        public Integer call() throws IOException {
            List<FeatureSpec> wanted = features.stream().map(FeatureSpec::parse).toList();
            BarSpec spec = bar == null ? null : BarSpec.parse(bar);
            long asOfNs = asOf == null ? FeatureTape.ALL : Times.parse(asOf);
            if (from != null && data.asset == null) {
                throw new IllegalArgumentException("--from goes with --asset: a journal is taken from its first event");
            }
            FeatureStore store = new FeatureStore(root, catalog.catalog());
            FeatureStore.Table table = data.asset == null
                    ? store.compute(data.journals, spec, wanted, asOfNs)
                    : ofAsset(store, spec, wanted, asOfNs);
            long rows = out == null ? table.rows() : FeatureStore.toFile(table, out);
            print(this.spec, json, List.of(table), rows, out);
            return 0;
        }

        /** History becomes a journal for the time being, so that there is one way to features. */
        private FeatureStore.Table ofAsset(FeatureStore store, BarSpec spec, List<FeatureSpec> wanted, long asOfNs)
                throws IOException {
            Path work = Files.createTempDirectory("reprise-features");
            try (HistoricalDataStore history = places.open()) {
                long fromNs = from == null ? Long.MIN_VALUE : Times.parse(from);
                long toNs = asOfNs == FeatureTape.ALL ? Long.MAX_VALUE : asOfNs + 1;
                Path journal = work.resolve("journal");
                HistoricalDataStore.toJournal(
                        history.query(data.asset, fromNs, toNs, what(history, spec)), journal, rows -> {});
                return store.compute(List.of(journal), spec, wanted, asOfNs);
            } finally {
                delete(work);
            }
        }

        /** Trades where there are some: the engine cuts its bars itself. */
        private String what(HistoricalDataStore history, BarSpec spec) {
            boolean hasTrades = history.router().holdings().stream()
                    .map(holding -> holding.series())
                    .anyMatch(series -> series.instrument().name().equals(data.asset)
                            && series.timeframe() == null
                            && series.kind().text().equals("trades"));
            return hasTrades || spec == null ? "trades" : spec.text();
        }

        private static void delete(Path folder) throws IOException {
            List<Path> all;
            try (Stream<Path> walk = Files.walk(folder)) {
                all = walk.sorted(Comparator.reverseOrder()).toList();
            }
            for (Path path : all) {
                Files.delete(path);
            }
        }
    }

    /** {@code features export}. */
    @Command(
            name = "export",
            description =
                    "What the engine computed in a run: the features of each bar of a backtest or a session, out of its"
                            + " journal, which must replay to what it recorded; in the layout of 'features compute'.")
    static final class Export implements Callable<Integer> {
        @Spec
        private CommandSpec spec;

        @Option(
                names = "--journal",
                required = true,
                paramLabel = "DIR",
                description = "Journal of a session, or of a backtest's report.")
        private Path journal;

        @Option(
                names = "--features",
                paramLabel = "DIR",
                defaultValue = ROOT,
                description = "The feature store (default: ${DEFAULT-VALUE}).")
        private Path root;

        @Option(
                names = "--out",
                paramLabel = "FILE",
                description = "One Parquet file of all, where the run had bars of one kind.")
        private Path out;

        @Option(names = "--json", description = "One JSON object on standard output.")
        private boolean json;

        @Mixin
        private CatalogOption catalog;

        @Override
        public Integer call() throws IOException {
            List<FeatureStore.Table> tables = new FeatureStore(root, catalog.catalog()).record(journal);
            if (out != null && tables.size() != 1) {
                throw new IllegalArgumentException("--out takes the bars of one series, and the run closed bars of "
                        + tables.size() + "; they are all in " + root);
            }
            long rows = out == null
                    ? tables.stream().mapToLong(FeatureStore.Table::rows).sum()
                    : FeatureStore.toFile(tables.getFirst(), out);
            print(spec, json, tables, rows, out);
            return 0;
        }
    }

    /** {@code features join}. */
    @Command(
            name = "join",
            description =
                    "Sets beside each bar what series of other data said when the bar was known: by publication time,"
                            + " with revisions.")
    static final class Join implements Callable<Integer> {
        @Spec
        private CommandSpec spec;

        @Option(
                names = "--table",
                required = true,
                paramLabel = "FILE",
                description = "A Parquet file of 'features compute --out'.")
        private Path table;

        @Option(
                names = "--series",
                required = true,
                paramLabel = "NAME=FILE[,lag=TIME]",
                description =
                        "CSV or Parquet with event_time, known_time and values; without known_time a lag such as 14d"
                                + " must say it; repeatable.")
        private List<String> series;

        @Option(names = "--out", required = true, paramLabel = "FILE", description = "The Parquet file to write.")
        private Path out;

        @Option(names = "--json", description = "One JSON object on standard output.")
        private boolean json;

        @Override
        public Integer call() throws IOException {
            List<KnownSeries.Source> sources =
                    series.stream().map(KnownSeries.Source::parse).toList();
            long rows = AsOfJoin.join(table, sources, out);
            PrintWriter text = spec.commandLine().getOut();
            if (json) {
                try (JsonOutput object = new JsonOutput(text)) {
                    object.text("out", out.toString())
                            .number("rows", rows)
                            .texts(
                                    "series",
                                    sources.stream()
                                            .map(KnownSeries.Source::name)
                                            .toList());
                }
            } else {
                text.println(rows + " rows with " + sources.size() + " series in " + out);
            }
            return 0;
        }
    }

    private static void print(CommandSpec spec, boolean json, List<FeatureStore.Table> tables, long rows, Path out) {
        PrintWriter text = spec.commandLine().getOut();
        if (!json) {
            for (FeatureStore.Table table : tables) {
                text.println(
                        table.columns().size() + " features of " + table.asset() + " on " + table.rows() + " bars of "
                                + table.timeframe() + ", " + table.origin() + " as of " + Times.format(table.asOfNs())
                                + (table.reused() == 0 ? "" : "; " + table.reused() + " files were there"));
            }
            if (out != null) {
                text.println(rows + " rows in " + out);
            }
            return;
        }
        try (JsonOutput object = new JsonOutput(text)) {
            object.number("rows", rows).text("out", out == null ? null : out.toString());
            object.array("tables", () -> {
                for (FeatureStore.Table table : new ArrayList<>(tables)) {
                    object.element(() -> object.text("asset", table.asset())
                            .text("bar", table.timeframe())
                            .text("origin", table.origin())
                            .text("asOf", Times.format(table.asOfNs()))
                            .number("rows", table.rows())
                            .number("reused", table.reused())
                            .texts("features", table.columns())
                            .texts(
                                    "files",
                                    table.files().stream().map(Path::toString).toList()));
                }
            });
        }
    }
}
