package io.reprise.research.history;

/** Of some rows those that were known at covered times. Owned by the thread that reads. */
final class Within implements Batches {
    private final Batches all;
    private final Cover wanted;

    Within(Batches all, Cover wanted) {
        this.all = all;
        this.wanted = wanted;
    }

    @Override
    public boolean next() {
        while (all.next()) {
            ColumnBatch batch = all.batch();
            if (batch.keep(row -> wanted.contains(batch.get(row, HistorySchema.TS_INIT)))) {
                return true;
            }
        }
        return false;
    }

    @Override
    public ColumnBatch batch() {
        return all.batch();
    }

    @Override
    public void close() {
        all.close();
    }
}
