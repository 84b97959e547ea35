package io.reprise.bench.fused;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import io.reprise.bench.market.TradeWalk;
import io.reprise.bench.run.Comparison;
import io.reprise.bench.run.CrossSettings;
import io.reprise.bench.run.EngineRun;
import io.reprise.bench.run.Stopwatch;
import io.reprise.codecs.BarDecoder;
import io.reprise.codecs.TradeDecoder;
import io.reprise.engine.event.Event;
import java.io.IOException;
import java.nio.file.Path;
import org.agrona.concurrent.UnsafeBuffer;

/** The loop: read documents in place, check their sums, take or cut minute bars, cross, fill. Owned by one thread. */
public final class HandFused {
    private static final String NAME = "the hand-fused loop";
    private static final int TEMPLATE = 2;
    private static final int TS_EVENT = Event.HEADER_BYTES + TradeDecoder.tsEventNsEncodingOffset();
    private static final int TS_INIT = Event.HEADER_BYTES + TradeDecoder.tsInitNsEncodingOffset();
    private static final int PX = Event.HEADER_BYTES + TradeDecoder.pxEncodingOffset();
    private static final int QTY = Event.HEADER_BYTES + TradeDecoder.qtyEncodingOffset();
    private static final int BAR_TS_EVENT = Event.HEADER_BYTES + BarDecoder.tsEventNsEncodingOffset();
    private static final int BAR_OPEN = Event.HEADER_BYTES + BarDecoder.openPxEncodingOffset();
    private static final int BAR_CLOSE = Event.HEADER_BYTES + BarDecoder.closePxEncodingOffset();
    private static final int BAR_VOLUME = Event.HEADER_BYTES + BarDecoder.volumeEncodingOffset();
    private static final long NO_BAR = Long.MAX_VALUE;

    private final FusedCross cross;
    private long events;
    private long barEndNs = NO_BAR;
    private long closePx;

    private HandFused(long lotQty) {
        cross = new FusedCross(lotQty);
    }

    /**
     * Runs over the trades of a stream of a market journal.
     *
     * @return what it took
     * @throws IllegalStateException if it comes to other fills, orders or money than the engine's run
     */
    public static Stopwatch.Elapsed trades(Path stream, EngineRun run) throws IOException {
        return run(stream, HandFused::trades, run);
    }

    /** As {@link #trades}, over minute bars. */
    public static Stopwatch.Elapsed bars(Path stream, EngineRun run) throws IOException {
        return run(stream, HandFused::bars, run);
    }

    private interface Step {
        void take(HandFused loop, UnsafeBuffer buffer, int from, int to);
    }

    private static Stopwatch.Elapsed run(Path stream, Step step, EngineRun run) throws IOException {
        Stopwatch watch = new Stopwatch();
        HandFused loop = new HandFused(TradeWalk.INSTRUMENT.lotQty());
        try (MappedDocuments documents = new MappedDocuments(stream)) {
            while (documents.next()) {
                step.take(loop, documents.buffer(), documents.offset(), documents.limit());
            }
        }
        Stopwatch.Elapsed elapsed = watch.stop();
        FusedCross cross = loop.cross;
        Comparison.requireSameFills(NAME, cross.fills(), run);
        Comparison.requireSameAccount(NAME, cross.orders(), cross.cash(), cross.position(), run);
        return elapsed;
    }

    private void bars(UnsafeBuffer buffer, int from, int to) {
        int at = from;
        while (at < to) {
            int length = Event.HEADER_BYTES + (buffer.getShort(at, LITTLE_ENDIAN) & 0xFFFF);
            if ((buffer.getShort(at + TEMPLATE, LITTLE_ENDIAN) & 0xFFFF) == BarDecoder.TEMPLATE_ID) {
                events++;
                if (cross.hasPending()) {
                    cross.fill(
                            events,
                            buffer.getLong(at + BAR_TS_EVENT, LITTLE_ENDIAN) - CrossSettings.BAR_NS,
                            buffer.getLong(at + BAR_OPEN, LITTLE_ENDIAN),
                            buffer.getLong(at + BAR_VOLUME, LITTLE_ENDIAN));
                }
                cross.onClose(buffer.getLong(at + BAR_CLOSE, LITTLE_ENDIAN));
            }
            at += length;
        }
    }

    private void trades(UnsafeBuffer buffer, int from, int to) {
        long number = events;
        long endNs = barEndNs;
        long close = closePx;
        int at = from;
        while (at < to) {
            int length = Event.HEADER_BYTES + (buffer.getShort(at, LITTLE_ENDIAN) & 0xFFFF);
            if ((buffer.getShort(at + TEMPLATE, LITTLE_ENDIAN) & 0xFFFF) == TradeDecoder.TEMPLATE_ID) {
                number++;
                long tsNs = buffer.getLong(at + TS_INIT, LITTLE_ENDIAN);
                long px = buffer.getLong(at + PX, LITTLE_ENDIAN);
                if (endNs == NO_BAR) {
                    endNs = tsNs - tsNs % CrossSettings.BAR_NS + CrossSettings.BAR_NS;
                } else if (tsNs >= endNs) {
                    cross.onClose(close);
                    endNs = tsNs - tsNs % CrossSettings.BAR_NS + CrossSettings.BAR_NS;
                }
                if (cross.hasPending()) {
                    cross.fill(
                            number,
                            buffer.getLong(at + TS_EVENT, LITTLE_ENDIAN),
                            px,
                            buffer.getLong(at + QTY, LITTLE_ENDIAN));
                }
                close = px;
            }
            at += length;
        }
        events = number;
        barEndNs = endNs;
        closePx = close;
    }
}
