package io.reprise.research.history;

import io.reprise.engine.backtest.FrameCursor;
import io.reprise.engine.event.Event;
import io.reprise.engine.journal.JournalFolder;
import java.nio.file.Path;
import java.util.BitSet;

/** The rows of one series in a market journal that were known at covered times. Owned by the thread that reads. */
final class JournalRows implements Batches {
    private final FrameCursor cursor;
    private final FrameRows frames = new FrameRows();
    private final HistoryKind kind;
    private final long periodNs;
    private final BitSet instruments;
    private final Cover wanted;
    private final ColumnBatch batch;
    private boolean isOver;

    /**
     * @param instruments ids of the series' instrument in the journal
     * @param wanted times that are asked for
     */
    JournalRows(Path journal, Series.Key key, BitSet instruments, Cover wanted) {
        kind = key.kind();
        periodNs = key.periodNs();
        this.instruments = instruments;
        this.wanted = wanted;
        batch = new ColumnBatch(kind.schema().columns().size());
        cursor = new FrameCursor(journal.resolve(JournalFolder.INBOUND));
        if (wanted.isEmpty()) {
            isOver = true;
        } else {
            cursor.seekTime(wanted.spans().getFirst().fromNs());
        }
    }

    @Override
    public boolean next() {
        batch.clear();
        long endNs =
                wanted.isEmpty() ? Long.MIN_VALUE : wanted.spans().getLast().toNs();
        while (!isOver && !batch.isFull()) {
            if (!cursor.advance()) {
                isOver = true;
            } else {
                take(endNs);
            }
        }
        return batch.size() > 0;
    }

    private void take(long endNs) {
        int offset = cursor.offset();
        long tsNs = Event.tsInitNs(cursor.buffer(), offset);
        if (tsNs >= endNs) {
            isOver = true;
        } else if (FrameRows.kind(Event.templateId(cursor.buffer(), offset)) == kind
                && instruments.get(Event.instrumentId(cursor.buffer(), offset))
                && (kind != HistoryKind.BARS || Event.barPeriodNs(cursor.buffer(), offset) == periodNs)
                && wanted.contains(tsNs)) {
            frames.decode(cursor.buffer(), offset, batch);
        }
    }

    @Override
    public ColumnBatch batch() {
        return batch;
    }

    @Override
    public void close() {
        cursor.close();
    }
}
