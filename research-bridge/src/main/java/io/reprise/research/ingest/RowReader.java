package io.reprise.research.ingest;

import java.io.Closeable;
import java.io.IOException;

/** Cuts a source into rows, one at a time, holding nothing. Owned by the thread that reads. */
interface RowReader extends Closeable {
    /**
     * Reads the next row.
     *
     * @param cells filled with slices of the row; with a {@link Cells#fault} where there is something that is no row
     * @return false at the end of the source
     * @throws IOException when the source cannot be read on
     */
    boolean next(Cells cells) throws IOException;

    /** Messages that were passed over so far, since they are of another kind than the format's. */
    default long otherRows() {
        return 0;
    }
}
