package io.reprise.research.history;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.duckdb.DuckDBChunkedResult;
import org.duckdb.DuckDBDataChunkReader;
import org.duckdb.DuckDBPreparedStatement;
import org.duckdb.DuckDBReadableVector;

/** The rows that statements give, one statement after the other, as they come. Owned by the thread that reads. */
final class ColdReader implements Batches {
    /** Files that DuckDB is given at once. */
    private static final int FILES_AT_ONCE = 64;

    private final Duck duck;
    private final Iterator<Asked> asked;
    private final ColumnBatch batch;
    private DuckDBPreparedStatement statement;
    private DuckDBChunkedResult result;

    /** A file to be read, and where it is. */
    record Chosen(Path path, StoredFile file) {}

    /** A statement, and the files that it reads. */
    record Asked(String sql, List<Path> files) {}

    /**
     * @param duck is this reader's, and closed with it
     * @param columnCount of each statement's rows
     */
    ColdReader(Duck duck, int columnCount, List<Asked> asked) {
        this.duck = duck;
        this.asked = asked.iterator();
        batch = new ColumnBatch(columnCount);
    }

    /** Statements for the rows of files that were known within a span. */
    static List<Asked> rows(HistorySchema schema, List<Chosen> files, Interval span) {
        List<Asked> statements = new ArrayList<>();
        int next = 0;
        while (next < files.size()) {
            List<Path> group = new ArrayList<>();
            int version = files.get(next).file().schemaVersion();
            boolean isWhole = true;
            while (next < files.size()
                    && group.size() < FILES_AT_ONCE
                    && files.get(next).file().schemaVersion() == version) {
                Chosen chosen = files.get(next++);
                group.add(chosen.path());
                isWhole &= chosen.file().firstTsInitNs() >= span.fromNs()
                        && chosen.file().lastTsInitNs() < span.toNs();
            }
            String sql = "SELECT " + schema.selectFrom(version) + " FROM read_parquet(" + Duck.list(group)
                    + ", hive_partitioning=false)";
            String where = " WHERE ts_init >= " + span.fromNs() + " AND ts_init < " + span.toNs();
            statements.add(new Asked(isWhole ? sql : sql + where, group));
        }
        return statements;
    }

    @Override
    public boolean next() {
        try {
            while (true) {
                if (result != null && result.nextChunk()) {
                    if (fill(result.chunk())) {
                        return true;
                    }
                    continue;
                }
                endResult();
                if (!asked.hasNext()) {
                    return false;
                }
                begin(asked.next());
            }
        } catch (SQLException failed) {
            throw new HistoryException("the cold store cannot be read: " + Duck.why(failed), failed);
        }
    }

    private void begin(Asked next) throws SQLException {
        for (Path file : next.files()) {
            if (!Files.exists(file)) {
                throw new HistoryException(file + " is gone: the store was compacted while it was read, or is damaged;"
                        + " ask again, and if it is still gone, ./run.sh doctor data tells more");
            }
        }
        statement = (DuckDBPreparedStatement) duck.connection().prepareStatement(next.sql());
        result = statement.query();
    }

    private boolean fill(DuckDBDataChunkReader chunk) {
        int rows = Math.toIntExact(chunk.rowCount());
        batch.resize(rows);
        for (int i = 0; i < batch.columnCount(); i++) {
            DuckDBReadableVector vector = chunk.vector(i);
            long[] to = batch.column(i);
            switch (vector.getType()) {
                case BIGINT -> {
                    for (int row = 0; row < rows; row++) {
                        to[row] = vector.getLong(row, Long.MIN_VALUE);
                    }
                }
                case INTEGER -> {
                    for (int row = 0; row < rows; row++) {
                        to[row] = vector.isNull(row) ? Long.MIN_VALUE : vector.getInt(row);
                    }
                }
                default -> {
                    for (int row = 0; row < rows; row++) {
                        to[row] = vector.isNull(row) ? Long.MIN_VALUE : vector.getByte(row);
                    }
                }
            }
        }
        return rows > 0;
    }

    private void endResult() throws SQLException {
        try {
            if (result != null) {
                result.close();
            }
        } finally {
            result = null;
            if (statement != null) {
                statement.close();
                statement = null;
            }
        }
    }

    @Override
    public ColumnBatch batch() {
        return batch;
    }

    @Override
    public void close() {
        try {
            endResult();
        } catch (SQLException failed) {
            throw new HistoryException("the cold store cannot be closed: " + Duck.why(failed), failed);
        } finally {
            duck.close();
        }
    }
}
