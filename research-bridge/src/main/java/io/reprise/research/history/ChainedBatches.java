package io.reprise.research.history;

import java.util.Iterator;
import java.util.List;
import java.util.function.Supplier;

/** Several readings, one after the other, each opened when its turn comes. Owned by the thread that reads. */
final class ChainedBatches implements Batches {
    private final Iterator<Supplier<Batches>> parts;
    private Batches current;

    ChainedBatches(List<Supplier<Batches>> parts) {
        this.parts = parts.iterator();
    }

    @Override
    public boolean next() {
        while (true) {
            if (current != null) {
                if (current.next()) {
                    return true;
                }
                close();
            }
            if (!parts.hasNext()) {
                return false;
            }
            current = parts.next().get();
        }
    }

    @Override
    public ColumnBatch batch() {
        return current.batch();
    }

    @Override
    public void close() {
        if (current != null) {
            current.close();
            current = null;
        }
    }
}
