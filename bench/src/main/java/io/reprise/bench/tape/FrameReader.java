package io.reprise.bench.tape;

import io.reprise.codecs.InstrumentDefinitionDecoder;
import io.reprise.codecs.RunHeaderDecoder;
import io.reprise.codecs.RunTextDecoder;
import io.reprise.codecs.SourceReferenceDecoder;
import io.reprise.engine.event.Event;
import io.reprise.engine.journal.StreamTailer;
import java.nio.file.Path;
import org.agrona.concurrent.UnsafeBuffer;

/** The events of a stream, headers and definitions left out. Owned by one thread. */
final class FrameReader implements AutoCloseable {
    private final StreamTailer tailer;
    private int next;
    private int limit;
    private int offset;
    private long headers;

    FrameReader(Path stream) {
        tailer = StreamTailer.open(stream);
    }

    /** Goes to the next event; false at the end. */
    boolean advance() {
        while (next < limit || nextDocument()) {
            offset = next;
            next += Event.frameLength(buffer(), offset);
            if (!isHeader(Event.templateId(buffer(), offset))) {
                return true;
            }
            headers++;
        }
        return false;
    }

    private boolean nextDocument() {
        if (!tailer.next()) {
            if (tailer.damage() != null) {
                throw new IllegalStateException(tailer.damage().sentence());
            }
            return false;
        }
        next = tailer.offset();
        limit = tailer.limit();
        return true;
    }

    private static boolean isHeader(int templateId) {
        return switch (templateId) {
            case RunHeaderDecoder.TEMPLATE_ID,
                    RunTextDecoder.TEMPLATE_ID,
                    SourceReferenceDecoder.TEMPLATE_ID,
                    InstrumentDefinitionDecoder.TEMPLATE_ID -> true;
            default -> false;
        };
    }

    UnsafeBuffer buffer() {
        return tailer.buffer();
    }

    int offset() {
        return offset;
    }

    /** Frames left out so far. */
    long headers() {
        return headers;
    }

    long seq() {
        return Event.seq(buffer(), offset);
    }

    @Override
    public void close() {
        tailer.close();
    }
}
