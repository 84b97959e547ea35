package io.reprise.research.history;

/** One reading handed on in parts, each up to a time; what a part leaves is the next one's. Owned by the thread that reads. */
final class Relay {
    private final Batches source;
    private ColumnBatch from;
    private int at;
    private boolean isOver;

    Relay(Batches source) {
        this.source = source;
    }

    /** Whether a row is left. */
    boolean isAtRow() {
        while (!isOver && (from == null || at == from.size())) {
            isOver = !source.next();
            from = isOver ? null : source.batch();
            at = 0;
        }
        return !isOver;
    }

    /** When the next row was known. */
    long tsInitNs() {
        return from.get(at, HistorySchema.TS_INIT);
    }

    /** The rows from here to the first that was known at a time or later. */
    Batches until(long untilNs, int columnCount) {
        ColumnBatch batch = new ColumnBatch(columnCount);
        return new Batches() {
            @Override
            public boolean next() {
                batch.clear();
                while (!batch.isFull() && isAtRow() && tsInitNs() < untilNs) {
                    int row = batch.addRow();
                    for (int i = 0; i < columnCount; i++) {
                        batch.column(i)[row] = from.get(at, i);
                    }
                    at++;
                }
                return batch.size() > 0;
            }

            @Override
            public ColumnBatch batch() {
                return batch;
            }

            @Override
            public void close() {
                // the source is its owner's
            }
        };
    }
}
