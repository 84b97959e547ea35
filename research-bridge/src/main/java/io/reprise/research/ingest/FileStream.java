package io.reprise.research.ingest;

/** The accepted rows of a source as events. Owned by the thread that reads. */
final class FileStream implements MarketStream {
    private final SourceRows rows;
    private final boolean isBars;
    private final Row row = new Row();

    FileStream(SourceRows rows, boolean isBars) {
        this.rows = rows;
        this.isBars = isBars;
    }

    SourceRows rows() {
        return rows;
    }

    @Override
    public boolean advance() {
        return rows.next(row);
    }

    @Override
    public long tsEventNs() {
        return row.tsEventNs;
    }

    @Override
    public void writeTo(FrameWriter writer) {
        if (isBars) {
            writer.bar(row);
        } else {
            writer.trade(row);
        }
    }

    @Override
    public void rejectLast(String reason) {
        rows.rejectLast(reason);
    }

    @Override
    public void close() {
        rows.close();
    }
}
