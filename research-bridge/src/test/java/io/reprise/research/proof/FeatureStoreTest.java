package io.reprise.research.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.engine.backtest.FeatureTape;
import io.reprise.engine.backtest.RunConfig;
import io.reprise.engine.domain.Bar;
import io.reprise.engine.domain.BarSpec;
import io.reprise.engine.domain.Parameter;
import io.reprise.engine.domain.Parameters;
import io.reprise.engine.feature.FeatureSpec;
import io.reprise.engine.journal.JournalSettings;
import io.reprise.engine.live.PaperSession;
import io.reprise.engine.pipeline.RingSettings;
import io.reprise.engine.pipeline.Topology;
import io.reprise.engine.strategy.Context;
import io.reprise.engine.strategy.Setup;
import io.reprise.engine.strategy.Strategy;
import io.reprise.engine.strategy.StrategyCatalog;
import io.reprise.engine.strategy.StrategyProvider;
import io.reprise.engine.time.Times;
import io.reprise.research.features.FeatureStore;
import io.reprise.research.features.ParquetRows;
import io.reprise.research.history.HistoryException;
import io.reprise.research.ingest.Formats;
import io.reprise.research.ingest.Ingest;
import io.reprise.research.ingest.IngestRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is computed over history is what the live engine computed, and nothing that became known later is in it. */
final class FeatureStoreTest {
    private static final List<String> FEATURES = List.of(
            "sma(7)", "ema(9)", "rsi(14)", "rsi@2(7,28)", "macd-signal", "trade-imbalance", "yang-zhang(12)", "obv");
    private static final List<FeatureSpec> SPECS =
            FEATURES.stream().map(FeatureSpec::parse).toList();
    private static final long START_S = 1_400_000_000L;
    private static final int BAR_COLUMNS = 9;
    private static final StrategyCatalog LIBRARY = StrategyCatalog.load(FeatureStoreTest.class.getClassLoader());

    @TempDir
    Path folder;

    /** A session on threads, its strategy writing down what it is shown; its journal; and the same market computed. */
    @Test
    void computesWhatTheLiveEngineComputed() throws IOException, SQLException {
        Path market = trades("market", rows(new Random(11), 6_000));
        Witness witness = new Witness();
        StrategyCatalog catalog = StrategyCatalog.of(List.of(witness));
        Path journal = folder.resolve("session");
        PaperSession.Request request = new PaperSession.Request(
                List.of(market),
                config(),
                journal,
                JournalSettings.defaults(),
                Topology.STAGED,
                RingSettings.DEFAULT,
                0,
                100_000,
                Long.MAX_VALUE,
                false);
        try (PaperSession session = PaperSession.open(request, catalog, note -> {}, point -> {})) {
            session.run();
        }
        FeatureStore store = new FeatureStore(folder.resolve("features"), catalog);
        List<FeatureStore.Table> recorded = store.record(journal);
        FeatureStore.Table computed = store.compute(List.of(market), BarSpec.parse("1m"), SPECS, FeatureTape.ALL);
        assertEquals(1, recorded.size());
        assertEquals(FEATURES.size() + 1, recorded.getFirst().files().size());
        assertEquals(recorded.getFirst().columns(), computed.columns());
        for (int i = 0; i < computed.files().size(); i++) {
            Path live = recorded.getFirst().files().get(i);
            assertEquals(live.getParent(), computed.files().get(i).getParent());
            assertEquals(ParquetRows.of(live), ParquetRows.of(computed.files().get(i)));
        }
        List<List<Long>> rows = wide(recorded.getFirst());
        assertTrue(rows.size() > 500, rows.size() + " bars");
        List<List<Long>> seen = witness.longest();
        assertEquals(rows.size(), seen.size());
        for (int i = 0; i < rows.size(); i++) {
            List<Long> row = rows.get(i);
            List<Long> values = new ArrayList<>(List.of(row.get(1), row.get(6)));
            values.addAll(row.subList(BAR_COLUMNS, row.size()));
            assertEquals(seen.get(i), values, "bar " + i);
        }
    }

    @Test
    void whatIsKnownLaterChangesNothing() throws IOException, SQLException {
        for (int seed = 1; seed <= 6; seed++) {
            Random random = new Random(seed);
            List<String> rows = rows(random, 2_000);
            int cut = 200 + random.nextInt(1_600);
            long asOfNs = (seconds(rows.get(cut)) + random.nextInt(90)) * Times.SECOND_NS;
            List<String> before = rows.stream()
                    .filter(row -> seconds(row) * Times.SECOND_NS <= asOfNs)
                    .toList();
            List<String> other = new ArrayList<>(before);
            for (int i = 0; i < 500; i++) {
                other.add(asOfNs / Times.SECOND_NS + 1 + i * 7L + "," + (1 + random.nextInt(5_000)) + ",3");
            }
            List<List<Long>> cutOff = computed("a" + seed, before, asOfNs);
            assertFalse(cutOff.isEmpty());
            assertEquals(cutOff, computed("b" + seed, rows, asOfNs), "seed " + seed);
            assertEquals(cutOff, computed("c" + seed, other, asOfNs), "seed " + seed);
        }
    }

    /** A file as of later answers for an earlier instant, and gives the same rows. */
    @Test
    void isWorkedOutOnce() throws IOException, SQLException {
        Path market = trades("market", rows(new Random(5), 1_000));
        FeatureStore store = new FeatureStore(folder.resolve("features"), LIBRARY);
        BarSpec bar = BarSpec.parse("1m");
        FeatureStore.Table all = store.compute(List.of(market), bar, SPECS, FeatureTape.ALL);
        assertEquals(0, all.reused());
        FeatureStore.Table again = store.compute(List.of(market), bar, SPECS.subList(2, 4), FeatureTape.ALL);
        assertEquals(3, again.reused());
        assertTrue(all.files().containsAll(again.files()));
        long asOfNs = (START_S + 3_000) * Times.SECOND_NS;
        FeatureStore.Table earlier = store.compute(List.of(market), bar, SPECS, asOfNs);
        assertEquals(SPECS.size() + 1, earlier.reused());
        assertEquals(
                wide(new FeatureStore(folder.resolve("other"), LIBRARY).compute(List.of(market), bar, SPECS, asOfNs)),
                wide(earlier));
        Files.write(all.files().get(1), new byte[] {1, 2, 3});
        String message = assertThrows(
                        HistoryException.class, () -> store.compute(List.of(market), bar, SPECS, FeatureTape.ALL))
                .getMessage();
        assertTrue(message.contains("is not what its manifest says"), message);
    }

    @Test
    void readsAcrossTwoInstruments() throws IOException, SQLException {
        Path first = trades("first", rows(new Random(1), 3_000));
        Path second = trades("second", rows(new Random(2), 3_000));
        List<FeatureSpec> specs = List.of(FeatureSpec.parse("sma(3)"), FeatureSpec.parse("correlation(20)"));
        FeatureStore store = new FeatureStore(folder.resolve("features"), LIBRARY);
        FeatureStore.Table table = store.compute(List.of(first, second), BarSpec.parse("5m"), specs, FeatureTape.ALL);
        assertEquals("FIRST-USD.TEST~SECOND-USD.TEST", table.asset());
        List<List<Long>> rows = wide(table);
        double correlation = Double.longBitsToDouble(rows.getLast().get(BAR_COLUMNS + 1));
        assertTrue(Math.abs(correlation) <= 1, "correlation " + correlation);
        String message = assertThrows(
                        IllegalArgumentException.class,
                        () -> store.compute(List.of(first), BarSpec.parse("5m"), specs, FeatureTape.ALL))
                .getMessage();
        assertTrue(message.contains("need the journals of two"), message);
    }

    private List<List<Long>> computed(String name, List<String> rows, long asOfNs) throws IOException, SQLException {
        FeatureStore store = new FeatureStore(folder.resolve("features-" + name), LIBRARY);
        return wide(store.compute(List.of(trades(name, rows)), BarSpec.parse("1m"), SPECS, asOfNs));
    }

    private List<List<Long>> wide(FeatureStore.Table table) throws IOException, SQLException {
        Path out = folder.resolve("wide.parquet");
        long rows = FeatureStore.toFile(table, out);
        List<List<Long>> all = ParquetRows.of(out);
        assertEquals(rows, all.size());
        return all;
    }

    private Path trades(String name, List<String> rows) throws IOException {
        Path file = folder.resolve(name + ".csv");
        Files.write(file, rows);
        Path journal = folder.resolve(name);
        Ingest.run(IngestRequest.of(Formats.named("bitstamp-csv"), journal, List.of(file.toString()))
                .instrument((name.length() > 2 ? name.toUpperCase(Locale.ROOT) : "SAME") + "-USD.TEST")
                .build());
        return journal;
    }

    private static List<String> rows(Random random, int count) {
        List<String> rows = new ArrayList<>();
        long seconds = START_S;
        int px = 1_000;
        for (int i = 0; i < count; i++) {
            seconds += random.nextInt(20);
            px = Math.max(100, px + random.nextInt(7) - 3);
            rows.add(seconds + "," + px + "," + (1 + random.nextInt(5)));
        }
        return rows;
    }

    private static long seconds(String row) {
        return Long.parseLong(row.substring(0, row.indexOf(',')));
    }

    private static RunConfig config() {
        TwinCase twin = TwinCase.of("--strategy sma-cross --bar 1m");
        RunConfig config = EngineRun.config(twin);
        return new RunConfig(
                Witness.NAME,
                Map.of(),
                BarSpec.parse("1m"),
                config.initialCash(),
                config.sizing(),
                config.costs(),
                0,
                0,
                0,
                RunConfig.CALENDAR_DAYS,
                false,
                false,
                config.limits());
    }

    /** Makes strategies that write down what they are shown. */
    private static final class Witness implements StrategyProvider {
        static final String NAME = "witness";

        private final List<List<List<Long>>> seen = new CopyOnWriteArrayList<>();

        List<List<Long>> longest() {
            return seen.stream().max(Comparator.comparingInt(List::size)).orElseThrow();
        }

        @Override
        public String name() {
            return NAME;
        }

        @Override
        public String summary() {
            return "writes down what it is shown";
        }

        @Override
        public List<Parameter> parameters() {
            return List.of();
        }

        @Override
        public Strategy create(Parameters parameters) {
            List<List<Long>> rows = new ArrayList<>();
            seen.add(rows);
            int[] handles = new int[FEATURES.size()];
            return new Strategy() {
                @Override
                public void onStart(Setup setup) {
                    for (int i = 0; i < handles.length; i++) {
                        handles[i] = setup.feature(FEATURES.get(i));
                    }
                }

                @Override
                public void onBar(Bar bar, Context context) {
                    List<Long> row = new ArrayList<>(List.of(bar.endNs(), bar.closePx()));
                    for (int handle : handles) {
                        row.add(context.ready(handle) ? Double.doubleToRawLongBits(context.value(handle)) : null);
                    }
                    rows.add(row);
                }
            };
        }
    }
}
