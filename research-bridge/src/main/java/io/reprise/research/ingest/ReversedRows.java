package io.reprise.research.ingest;

import java.io.IOException;
import java.util.Arrays;

/**
 * Gives the rows of a reader from the last to the first. All rows are held, at most {@value #TEXT_BYTES_MAX} bytes of
 * them. Owned by the thread that reads.
 */
final class ReversedRows implements RowReader {
    /** More text than this is refused: such a file is turned round before it is ingested. */
    static final int TEXT_BYTES_MAX = 512 << 20;

    /** Ints a row takes in the index: line (two), start and end, and start and end of each cell. */
    private static final int STRIDE = 4 + 2 * Column.SIZE;

    private final RowReader rows;
    private byte[] text = new byte[1 << 16];
    private int textLength;
    private int[] index = new int[STRIDE << 8];
    private String[] faults = new String[1 << 8];
    private int count;
    private boolean isLoaded;

    ReversedRows(RowReader rows) {
        this.rows = rows;
    }

    @Override
    public void close() throws IOException {
        rows.close();
    }

    @Override
    public long otherRows() {
        return rows.otherRows();
    }

    @Override
    public boolean next(Cells cells) throws IOException {
        if (!isLoaded) {
            load(cells);
            isLoaded = true;
        }
        if (count == 0) {
            return false;
        }
        count--;
        int at = count * STRIDE;
        cells.clear(text, (long) index[at] << 32 | index[at + 1] & 0xFFFFFFFFL);
        cells.rowFrom = index[at + 2];
        cells.rowTo = index[at + 3];
        cells.fault = faults[count];
        for (int i = 0; i < Column.SIZE; i++) {
            cells.from[i] = index[at + 4 + 2 * i];
            cells.to[i] = index[at + 5 + 2 * i];
        }
        return true;
    }

    private void load(Cells cells) throws IOException {
        while (rows.next(cells)) {
            add(cells);
        }
    }

    private void add(Cells cells) {
        int length = end(cells) - cells.rowFrom;
        if (length > TEXT_BYTES_MAX - textLength || count == Integer.MAX_VALUE / STRIDE - 1) {
            throw new IngestException("a newest-first file may have at most " + (TEXT_BYTES_MAX >> 20)
                    + " MiB of rows, for it is read from its end: turn it round first");
        }
        if (textLength + length > text.length) {
            text = Arrays.copyOf(text, (int) Math.min(TEXT_BYTES_MAX, Math.max(2L * text.length, textLength + length)));
        }
        if (count == faults.length) {
            int grown = (int) Math.min(2L * count, Integer.MAX_VALUE / STRIDE);
            faults = Arrays.copyOf(faults, grown);
            index = Arrays.copyOf(index, grown * STRIDE);
        }
        System.arraycopy(cells.bytes, cells.rowFrom, text, textLength, length);
        int at = count * STRIDE;
        int shift = textLength - cells.rowFrom;
        index[at] = (int) (cells.line >>> 32);
        index[at + 1] = (int) cells.line;
        index[at + 2] = textLength;
        index[at + 3] = cells.rowTo + shift;
        for (int i = 0; i < Column.SIZE; i++) {
            boolean isThere = cells.from[i] >= 0;
            index[at + 4 + 2 * i] = isThere ? cells.from[i] + shift : -1;
            index[at + 5 + 2 * i] = isThere ? cells.to[i] + shift : -1;
        }
        faults[count++] = cells.fault;
        textLength += length;
    }

    /** Some readers put cells behind the row's text. */
    private static int end(Cells cells) {
        int end = cells.rowTo;
        for (int to : cells.to) {
            end = Math.max(end, to);
        }
        return end;
    }
}
