package io.reprise.research.history;

/** Of bars those that begin within a span. Owned by the thread that reads. */
final class BarsBeginning implements Batches {
    private final Batches all;
    private final long periodNs;
    private final Interval begins;

    BarsBeginning(Batches all, long periodNs, Interval begins) {
        this.all = all;
        this.periodNs = periodNs;
        this.begins = begins;
    }

    @Override
    public boolean next() {
        while (all.next()) {
            if (all.batch().keep(this::isWanted)) {
                return true;
            }
        }
        return false;
    }

    private boolean isWanted(int row) {
        long beginNs = all.batch().get(row, HistorySchema.TS_EVENT) - periodNs;
        return beginNs >= begins.fromNs() && beginNs < begins.toNs();
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
