package io.reprise.research.ingest;

import java.nio.charset.StandardCharsets;

/**
 * One row of a source as slices of a byte array, reused for each row; valid until the next row is asked for. Owned by
 * the thread that reads.
 */
final class Cells {
    /** A row longer than this is rejected, whatever it holds. */
    static final int ROW_BYTES_MAX = 64 * 1024;

    static final String ROW_TOO_LONG = "row is longer than " + ROW_BYTES_MAX + " bytes";
    static final String ROW_EMPTY = "row is empty";

    /** Where the slices lie. */
    byte[] bytes;
    /** Start and end of each column's cell, by {@link Column#ordinal}; from -1 = the row has no such cell. */
    final int[] from = new int[Column.SIZE];

    final int[] to = new int[Column.SIZE];
    /** The whole row, or the beginning of one that is too long. */
    int rowFrom;

    int rowTo;
    /** 1-based line of a text file, element of a JSON array. */
    long line;
    /** Why these slices are no row at all; null when they are. */
    String fault;

    void clear(byte[] newBytes, long newLine) {
        bytes = newBytes;
        line = newLine;
        fault = null;
        rowFrom = 0;
        rowTo = 0;
        for (int i = 0; i < Column.SIZE; i++) {
            from[i] = -1;
            to[i] = -1;
        }
    }

    boolean has(Column column) {
        return from[column.ordinal()] >= 0;
    }

    void set(Column column, int start, int end) {
        from[column.ordinal()] = start;
        to[column.ordinal()] = end;
    }

    /** The row as the source has it. */
    String rowText() {
        return new String(bytes, rowFrom, rowTo - rowFrom, StandardCharsets.UTF_8);
    }

    /** A column's cell, cut to a length that fits a message. */
    String cellText(Column column) {
        int start = from[column.ordinal()];
        int length = to[column.ordinal()] - start;
        String text = new String(bytes, start, Math.min(length, CELL_SHOWN_MAX), StandardCharsets.UTF_8);
        return length > CELL_SHOWN_MAX ? text + "..." : text;
    }

    private static final int CELL_SHOWN_MAX = 40;
}
