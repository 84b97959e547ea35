package io.reprise.research.history;

/**
 * Whether two readings give the same rows in the same order.
 *
 * @param isSame whether they do, to the end
 * @param rows how many are equal before the first that is not, or before the end
 */
record RowComparison(boolean isSame, long rows) {
    static RowComparison of(Batches a, Batches b) {
        Position left = new Position(a);
        Position right = new Position(b);
        long rows = 0;
        while (true) {
            boolean hasLeft = left.isAtRow();
            boolean hasRight = right.isAtRow();
            if (!hasLeft || !hasRight) {
                return new RowComparison(hasLeft == hasRight, rows);
            }
            if (!left.batch.isSame(left.at++, right.batch, right.at++)) {
                return new RowComparison(false, rows);
            }
            rows++;
        }
    }

    private static final class Position {
        final Batches source;
        ColumnBatch batch;
        int at;

        Position(Batches source) {
            this.source = source;
        }

        boolean isAtRow() {
            while (batch == null || at == batch.size()) {
                if (!source.next()) {
                    return false;
                }
                batch = source.batch();
                at = 0;
            }
            return true;
        }
    }
}
