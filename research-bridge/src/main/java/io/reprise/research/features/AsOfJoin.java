package io.reprise.research.features;

import io.reprise.research.history.Duck;
import io.reprise.research.history.DurableFiles;
import io.reprise.research.history.HistoryException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.duckdb.DuckDBAppender;

/** Sets beside each bar of a table what series said when the bar was known. Without state. */
public final class AsOfJoin {
    private AsOfJoin() {}

    /**
     * Joins series to a table.
     *
     * @param table Parquet file of {@link FeatureStore#toFile}, whose {@code ts_init} is when a row was known
     * @param out the same with the series' columns, called {@code NAME.COLUMN}; NULL before a series' first publication
     * @return how many rows
     */
    public static long join(Path table, List<KnownSeries.Source> series, Path out) throws IOException {
        if (!Files.isRegularFile(table)) {
            throw new IllegalArgumentException("there is no table " + table);
        }
        long names = series.stream().map(KnownSeries.Source::name).distinct().count();
        if (names < series.size()) {
            throw new IllegalArgumentException("two series have the same name");
        }
        try (Duck duck = Duck.open()) {
            String rows = "read_parquet(" + Duck.quoted(table.toString()) + ", hive_partitioning = false)";
            requireTable(duck, table, rows);
            StringBuilder select = new StringBuilder("SELECT t.*");
            StringBuilder from = new StringBuilder(" FROM " + rows + " t");
            for (int i = 0; i < series.size(); i++) {
                KnownSeries known = KnownSeries.read(series.get(i), duck);
                load(duck, "s" + i, known);
                List<String> columns = known.joinedColumns();
                for (int k = 0; k < columns.size(); k++) {
                    select.append(
                            ", s" + i + ".v" + k + " AS \"" + columns.get(k).replace("\"", "\"\"") + '"');
                }
                from.append(" ASOF LEFT JOIN s" + i + " ON t.ts_init >= s" + i + ".known_ns");
            }
            Path place = out.toAbsolutePath().normalize();
            DurableFiles.folder(place.getParent());
            FeatureStore.copy(duck, select + from.toString() + " ORDER BY t.bar_index", place);
            return FeatureStore.count(duck, place);
        } catch (SQLException failed) {
            throw new HistoryException(table + " cannot be joined: " + Duck.why(failed), failed);
        }
    }

    private static void requireTable(Duck duck, Path table, String rows) throws SQLException {
        try (Statement statement = duck.connection().createStatement();
                ResultSet result = statement.executeQuery("SELECT * FROM " + rows + " LIMIT 0")) {
            List<String> names = IntStream.rangeClosed(1, result.getMetaData().getColumnCount())
                    .mapToObj(i -> label(result, i))
                    .toList();
            if (!names.containsAll(List.of("bar_index", "ts_init"))) {
                throw new IllegalArgumentException(
                        table + " is no table of features compute: it has no bar_index and ts_init");
            }
        }
    }

    private static String label(ResultSet result, int column) {
        try {
            return result.getMetaData().getColumnLabel(column);
        } catch (SQLException failed) {
            throw new HistoryException("a table's columns cannot be read: " + Duck.why(failed), failed);
        }
    }

    private static void load(Duck duck, String table, KnownSeries series) throws SQLException {
        int values = series.columns().size();
        String columns = IntStream.range(0, values + 2)
                .mapToObj(i -> "v" + i + (i < values ? " DOUBLE" : " BIGINT"))
                .collect(Collectors.joining(", "));
        duck.execute("CREATE TABLE " + table + " (" + columns + ", known_ns BIGINT)");
        try (DuckDBAppender rows = duck.connection().createAppender(table)) {
            for (KnownSeries.Point point : series.points()) {
                rows.beginRow();
                for (double value : point.values()) {
                    if (Double.isNaN(value)) {
                        rows.append((Double) null);
                    } else {
                        rows.append(value);
                    }
                }
                rows.append(point.eventNs()).append(point.knownNs()).append(point.knownNs());
                rows.endRow();
            }
        }
    }
}
