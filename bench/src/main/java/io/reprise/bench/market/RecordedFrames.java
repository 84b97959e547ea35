package io.reprise.bench.market;

import io.reprise.codecs.InstrumentDefinitionDecoder;
import io.reprise.engine.backtest.FrameCursor;
import io.reprise.engine.domain.Instrument;
import io.reprise.engine.event.Event;
import io.reprise.engine.event.InstrumentFrames;
import java.nio.file.Path;
import java.util.Arrays;
import org.agrona.concurrent.UnsafeBuffer;

/** The events of a market journal of one instrument, in memory. Immutable once read. */
public final class RecordedFrames {
    private static final int BYTES_MAX = 1 << 30;

    private byte[] bytes = new byte[1 << 20];
    private int[] offsets = new int[1 << 14];
    private int length;
    private int count;
    private Instrument instrument;
    private long lastTsInitNs = Long.MIN_VALUE;
    private UnsafeBuffer buffer;

    private RecordedFrames() {}

    /**
     * Reads a journal.
     *
     * @throws IllegalArgumentException when it holds no event, or more than a gigabyte
     */
    public static RecordedFrames of(Path journal) {
        RecordedFrames frames = new RecordedFrames();
        try (FrameCursor cursor = new FrameCursor(journal.resolve(MarketWriter.STREAM))) {
            while (cursor.advance()) {
                frames.add(cursor.buffer(), cursor.offset(), journal);
            }
        }
        if (frames.count == 0 || frames.instrument == null) {
            throw new IllegalArgumentException(journal + " holds no market data");
        }
        frames.buffer = new UnsafeBuffer(frames.bytes);
        return frames;
    }

    private void add(UnsafeBuffer source, int offset, Path journal) {
        if (Event.templateId(source, offset) == InstrumentDefinitionDecoder.TEMPLATE_ID) {
            instrument = InstrumentFrames.decode(source, offset);
            return;
        }
        int frameLength = Event.frameLength(source, offset);
        if (length + frameLength > BYTES_MAX) {
            throw new IllegalArgumentException(journal + " is too large to be held in memory");
        }
        if (length + frameLength > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.min(BYTES_MAX, 2 * bytes.length));
        }
        if (count == offsets.length) {
            offsets = Arrays.copyOf(offsets, 2 * count);
        }
        source.getBytes(offset, bytes, length, frameLength);
        offsets[count++] = length;
        length += frameLength;
        lastTsInitNs = Event.tsInitNs(source, offset);
    }

    public Instrument instrument() {
        return instrument;
    }

    public int count() {
        return count;
    }

    public UnsafeBuffer buffer() {
        return buffer;
    }

    /** Where a frame begins, from 0 on. */
    public int offset(int frame) {
        return offsets[frame];
    }

    public long firstTsNs() {
        return Event.tsInitNs(buffer, offsets[0]);
    }

    /** From the first to the last, and a second, ns: the shift of one round. */
    public long lastsNs() {
        return lastTsInitNs - firstTsNs() + 1_000_000_000L;
    }
}
