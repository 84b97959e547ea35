package io.reprise.research.history;

/** Rows in batches, oldest first, in bounded memory. Owned by the thread that reads. */
public interface Batches extends AutoCloseable {
    /** Goes to the next batch, which is not empty; false at the end. */
    boolean next();

    /** The current batch, reused by {@link #next}. */
    ColumnBatch batch();

    @Override
    void close();
}
