package io.reprise.engine.backtest;

import io.reprise.engine.domain.HotPath;
import io.reprise.engine.event.Event;
import io.reprise.engine.journal.StreamTailer;
import java.nio.file.Path;
import org.agrona.concurrent.UnsafeBuffer;

/** The frames of one stream, one after the other, in place. Owned by one thread. */
@HotPath
public final class FrameCursor implements AutoCloseable {
    private final Path stream;
    private final StreamTailer tailer;

    private UnsafeBuffer buffer;
    private int offset;
    private int next;
    private int limit;
    private long documents;

    public FrameCursor(Path stream) {
        this(stream, StreamTailer.open(stream));
    }

    private FrameCursor(Path stream, StreamTailer tailer) {
        this.stream = stream;
        this.tailer = tailer;
    }

    /** Of a closed stream, which is read ahead on a thread of its own. */
    static FrameCursor ofClosed(Path stream) {
        return new FrameCursor(stream, StreamTailer.open(stream).readAhead());
    }

    /** Moves to the next frame; false at the stream's end. Damage is an error that names the place. */
    public boolean advance() {
        if (next == limit && !nextDocument()) {
            return false;
        }
        offset = next;
        next = offset + Event.frameLength(buffer, offset);
        return true;
    }

    /** Moves to before the first document that may hold a frame of this sequence or a later one. */
    void seekSeq(long seq) {
        tailer.seekSeq(seq);
        next = limit;
    }

    /** Moves to before the first document that may hold a frame of this tsInit (epoch ns) or a later one. */
    public void seekTime(long tsInitNs) {
        tailer.seekTime(tsInitNs);
        next = limit;
    }

    /** When the last frame of the stream was known, epoch ns; it stands at the stream's end then. */
    long lastTsInitNs() {
        seekTime(Long.MAX_VALUE);
        return tailer.lastTsInitNs();
    }

    private boolean nextDocument() {
        if (!tailer.next()) {
            if (tailer.damage() != null) {
                throw new IllegalStateException(stream + ": " + tailer.damage().sentence());
            }
            return false;
        }
        documents++;
        buffer = tailer.buffer();
        next = tailer.offset();
        limit = tailer.limit();
        return true;
    }

    /** Goes to where the next {@link #advance} gives the first frame with this sequence or a later one. */
    public void seek(long seq) {
        next = 0;
        limit = 0;
        if (!tailer.seekSeq(seq)) {
            if (tailer.damage() != null) {
                throw new IllegalStateException(stream + ": " + tailer.damage().sentence());
            }
            return;
        }
        while (advance()) {
            if (seq() >= seq) {
                stepBack();
                return;
            }
        }
    }

    /**
     * Goes to where the next {@link #advance} gives the first frame that was known at a time (epoch ns) or later.
     *
     * @return how many frames of the stream come before it
     */
    long seekFrame(long tsInitNs) {
        seekTime(tsInitNs);
        while (advance()) {
            if (Event.tsInitNs(buffer, offset) >= tsInitNs) {
                long before = tailer.framesBefore();
                for (int at = tailer.offset(); at < offset; at += Event.frameLength(buffer, at)) {
                    before++;
                }
                stepBack();
                return before;
            }
        }
        return tailer.framesRead();
    }

    /** Documents read so far: another whenever the current one is another. */
    long documents() {
        return documents;
    }

    /** Offset after the last frame of the current document. */
    int limit() {
        return limit;
    }

    /** Moves on within the document, to a frame behind which the next one lies. */
    void skipTo(int lastOffset, int nextOffset) {
        offset = lastOffset;
        next = nextOffset;
    }

    /** Makes the next {@link #advance} give the current frame again. */
    void stepBack() {
        next = offset;
    }

    public UnsafeBuffer buffer() {
        return buffer;
    }

    public int offset() {
        return offset;
    }

    public int length() {
        return next - offset;
    }

    public int templateId() {
        return Event.templateId(buffer, offset);
    }

    public long seq() {
        return Event.seq(buffer, offset);
    }

    /** CRC of the last document read: with the chain, of all before it. */
    int chainCrc() {
        return tailer.crc();
    }

    @Override
    public void close() {
        tailer.close();
    }
}
