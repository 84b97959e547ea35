package io.reprise.research.history;

import io.reprise.engine.time.Times;
import org.duckdb.DuckDBDataChunkWriter;
import org.duckdb.DuckDBTableFunction;
import org.duckdb.DuckDBTableFunctionBindInfo;
import org.duckdb.DuckDBTableFunctionCallInfo;
import org.duckdb.DuckDBTableFunctionInitInfo;
import org.duckdb.DuckDBWritableVector;

/**
 * Hands rows to DuckDB as a table, up to the end of a file: a time, or a number of rows. Rows whose time somebody covers
 * already are passed over. Whoever writes owns it; DuckDB calls it from one thread of its own meanwhile.
 */
final class FileFeed implements DuckDBTableFunction<FileFeed, FileFeed, FileFeed> {
    private final HistorySchema schema;
    private Batches source;
    private Cover covered = Cover.NONE;
    private ColumnBatch batch;
    private int at;
    private boolean isOver;
    private long lastSeenNs;

    private long untilNs;
    private long rowsLeft;
    private Cover.Gathering written = new Cover.Gathering();
    private RuntimeException failure;
    private long rows;
    private long passedOver;
    private long firstTsInitNs;
    private long lastTsInitNs;
    private long minTsEventNs;
    private long maxTsEventNs;

    FileFeed(HistorySchema schema) {
        this.schema = schema;
    }

    /** Takes another source, from its beginning. */
    void take(Batches newSource, Cover newCovered) {
        source = newSource;
        covered = newCovered;
        batch = null;
        at = 0;
        isOver = false;
        lastSeenNs = Long.MIN_VALUE;
        passedOver = 0;
    }

    /** Goes to the next row to be written; false when there is none. */
    boolean isAtRow() {
        while (!isOver) {
            if (batch == null || at == batch.size()) {
                isOver = !source.next();
                batch = isOver ? null : source.batch();
                at = 0;
            } else {
                long tsNs = see();
                if (!covered.contains(tsNs)) {
                    return true;
                }
                passedOver++;
                at++;
            }
        }
        return false;
    }

    private long see() {
        long tsNs = batch.column(HistorySchema.TS_INIT)[at];
        if (tsNs < lastSeenNs) {
            throw new HistoryException("rows are out of order: " + Times.format(tsNs) + " comes after "
                    + Times.format(lastSeenNs) + "; history is kept in the order in which it was known");
        }
        lastSeenNs = tsNs;
        return tsNs;
    }

    /** When the row that it is at was known. */
    long tsInitNs() {
        return batch.column(HistorySchema.TS_INIT)[at];
    }

    /** Begins a file that ends before a time, and holds no more rows than so many. */
    void begin(long newUntilNs, long rowsMax) {
        untilNs = newUntilNs;
        rowsLeft = rowsMax;
        rows = 0;
        written = new Cover.Gathering();
        minTsEventNs = Long.MAX_VALUE;
        maxTsEventNs = Long.MIN_VALUE;
        failure = null;
    }

    @Override
    public FileFeed bind(DuckDBTableFunctionBindInfo info) {
        for (HistoryColumn column : schema.columns()) {
            info.addResultColumn(column.name(), column.width().type());
        }
        return this;
    }

    @Override
    public FileFeed init(DuckDBTableFunctionInitInfo info) {
        info.setMaxThreads(1);
        return this;
    }

    @Override
    public FileFeed localInit(DuckDBTableFunctionInitInfo info) {
        return this;
    }

    @Override
    public long apply(DuckDBTableFunctionCallInfo info, DuckDBDataChunkWriter out) {
        try {
            int count = isAtRow() ? run((int) Math.min(out.capacity(), rowsLeft)) : 0;
            if (count > 0) {
                copy(out, count);
                rows += count;
                rowsLeft -= count;
                at += count;
            }
            return count;
        } catch (RuntimeException failed) {
            failure = failed;
            throw failed;
        }
    }

    /** How many rows from here on go into this file at once. */
    private int run(int most) {
        int count = 0;
        while (count < most && at + count < batch.size()) {
            int row = at + count;
            long tsNs = batch.column(HistorySchema.TS_INIT)[row];
            if (tsNs >= untilNs || covered.contains(tsNs)) {
                break;
            }
            count(tsNs, batch.column(HistorySchema.TS_EVENT)[row]);
            count++;
        }
        return count;
    }

    private void count(long tsInitNs, long tsEventNs) {
        if (tsInitNs < lastSeenNs) {
            throw new HistoryException("rows are out of order: " + Times.format(tsInitNs) + " comes after "
                    + Times.format(lastSeenNs) + "; history is kept in the order in which it was known");
        }
        lastSeenNs = tsInitNs;
        if (minTsEventNs == Long.MAX_VALUE) {
            firstTsInitNs = tsInitNs;
        }
        lastTsInitNs = tsInitNs;
        minTsEventNs = Math.min(minTsEventNs, tsEventNs);
        maxTsEventNs = Math.max(maxTsEventNs, tsEventNs);
        written.add(tsInitNs);
    }

    private void copy(DuckDBDataChunkWriter out, int count) {
        for (int i = 0; i < schema.columns().size(); i++) {
            long[] values = batch.column(i);
            DuckDBWritableVector vector = out.vector(i);
            switch (schema.columns().get(i).width()) {
                case LONG -> copyLongs(values, vector, count);
                case INT -> copyInts(values, vector, count);
                case BYTE -> copyBytes(values, vector, count);
            }
        }
    }

    private void copyLongs(long[] values, DuckDBWritableVector vector, int count) {
        for (int i = 0; i < count; i++) {
            if (values[at + i] == Long.MIN_VALUE) {
                vector.setNull(i);
            } else {
                vector.setLong(i, values[at + i]);
            }
        }
    }

    private void copyInts(long[] values, DuckDBWritableVector vector, int count) {
        for (int i = 0; i < count; i++) {
            if (values[at + i] == Long.MIN_VALUE) {
                vector.setNull(i);
            } else {
                vector.setInt(i, Math.toIntExact(values[at + i]));
            }
        }
    }

    private void copyBytes(long[] values, DuckDBWritableVector vector, int count) {
        for (int i = 0; i < count; i++) {
            if (values[at + i] == Long.MIN_VALUE) {
                vector.setNull(i);
            } else {
                vector.setByte(i, (byte) values[at + i]);
            }
        }
    }

    /** What went wrong while DuckDB asked for rows; null when nothing did. */
    RuntimeException failure() {
        return failure;
    }

    /** Rows of this file so far. */
    long rows() {
        return rows;
    }

    /** Rows of this source that were passed over so far. */
    long passedOver() {
        return passedOver;
    }

    long firstTsInitNs() {
        return firstTsInitNs;
    }

    long lastTsInitNs() {
        return lastTsInitNs;
    }

    long minTsEventNs() {
        return minTsEventNs;
    }

    long maxTsEventNs() {
        return maxTsEventNs;
    }

    /** What this file's rows cover. */
    Cover written() {
        return written.cover();
    }
}
