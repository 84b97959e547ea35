package io.reprise.research.history;

import java.util.function.IntPredicate;

/**
 * Some rows as columns of primitive numbers, oldest first; reused for the next ones. Owned by the thread that reads.
 * {@link Long#MIN_VALUE} means none.
 */
public final class ColumnBatch {
    /** Rows of a batch at most: what DuckDB hands over at once. */
    public static final int ROWS_MAX = 2_048;

    private final long[][] columns;
    private int size;

    ColumnBatch(int columnCount) {
        columns = new long[columnCount][ROWS_MAX];
    }

    public int size() {
        return size;
    }

    public int columnCount() {
        return columns.length;
    }

    /** The values of a column; those from {@link #size} on mean nothing. */
    public long[] column(int index) {
        return columns[index];
    }

    public long get(int row, int column) {
        return columns[column][row];
    }

    /** An empty batch for rows of a kind. */
    public static ColumnBatch of(HistoryKind kind) {
        return new ColumnBatch(kind.columns().size());
    }

    public void clear() {
        size = 0;
    }

    void resize(int rows) {
        size = rows;
    }

    public boolean isFull() {
        return size == ROWS_MAX;
    }

    /** Opens a row behind the last; its values are the caller's to write. */
    public int addRow() {
        return size++;
    }

    /** Keeps some rows, and says whether any is left. */
    boolean keep(IntPredicate wanted) {
        int kept = 0;
        for (int row = 0; row < size; row++) {
            if (wanted.test(row)) {
                for (int i = 0; kept != row && i < columns.length; i++) {
                    columns[i][kept] = columns[i][row];
                }
                kept++;
            }
        }
        size = kept;
        return kept > 0;
    }

    /** Whether a row is that of another batch. */
    public boolean isSame(int row, ColumnBatch other, int otherRow) {
        for (int i = 0; i < columns.length; i++) {
            if (columns[i][row] != other.columns[i][otherRow]) {
                return false;
            }
        }
        return true;
    }
}
