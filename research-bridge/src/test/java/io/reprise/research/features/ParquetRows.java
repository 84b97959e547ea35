package io.reprise.research.features;

import io.reprise.research.history.Duck;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** A Parquet file as rows of longs, doubles as their bits, none as null. */
public final class ParquetRows {
    private ParquetRows() {}

    public static List<List<Long>> of(Path file) throws SQLException {
        List<List<Long>> rows = new ArrayList<>();
        try (Duck duck = Duck.open();
                Statement statement = duck.connection().createStatement();
                ResultSet result = statement.executeQuery("SELECT * FROM read_parquet(" + Duck.quoted(file.toString())
                        + ", hive_partitioning = false)")) {
            int columns = result.getMetaData().getColumnCount();
            while (result.next()) {
                List<Long> row = new ArrayList<>();
                for (int i = 1; i <= columns; i++) {
                    Object value = result.getObject(i);
                    row.add(
                            switch (value) {
                                case null -> null;
                                case Double number -> Double.doubleToRawLongBits(number);
                                default -> ((Number) value).longValue();
                            });
                }
                rows.add(row);
            }
        }
        return rows;
    }
}
