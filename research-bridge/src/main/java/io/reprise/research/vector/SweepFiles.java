package io.reprise.research.vector;

import io.reprise.engine.fixed.Decimals;
import io.reprise.research.store.AtomicFile;
import io.reprise.research.vector.Sweep.Cell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** The cells of a sweep as a table, a row each: CSV for people, and the same as Parquet. */
public final class SweepFiles {
    public static final String CSV = "cells.csv";
    public static final String PARQUET = "cells.parquet";

    private SweepFiles() {}

    /** Writes both, whole or not at all; money is exact, null stands for a ratio that there is none of. */
    public static void write(Path folder, List<Cell> cells) throws IOException {
        Path csv = folder.resolve(CSV);
        AtomicFile.write(csv, csv(cells));
        Path aside = folder.resolve(PARQUET + ".new");
        try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duck.createStatement()) {
            statement.execute("COPY (SELECT * FROM read_csv('" + quoted(csv) + "', header = true, nullstr = ''))"
                    + " TO '" + quoted(aside) + "' (FORMAT parquet)");
        } catch (SQLException failed) {
            throw new IOException("cannot write " + folder.resolve(PARQUET) + ": " + failed.getMessage(), failed);
        }
        Files.move(aside, folder.resolve(PARQUET), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static String quoted(Path file) {
        return file.toString().replace("'", "''");
    }

    private static String csv(List<Cell> cells) {
        StringBuilder text = new StringBuilder();
        cells.getFirst()
                .parameters()
                .texts()
                .keySet()
                .forEach(name -> text.append(name).append(','));
        text.append(
                "orders,fills,rejects,initialEquity,finalEquity,minCash,position,fees,totalReturn,sharpe,maxDrawdown\n");
        for (Cell cell : cells) {
            cell.parameters()
                    .texts()
                    .values()
                    .forEach(value -> text.append(value).append(','));
            VectorResult result = cell.result();
            text.append(result.orders())
                    .append(',')
                    .append(result.fills())
                    .append(',')
                    .append(result.rejects())
                    .append(',');
            for (long money : new long[] {
                result.initialEquity(), result.finalEquity(), result.minCash(), result.position(), result.fees()
            }) {
                text.append(Decimals.format(money)).append(',');
            }
            text.append(result.totalReturn())
                    .append(',')
                    .append(result.sharpe() == null ? "" : result.sharpe())
                    .append(',')
                    .append(result.maxDrawdown())
                    .append('\n');
        }
        return text.toString();
    }
}
