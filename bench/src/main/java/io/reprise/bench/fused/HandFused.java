package io.reprise.bench.fused;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import io.reprise.bench.run.CrossSettings;
import io.reprise.bench.run.FillLog;
import io.reprise.codecs.TradeDecoder;
import io.reprise.engine.event.Event;
import java.io.IOException;
import java.nio.file.Path;
import org.agrona.concurrent.UnsafeBuffer;

/** The loop: read documents in place, check their sums, cut minute bars, cross, fill. Owned by one thread. */
public final class HandFused {
    private static final int TEMPLATE = 2;
    private static final int TS_EVENT = Event.HEADER_BYTES + TradeDecoder.tsEventNsEncodingOffset();
    private static final int TS_INIT = Event.HEADER_BYTES + TradeDecoder.tsInitNsEncodingOffset();
    private static final int PX = Event.HEADER_BYTES + TradeDecoder.pxEncodingOffset();
    private static final int QTY = Event.HEADER_BYTES + TradeDecoder.qtyEncodingOffset();
    private static final long NO_BAR = Long.MAX_VALUE;

    private final FusedCross cross;
    private long events;
    private long barEndNs = NO_BAR;
    private long closePx;

    private HandFused(long lotQty) {
        cross = new FusedCross(lotQty);
    }

    /**
     * What came of it.
     *
     * @param cash at the end, 1e-8
     * @param position at the end, 1e-8
     */
    public record Outcome(long events, long orders, FillLog fills, long cash, long position) {}

    /** Runs over the trades of a stream of a market journal of one instrument. */
    public static Outcome trades(Path stream, long lotQty) throws IOException {
        HandFused loop = new HandFused(lotQty);
        try (MappedDocuments documents = new MappedDocuments(stream)) {
            while (documents.next()) {
                loop.trades(documents.buffer(), documents.offset(), documents.limit());
            }
        }
        FusedCross cross = loop.cross;
        return new Outcome(loop.events, cross.orders(), cross.fills(), cross.cash(), cross.position());
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
