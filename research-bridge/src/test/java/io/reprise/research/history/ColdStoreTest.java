package io.reprise.research.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.research.history.HistoryColumn.Width;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ColdStoreTest {
    private static final int SMALL_FILE = 700;

    @TempDir
    Path folder;

    private Path root() {
        return folder.resolve("store");
    }

    private ColdWriter writer(int fileRowsMax) {
        return ColdWriter.open(ColdStore.open(root()), fileRowsMax);
    }

    private List<long[]> all(Series series) {
        return within(series, Long.MIN_VALUE, Long.MAX_VALUE);
    }

    private List<long[]> within(Series series, long fromNs, long toNs) {
        try (ColdStore store = ColdStore.open(root())) {
            return MadeHistory.read(store.read(store.find(series.key()), fromNs, toNs));
        }
    }

    @ParameterizedTest
    @EnumSource(HistoryKind.class)
    void givesBackEachRowAsItWas(HistoryKind kind) throws IOException {
        Series series = MadeHistory.series(kind);
        List<long[]> rows = MadeHistory.rows(kind, new Random(7), 5_000, MadeHistory.START_NS, 60_000_000_000L);
        try (ColdWriter writer = writer(SMALL_FILE)) {
            ColdWriter.Appended appended = writer.append(series, MadeHistory.batches(rows, new Random(3)), "a test");
            assertEquals(new ColdWriter.Appended(rows.size(), 0), appended);
        }
        assertNull(MadeHistory.difference(rows, all(series)));
        Random random = new Random(11);
        for (int i = 0; i < 20; i++) {
            long from = MadeHistory.START_NS + random.nextLong(60 * MadeHistory.HOUR_NS);
            long to = from + random.nextLong(20 * MadeHistory.HOUR_NS);
            assertNull(MadeHistory.difference(MadeHistory.within(rows, from, to), within(series, from, to)));
        }
    }

    @Test
    void aMonthIsAPartition() throws IOException {
        Series series = MadeHistory.series(HistoryKind.TRADES);
        fill(series, 5_000);
        Path trades = root().resolve("trades/asset_class=crypto/symbol=A%2FB-USD.TEST");
        assertTrue(Files.exists(trades.resolve("year=2023/month=12/manifest.json")));
        assertTrue(Files.exists(trades.resolve("year=2024/month=01/manifest.json")));
    }

    private List<long[]> fill(Series series, int count) throws IOException {
        List<long[]> rows =
                MadeHistory.rows(series.kind(), new Random(7), count, MadeHistory.START_NS, 60_000_000_000L);
        try (ColdWriter writer = writer(SMALL_FILE)) {
            writer.append(series, MadeHistory.batches(rows, new Random(3)), "a test");
        }
        return rows;
    }

    @Test
    void whatIsThereIsPassedOver() throws IOException {
        Series series = MadeHistory.series(HistoryKind.QUOTES);
        List<long[]> rows = fill(series, 3_000);
        try (ColdWriter writer = writer(SMALL_FILE)) {
            assertEquals(
                    new ColdWriter.Appended(0, rows.size()),
                    writer.append(series, MadeHistory.batches(rows, new Random(5)), "again"));
        }
        assertNull(MadeHistory.difference(rows, all(series)));
    }

    @Test
    void rowsOutOfOrderAreRefusedAndNothingIsLeft() throws IOException {
        Series series = MadeHistory.series(HistoryKind.TRADES);
        List<long[]> rows = new ArrayList<>(
                MadeHistory.rows(HistoryKind.TRADES, new Random(7), 100, MadeHistory.START_NS, 1_000_000_000L));
        rows.add(rows.getFirst());
        try (ColdWriter writer = writer(SMALL_FILE)) {
            HistoryException refused = assertThrows(
                    HistoryException.class,
                    () -> writer.append(series, MadeHistory.batches(rows, new Random(3)), "a test"));
            assertTrue(refused.getMessage().startsWith("rows are out of order: "), refused.getMessage());
        }
        try (ColdStore store = ColdStore.open(root())) {
            assertNull(store.find(series.key()));
        }
    }

    @Test
    void thereIsOneWriter() throws IOException {
        try (ColdWriter _ = writer(SMALL_FILE)) {
            HistoryException refused = assertThrows(HistoryException.class, () -> writer(SMALL_FILE));
            assertTrue(refused.getMessage().contains("a store has one writer"), refused.getMessage());
        }
    }

    @Test
    void compactionKeepsEachRow() throws IOException {
        Series series = MadeHistory.series(HistoryKind.TRADES);
        List<long[]> rows = fill(series, 5_000);
        try (ColdWriter writer = writer(2_000)) {
            assertTrue(writer.compact(series.key(), 1) > 0);
            assertEquals(0, writer.compact(series.key(), 1));
        }
        assertNull(MadeHistory.difference(rows, all(series)));
        try (ColdStore store = ColdStore.open(root());
                Stream<Path> files = Files.walk(root())) {
            assertEquals(
                    store.find(series.key()).files(),
                    files.filter(file -> file.toString().endsWith(".parquet")).count());
        }
    }

    @Test
    void whatAKilledWriterLeftIsNotSeenAndGoes() throws IOException {
        Series series = MadeHistory.series(HistoryKind.TRADES);
        List<long[]> rows = fill(series, 3_000);
        Path month;
        try (ColdStore store = ColdStore.open(root())) {
            ColdStore.Partition last = store.find(series.key()).partitions().getLast();
            month = last.folder();
            Files.copy(month.resolve(last.manifest().files().getFirst().name()), month.resolve("0123456789.parquet"));
            Files.writeString(month.resolve(".next.parquet.part"), "half");
        }
        assertNull(MadeHistory.difference(rows, all(series)));
        List<long[]> more =
                MadeHistory.rows(HistoryKind.TRADES, new Random(8), 10, rows.getLast()[1] + 1_000_000, 1_000_000L);
        try (ColdWriter writer = writer(SMALL_FILE)) {
            writer.append(series, MadeHistory.batches(more, new Random(3)), "a test");
        }
        assertTrue(Files.notExists(month.resolve("0123456789.parquet")));
        assertTrue(Files.notExists(month.resolve(".next.parquet.part")));
        rows = new ArrayList<>(rows);
        rows.addAll(more);
        assertNull(MadeHistory.difference(rows, all(series)));
    }

    /** A column that version 2 brings is none in the files of version 1, wherever those lie between. */
    @Test
    void aNewColumnIsNoneInOldFiles() throws IOException {
        Series series = MadeHistory.series(HistoryKind.TRADES);
        List<long[]> old = fill(series, 2_000);
        List<HistoryColumn> columns =
                new ArrayList<>(HistoryKind.TRADES.schema().columns());
        columns.add(new HistoryColumn("venue_condition", Width.INT, 2));
        HistorySchema second = new HistorySchema(2, columns);
        List<long[]> expected = new ArrayList<>();
        old.forEach(row -> expected.add(with(row, Long.MIN_VALUE)));
        List<long[]> added = new ArrayList<>();
        MadeHistory.rows(HistoryKind.TRADES, new Random(9), 1_500, old.getLast()[1] + 1_000_000_000L, 1_000_000_000L)
                .forEach(row -> added.add(with(row, row[1] % 1_000)));
        expected.addAll(added);
        try (ColdWriter writer = ColdWriter.open(ColdStore.open(root(), _ -> second), SMALL_FILE)) {
            writer.append(series, MadeHistory.batches(added, new Random(3)), "a test");
        }
        try (ColdStore store = ColdStore.open(root(), _ -> second)) {
            assertNull(MadeHistory.difference(
                    expected, MadeHistory.read(store.read(store.find(series.key()), Long.MIN_VALUE, Long.MAX_VALUE))));
        }
        try (ColdWriter writer = ColdWriter.open(ColdStore.open(root(), _ -> second), 10_000)) {
            assertTrue(writer.compact(series.key(), 1) > 0);
            ColdStore store = writer.store();
            assertNull(MadeHistory.difference(
                    expected, MadeHistory.read(store.read(store.find(series.key()), Long.MIN_VALUE, Long.MAX_VALUE))));
        }
    }

    private static long[] with(long[] row, long value) {
        long[] longer = java.util.Arrays.copyOf(row, row.length + 1);
        longer[row.length] = value;
        return longer;
    }

    /** DuckDB's own plan of a month's query names the files of that month, and no others. */
    @Test
    void aMonthOfOneSymbolTouchesItsPartitionAlone() throws Exception {
        Series series = MadeHistory.series(HistoryKind.TRADES);
        fill(series, 5_000);
        long from = StoreLayout.endNs(java.time.YearMonth.of(2023, 12));
        long to = StoreLayout.endNs(java.time.YearMonth.of(2024, 1));
        try (ColdStore store = ColdStore.open(root())) {
            ColdStore.Stored stored = store.find(series.key());
            List<ColdReader.Asked> asked = ColdReader.rows(
                    HistoryKind.TRADES.schema(), ColdStore.files(stored, from, to), new Interval(from, to));
            StringBuilder plan = new StringBuilder();
            try (Statement statement = store.duck().connection().createStatement();
                    ResultSet rows = statement.executeQuery(
                            "EXPLAIN (ANALYZE, FORMAT JSON) " + asked.getFirst().sql())) {
                while (rows.next()) {
                    plan.append(rows.getString(2));
                }
            }
            assertEquals(1, asked.size());
            assertTrue(plan.toString().contains("READ_PARQUET"), plan.toString());
            assertTrue(plan.toString().contains("month=01"), plan.toString());
            assertTrue(!plan.toString().contains("month=12"), plan.toString());
        }
    }
}
