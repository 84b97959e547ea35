package io.reprise.research.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.engine.fixed.Decimals;
import io.reprise.engine.time.Times;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A store in PostgreSQL moves over: row counts and checksums are those that PostgreSQL itself gives. */
@Tag("slow")
class PostgresMigrationTest {
    private static final int ROWS = 50_000;
    private static final Series SERIES = MadeHistory.series(HistoryKind.TRADES);
    private static final long MIDDLE_NS = Times.parse("2024-02-01");

    @TempDir
    Path folder;

    @Test
    void rowsAndChecksumsAreThoseOfTheDatabase() throws Exception {
        try (PostgresServer server = PostgresServer.start();
                Connection connection = DriverManager.getConnection(server.url(), server.user(), null);
                Statement statement = connection.createStatement()) {
            statement.execute("SET TIME ZONE 'Asia/Kolkata'");
            statement.execute(
                    "CREATE TABLE prints (at timestamptz, px numeric(20, 8), amount numeric(20, 8), taker text)");
            statement.execute(
                    "INSERT INTO prints SELECT timestamptz '2024-01-30 00:00:00+00' + i * interval '3.7 seconds',"
                            + " 100 + (i * 7919 % 100003) / 100000000.0, 1 + (i % 977) / 1000.0,"
                            + " CASE i % 3 WHEN 0 THEN 'buy' WHEN 1 THEN 'sell' END FROM generate_series(1, " + ROWS
                            + ") i");
            statement.execute("INSERT INTO prints VALUES ('2024-02-02 00:00:00+00', -1, 1, 'buy'),"
                    + " ('2024-02-02 00:00:00+00', 1, NULL, 'buy')");
            JdbcRecords.Source source = new JdbcRecords.Source(server.url(), server.user(), null, null);
            HistoryWriter.Written written = migrate(source);
            assertEquals(ROWS, written.storeRows() + written.journalRows());
            assertTrue(written.storeRows() > 0 && written.journalRows() > 0, written.toString());
            assertNotNull(written.journal());
            String expected = checksum(statement);
            assertEquals(expected, checksum());
            assertEquals(0, migrateOld(source).storeRows(), "a second run adds nothing");
            assertEquals(expected, checksum());
        }
    }

    private static final String QUERY =
            "SELECT at AS time, px AS price, amount AS quantity, taker AS side FROM prints ORDER BY at";

    private HistoryWriter.Written migrate(JdbcRecords.Source source) throws IOException {
        try (JdbcRecords records = JdbcRecords.open(source, QUERY, TimeUnit.MILLISECONDS)) {
            RecordRows rows = new RecordRows(records, SERIES, false);
            HistoryWriter.Written written = HistoryWriter.write(
                    folder.resolve("store"), SERIES, rows, "a test", MIDDLE_NS, folder.resolve("journals"));
            assertEquals(ROWS + 2, rows.records());
            assertEquals(2, rows.rejected());
            assertEquals(
                    List.of("price is not above 0", "quantity is missing"),
                    rows.rejects().stream()
                            .map(reject -> reject.substring(reject.indexOf(": ") + 2))
                            .sorted()
                            .toList());
            return written;
        }
    }

    private HistoryWriter.Written migrateOld(JdbcRecords.Source source) throws IOException {
        String old = QUERY.replace("ORDER", "WHERE at < timestamptz '2024-02-01 00:00:00+00' ORDER");
        try (JdbcRecords records = JdbcRecords.open(source, old, TimeUnit.MILLISECONDS)) {
            return HistoryWriter.write(
                    folder.resolve("store"),
                    SERIES,
                    new RecordRows(records, SERIES, false),
                    "a test",
                    MIDDLE_NS,
                    folder.resolve("journals"));
        }
    }

    /** By PostgreSQL: time in µs, price, quantity and side of each row, in order. */
    private static String checksum(Statement statement) throws Exception {
        try (ResultSet row =
                statement.executeQuery("SELECT md5(string_agg((extract(epoch FROM at) * 1000000)::bigint || ' '"
                        + " || trim_scale(px) || ' ' || trim_scale(amount) || ' ' || coalesce(taker, ''), E'\\n' ORDER BY at))"
                        + " FROM prints WHERE px > 0 AND amount IS NOT NULL")) {
            row.next();
            return row.getString(1);
        }
    }

    /** The same of what was read back, over both tiers. */
    private String checksum() throws Exception {
        MessageDigest digest = MessageDigest.getInstance("MD5");
        String[] sides = {"", "buy", "sell"};
        boolean isFirst = true;
        try (StorageRouter router = StorageRouter.open(folder.resolve("store"), List.of(folder.resolve("journals")));
                Batches all = router.read(SERIES.key(), Long.MIN_VALUE, Long.MAX_VALUE)) {
            while (all.next()) {
                ColumnBatch batch = all.batch();
                for (int i = 0; i < batch.size(); i++) {
                    String line =
                            (isFirst ? "" : "\n") + batch.get(i, 0) / 1_000 + " " + Decimals.plain(batch.get(i, 4))
                                    + " " + Decimals.plain(batch.get(i, 5)) + " " + sides[(int) batch.get(i, 3)];
                    digest.update(line.getBytes(StandardCharsets.UTF_8));
                    isFirst = false;
                }
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    @Test
    void saysWhatIsWrongWithoutTheAddress() {
        JdbcRecords.Source unknown = new JdbcRecords.Source("jdbc:nosuch://host/db?password=secret", null, null, null);
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> JdbcRecords.open(unknown, QUERY, TimeUnit.SECONDS));
        assertEquals("there is no driver for jdbc:nosuch: name its jar with --driver", refused.getMessage());
        JdbcRecords.Source duck = new JdbcRecords.Source("jdbc:duckdb:", null, null, null);
        IllegalArgumentException noTime = assertThrows(
                IllegalArgumentException.class, () -> JdbcRecords.open(duck, "SELECT 1 AS price", TimeUnit.SECONDS));
        assertEquals("the query has no column 'time', only price", noTime.getMessage());
    }
}
