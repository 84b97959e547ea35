package io.reprise.research.history;

import io.reprise.research.history.HistoryColumn.Width;
import io.reprise.research.store.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * SQL over the cold store, of DuckDB's kind: the views {@code trades}, {@code quotes}, {@code books} and {@code bars} over the
 * files that the manifests named when this was opened. Statements can read, and nothing but the store. Owned by one thread.
 */
public final class StoreSql implements AutoCloseable {
    private static final String HIVE_TYPES =
            "'asset_class': VARCHAR, 'symbol': VARCHAR, 'year': INTEGER, 'month': INTEGER";

    /** Columns at 1e-8, and what they are called as decimals. */
    private static final Map<String, String> DECIMALS = decimals();

    private static final Set<String> NOT_BELOW_ZERO = Set.of("volume");

    private final Duck duck;

    private StoreSql(Duck duck) {
        this.duck = duck;
    }

    private static Map<String, String> decimals() {
        Map<String, String> names = new LinkedHashMap<>();
        names.put("px", "price");
        names.put("qty", "quantity");
        names.put("bid_px", "bid_price");
        names.put("bid_qty", "bid_quantity");
        names.put("ask_px", "ask_price");
        names.put("ask_qty", "ask_quantity");
        names.put("open_px", "open");
        names.put("high_px", "high");
        names.put("low_px", "low");
        names.put("close_px", "close");
        names.put("volume", "quantity");
        return Map.copyOf(names);
    }

    /** Opens a store for asking. */
    public static StoreSql open(Path root) {
        Duck duck = Duck.open();
        StoreSql sql = null;
        try (ColdStore store = ColdStore.open(root)) {
            for (HistoryKind kind : HistoryKind.values()) {
                duck.execute("CREATE VIEW " + kind.text() + " AS " + view(store, kind));
            }
            if (Files.isDirectory(root)) {
                duck.execute("SET allowed_directories = ["
                        + Duck.quoted(root.toAbsolutePath().normalize().toString()) + "]");
            }
            duck.execute("SET enable_external_access = false");
            duck.execute("SET lock_configuration = true");
            sql = new StoreSql(duck);
            return sql;
        } catch (SQLException failed) {
            throw new HistoryException("the store cannot be opened for SQL: " + Duck.why(failed), failed);
        } finally {
            if (sql == null) {
                duck.close();
            }
        }
    }

    private static String view(ColdStore store, HistoryKind kind) {
        Map<Integer, List<Path>> byVersion = new TreeMap<>();
        store.all().values().stream()
                .filter(stored -> stored.series().kind() == kind)
                .flatMap(stored -> ColdStore.files(stored, Long.MIN_VALUE, Long.MAX_VALUE).stream())
                .forEach(file -> byVersion
                        .computeIfAbsent(file.file().schemaVersion(), _ -> new ArrayList<>())
                        .add(file.path()));
        HistorySchema schema = store.schema(kind);
        String folders = (kind == HistoryKind.BARS ? "timeframe, " : "") + "asset_class, symbol, year, month";
        String rows = byVersion.isEmpty()
                ? nothing(kind, schema)
                : byVersion.entrySet().stream()
                        .map(files -> "SELECT " + folders + ", " + schema.selectFrom(files.getKey())
                                + " FROM read_parquet(" + Duck.list(files.getValue())
                                + ", hive_partitioning=true, hive_types={"
                                + (kind == HistoryKind.BARS ? "'timeframe': VARCHAR, " : "") + HIVE_TYPES + "})")
                        .collect(Collectors.joining(" UNION ALL "));
        return "SELECT " + folders + ", make_timestamp_ns(ts_event) AS time, " + decimals(schema) + ", "
                + schema.columns().stream().map(HistoryColumn::name).collect(Collectors.joining(", ")) + " FROM ("
                + rows
                + ")";
    }

    private static String nothing(HistoryKind kind, HistorySchema schema) {
        String folders = (kind == HistoryKind.BARS ? "CAST(NULL AS VARCHAR) AS timeframe, " : "")
                + "CAST(NULL AS VARCHAR) AS asset_class, CAST(NULL AS VARCHAR) AS symbol,"
                + " CAST(NULL AS INTEGER) AS year, CAST(NULL AS INTEGER) AS month, ";
        return "SELECT " + folders + schema.selectFrom(0) + " WHERE false";
    }

    private static String decimals(HistorySchema schema) {
        return schema.columns().stream()
                .filter(column -> column.width() == Width.LONG && DECIMALS.containsKey(column.name()))
                .map(column -> {
                    String exact = column.name() + " * CAST(0.00000001 AS DECIMAL(9, 8))";
                    String value = NOT_BELOW_ZERO.contains(column.name())
                            ? "CASE WHEN " + column.name() + " >= 0 THEN " + exact + " END"
                            : exact;
                    return value + " AS " + DECIMALS.get(column.name());
                })
                .collect(Collectors.joining(", "));
    }

    Duck duck() {
        return duck;
    }

    /** Takes the rows of an answer. */
    public interface Rows {
        /** Told once, first. */
        void columns(List<String> names) throws IOException;

        /** Told of each row; values are numbers, texts, truths or null. */
        void row(List<Object> values) throws IOException;
    }

    /**
     * Asks, and hands the rows over as they come.
     *
     * @return how many rows there were
     * @throws IllegalArgumentException when it is not a SELECT, or DuckDB does not understand it
     * @throws HistoryException when it cannot be answered
     */
    public long query(String sql, Rows to) throws IOException {
        requireSelect(sql);
        try (Statement statement = duck.connection().createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            int columns = result.getMetaData().getColumnCount();
            List<String> names = new ArrayList<>();
            for (int i = 1; i <= columns; i++) {
                names.add(result.getMetaData().getColumnLabel(i));
            }
            to.columns(names);
            long rows = 0;
            while (result.next()) {
                List<Object> values = new ArrayList<>(columns);
                for (int i = 1; i <= columns; i++) {
                    values.add(value(result.getObject(i)));
                }
                to.row(values);
                rows++;
            }
            return rows;
        } catch (SQLException failed) {
            throw new HistoryException("the query failed: " + Duck.why(failed), failed);
        }
    }

    private static Object value(Object value) {
        return value == null || value instanceof Number || value instanceof Boolean ? value : value.toString();
    }

    /** DuckDB parses it and tells of what kind it is; only a SELECT can be told as JSON. */
    private void requireSelect(String sql) {
        if (sql.isBlank()) {
            throw new IllegalArgumentException("the query is empty");
        }
        String parsed;
        try (PreparedStatement statement = duck.connection().prepareStatement("SELECT json_serialize_sql(?)")) {
            statement.setString(1, sql);
            try (ResultSet result = statement.executeQuery()) {
                result.next();
                parsed = result.getString(1);
            }
        } catch (SQLException failed) {
            throw new HistoryException("the query cannot be parsed: " + Duck.why(failed), failed);
        }
        Map<String, Object> told = Json.map(parsed);
        if (Boolean.TRUE.equals(told.get("error"))) {
            String why = String.valueOf(told.get("error_message")).strip();
            throw new IllegalArgumentException(
                    why.contains("Only SELECT")
                            ? "only a SELECT can be asked of the store"
                            : "the query is not understood: "
                                    + why.lines().findFirst().orElse(""));
        }
    }

    @Override
    public void close() {
        duck.close();
    }
}
