package io.reprise.research.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StoreSqlTest {
    @TempDir
    static Path folder;

    private static Path store;
    private static List<long[]> trades;
    private static StoreSql sql;

    @BeforeAll
    static void fill() throws IOException {
        store = folder.resolve("store");
        Files.writeString(folder.resolve("secret.csv"), "a,b\n1,2\n");
        Series series = MadeHistory.series(HistoryKind.TRADES);
        trades = MadeHistory.rows(HistoryKind.TRADES, new Random(7), 6_000, MadeHistory.START_NS, 60_000_000_000L);
        try (ColdWriter writer = ColdWriter.open(store)) {
            writer.append(series, MadeHistory.batches(trades, new Random(3)), "a test");
            Series bars = MadeHistory.series(HistoryKind.BARS);
            List<long[]> rows =
                    MadeHistory.rows(HistoryKind.BARS, new Random(7), 100, MadeHistory.START_NS, 60_000_000_000L);
            writer.append(bars, MadeHistory.batches(rows, new Random(3)), "a test");
        }
        sql = StoreSql.open(store);
    }

    @AfterAll
    static void close() {
        sql.close();
    }

    private static List<List<Object>> ask(String query) throws IOException {
        List<List<Object>> rows = new ArrayList<>();
        sql.query(query, new StoreSql.Rows() {
            @Override
            public void columns(List<String> names) {
                rows.add(List.copyOf(names));
            }

            @Override
            public void row(List<Object> values) {
                rows.add(new ArrayList<>(values));
            }
        });
        return rows;
    }

    @Test
    void knowsTheFoldersAsColumns() throws IOException {
        long december = trades.stream()
                .filter(row -> row[1] < StoreLayout.endNs(java.time.YearMonth.of(2023, 12)))
                .count();
        assertEquals(
                List.of(
                        List.of("symbol", "asset_class", "year", "month", "n"),
                        List.of("A/B-USD.TEST", "crypto", 2023, 12, december),
                        List.of("A/B-USD.TEST", "crypto", 2024, 1, trades.size() - december)),
                ask("SELECT symbol, asset_class, year, month, count(*) AS n FROM trades GROUP BY ALL ORDER BY year"));
        assertEquals(
                List.of("1m", 100L),
                ask("SELECT timeframe, count(*) FROM bars GROUP BY ALL").getLast());
    }

    @Test
    void pricesAreExactDecimals() throws IOException {
        long[] first = trades.getFirst();
        List<Object> row =
                ask("SELECT px, price, ts_event, time FROM trades LIMIT 1").getLast();
        assertEquals(first[4], row.get(0));
        assertEquals(java.math.BigDecimal.valueOf(first[4], 8), row.get(1));
        assertEquals(first[0], row.get(2));
        assertTrue(row.get(3).toString().startsWith("2023-12-30"), row.toString());
    }

    /** DuckDB prunes by the folders: its plan names one month's file. */
    @Test
    void aMonthOfTheViewReadsThatMonthsFiles() throws Exception {
        String month = "SELECT sum(px) FROM trades WHERE symbol = 'A/B-USD.TEST' AND year = 2024 AND month = 1";
        StringBuilder plan = new StringBuilder();
        try (Statement statement = sql.duck().connection().createStatement();
                ResultSet rows = statement.executeQuery("EXPLAIN (ANALYZE, FORMAT JSON) " + month)) {
            while (rows.next()) {
                plan.append(rows.getString(2));
            }
        }
        assertTrue(plan.toString().contains("\"Scanning Files\": \"1/2\""), plan.toString());
        assertTrue(plan.toString().contains("\"Total Files Read\": \"1\""), plan.toString());
        assertTrue(plan.toString().contains("month=01") && !plan.toString().contains("month=12"), plan.toString());
    }

    @Test
    void kindsWithoutFilesAreEmptyViews() throws IOException {
        assertEquals(0L, ask("SELECT count(*) FROM quotes").getLast().getFirst());
        assertEquals(0L, ask("SELECT count(*) FROM books").getLast().getFirst());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "COPY trades TO '{store}/x.csv'",
                "SELECT 1; DROP VIEW trades",
                "SET memory_limit = '9GB'",
                "ATTACH '{store}/x.db'",
                "CREATE TABLE t AS SELECT 1",
                "INSTALL httpfs",
                "PRAGMA version",
                "SELEC 1",
                ""
            })
    void whatIsNoSelectIsRefused(String query) {
        assertThrows(IllegalArgumentException.class, () -> ask(query.replace("{store}", store.toString())));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT * FROM read_text('/etc/hostname')",
                "SELECT * FROM read_csv('{store}/../secret.csv')",
                "SELECT * FROM '{folder}/secret.csv'",
                "SELECT * FROM glob('/*')",
                "SELECT * FROM query('COPY trades TO ''{store}/x.csv''')",
                "SELECT nope FROM trades",
                "SELECT getenv('HOME')"
            })
    void whatLiesElsewhereIsRefused(String query) throws IOException {
        HistoryException refused = assertThrows(
                HistoryException.class,
                () -> ask(query.replace("{store}", store.toString()).replace("{folder}", folder.toString())));
        assertTrue(refused.getMessage().startsWith("the query failed: "), refused.getMessage());
        try (Stream<Path> files = Files.list(store)) {
            assertTrue(files.noneMatch(file -> file.getFileName().toString().startsWith("x.")));
        }
    }

    /** An answer after a refused one, from the same connection. */
    @Test
    void goesOnAfterARefusal() throws IOException {
        assertThrows(HistoryException.class, () -> ask("SELECT nope FROM trades"));
        assertEquals(
                (long) trades.size(),
                ask("SELECT count(*) FROM trades").getLast().getFirst());
    }
}
