package io.reprise.engine.pipeline;

import io.reprise.codecs.TradeDecoder;
import io.reprise.engine.domain.HotPath;
import io.reprise.engine.event.Event;
import io.reprise.engine.event.FrameMemory;
import java.nio.ByteOrder;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Trades of one instrument, one behind the other in a document, that nothing but the market's state can notice: none closes
 * a bar, meets an order, or makes a new peak or drawdown. For these it is enough to know what they add up to, so a stage
 * takes them in one step and is left as if it had taken each. Owned by the thread that drives an INLINE pipeline.
 */
@HotPath
public final class TradeRun {
    private static final int TS_EVENT = Event.HEADER_BYTES + TradeDecoder.tsEventNsEncodingOffset();
    private static final int TS_INIT = Event.HEADER_BYTES + TradeDecoder.tsInitNsEncodingOffset();
    private static final int INSTRUMENT = Event.HEADER_BYTES + TradeDecoder.instrumentIdEncodingOffset();
    private static final int PX = Event.HEADER_BYTES + TradeDecoder.pxEncodingOffset();
    private static final int QTY = Event.HEADER_BYTES + TradeDecoder.qtyEncodingOffset();

    // what the next run must stay within
    private long loPx;
    private long hiPx;
    private long tsInitEndNs;
    private long tsEventEndNs;

    // what the run adds up to
    private int instrumentId;
    private int count;
    private int lastOffset;
    private int end;
    private long lowPx;
    private long highPx;
    private long volume;
    private long lastPx;
    private long lastQty;
    private long lastTsEventNs;
    private long firstTsInitNs;
    private long lastTsInitNs;

    /** Asks for a run of trades before these times, exclusive, at whatever price. */
    public void within(long tsInitBeforeNs, long tsEventBeforeNs) {
        tsInitEndNs = tsInitBeforeNs;
        tsEventEndNs = tsEventBeforeNs;
        loPx = Long.MIN_VALUE;
        hiPx = Long.MAX_VALUE;
    }

    /** Narrows the run to trades that happened before this time, exclusive. */
    public void beforeEvent(long tsEventBeforeNs) {
        tsEventEndNs = Math.min(tsEventEndNs, tsEventBeforeNs);
    }

    /** Narrows the run to prices from the one to the other, both included. */
    public void withinPrices(long fromPx, long toPx) {
        loPx = Math.max(loPx, fromPx);
        hiPx = Math.min(hiPx, toPx);
    }

    /**
     * Takes as many trades as stay within what was asked for and look alike: same instrument, same frame layout.
     *
     * @param from offset of the first frame, which is a trade
     * @param to offset after the document's last frame
     * @param runInstrumentId the trades' instrument, by its id in this run
     * @return how many; 0 if the first is outside already
     */
    public int gather(UnsafeBuffer buffer, int from, int to, int runInstrumentId) {
        instrumentId = runInstrumentId;
        int stride = Event.frameLength(buffer, from);
        byte[] base = buffer.byteArray();
        long address = buffer.addressOffset();
        count = base == null
                ? gather(null, address + from, address + to, stride)
                : gather(base, address + from, address + to, stride);
        end = from + count * stride;
        if (count > 0) {
            finish(buffer, from, end - stride);
        }
        return count;
    }

    private int gather(byte[] base, long first, long limit, int stride) {
        long header = FrameMemory.getLong(base, first);
        int instrument = FrameMemory.getInt(base, first + INSTRUMENT);
        long low = Long.MAX_VALUE;
        long high = Long.MIN_VALUE;
        long sum = 0;
        int taken = 0;
        for (long at = first; at < limit; at += stride) {
            if (FrameMemory.getLong(base, at) != header || FrameMemory.getInt(base, at + INSTRUMENT) != instrument) {
                break;
            }
            long px = FrameMemory.getLong(base, at + PX);
            if (px < loPx
                    || px > hiPx
                    || FrameMemory.getLong(base, at + TS_INIT) >= tsInitEndNs
                    || FrameMemory.getLong(base, at + TS_EVENT) >= tsEventEndNs) {
                break;
            }
            low = Math.min(low, px);
            high = Math.max(high, px);
            sum = Math.addExact(sum, FrameMemory.getLong(base, at + QTY));
            taken++;
        }
        lowPx = low;
        highPx = high;
        volume = sum;
        return taken;
    }

    private void finish(UnsafeBuffer buffer, int first, int last) {
        lastOffset = last;
        lastPx = getLong(buffer, last + PX);
        lastQty = getLong(buffer, last + QTY);
        lastTsEventNs = getLong(buffer, last + TS_EVENT);
        firstTsInitNs = getLong(buffer, first + TS_INIT);
        lastTsInitNs = getLong(buffer, last + TS_INIT);
    }

    private static long getLong(UnsafeBuffer buffer, int at) {
        return buffer.getLong(at, ByteOrder.LITTLE_ENDIAN);
    }

    public int instrumentId() {
        return instrumentId;
    }

    /** Trades in the run. */
    public int count() {
        return count;
    }

    /** Offset of the last trade's frame. */
    public int lastOffset() {
        return lastOffset;
    }

    /** Offset after the last trade's frame. */
    public int end() {
        return end;
    }

    public long lowPx() {
        return lowPx;
    }

    public long highPx() {
        return highPx;
    }

    /** Sum of the quantities, 1e-8. */
    public long volume() {
        return volume;
    }

    public long lastPx() {
        return lastPx;
    }

    public long lastQty() {
        return lastQty;
    }

    public long lastTsEventNs() {
        return lastTsEventNs;
    }

    public long firstTsInitNs() {
        return firstTsInitNs;
    }

    public long lastTsInitNs() {
        return lastTsInitNs;
    }
}
