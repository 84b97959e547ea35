package io.reprise.research.ingest;

import io.reprise.codecs.InstrumentDefinitionDecoder;
import io.reprise.engine.event.Event;

/** The market events of a journal, its definitions left out. Owned by the thread that reads. */
final class JournalStream implements MarketStream {
    private final MarketJournal.Reader reader;

    JournalStream(MarketJournal.Reader reader) {
        this.reader = reader;
    }

    @Override
    public boolean advance() {
        while (reader.next()) {
            if (Event.templateId(reader.buffer(), reader.offset()) != InstrumentDefinitionDecoder.TEMPLATE_ID) {
                return true;
            }
        }
        return false;
    }

    @Override
    public long tsEventNs() {
        return Event.tsEventNs(reader.buffer(), reader.offset());
    }

    @Override
    public void writeTo(FrameWriter writer) {
        int length = Event.frameLength(reader.buffer(), reader.offset());
        writer.copy(reader.buffer(), reader.offset(), length);
    }

    @Override
    public void rejectLast(String reason) {
        throw new IllegalStateException("an event of a journal is out of order: " + reason);
    }

    @Override
    public void close() {
        reader.close();
    }
}
