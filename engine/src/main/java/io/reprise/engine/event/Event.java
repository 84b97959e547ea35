package io.reprise.engine.event;

import io.reprise.codecs.BarDecoder;
import io.reprise.codecs.MessageHeaderDecoder;
import io.reprise.codecs.TradeDecoder;
import io.reprise.engine.domain.HotPath;
import java.nio.ByteOrder;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A flyweight over one sequenced frame: a slot of the ring, or a frame in place in a journal's document. The frame's own
 * seq and instrumentId are those of the journal it lies in; {@link #seq} and {@link #instrumentId} are those of this run.
 * Owned by the thread that drives the stages; never kept after the callback.
 */
@HotPath
public final class Event {
    /** Bytes of the SBE header before a frame's body. */
    public static final int HEADER_BYTES = MessageHeaderDecoder.ENCODED_LENGTH;
    /** No frame is longer than this, header included. */
    public static final int FRAME_BYTES_MAX = 128;

    private static final int SEQ = HEADER_BYTES + TradeDecoder.seqEncodingOffset();
    private static final int TS_EVENT = HEADER_BYTES + TradeDecoder.tsEventNsEncodingOffset();
    private static final int TS_INIT = HEADER_BYTES + TradeDecoder.tsInitNsEncodingOffset();
    private static final int INSTRUMENT = HEADER_BYTES + TradeDecoder.instrumentIdEncodingOffset();
    private static final int TRADE_SIDE = HEADER_BYTES + TradeDecoder.sideEncodingOffset();
    private static final int TRADE_PX = HEADER_BYTES + TradeDecoder.pxEncodingOffset();
    private static final int TRADE_QTY = HEADER_BYTES + TradeDecoder.qtyEncodingOffset();
    private static final int BAR_PERIOD = HEADER_BYTES + BarDecoder.periodNsEncodingOffset();
    private static final int BAR_OPEN = HEADER_BYTES + BarDecoder.openPxEncodingOffset();
    private static final int BAR_HIGH = HEADER_BYTES + BarDecoder.highPxEncodingOffset();
    private static final int BAR_LOW = HEADER_BYTES + BarDecoder.lowPxEncodingOffset();
    private static final int BAR_CLOSE = HEADER_BYTES + BarDecoder.closePxEncodingOffset();
    private static final int BAR_VOLUME = HEADER_BYTES + BarDecoder.volumeEncodingOffset();

    private UnsafeBuffer buffer;
    private int offset;
    private long seq;
    private int instrumentId;

    /** Bytes from the start of one frame to the start of the next; a multiple of 8. */
    public static int frameLength(DirectBuffer buffer, int offset) {
        return HEADER_BYTES + (buffer.getShort(offset, ByteOrder.LITTLE_ENDIAN) & 0xFFFF);
    }

    public static int templateId(DirectBuffer buffer, int offset) {
        return buffer.getShort(offset + 2, ByteOrder.LITTLE_ENDIAN) & 0xFFFF;
    }

    public static long seq(DirectBuffer buffer, int offset) {
        return buffer.getLong(offset + SEQ, ByteOrder.LITTLE_ENDIAN);
    }

    public static long tsEventNs(DirectBuffer buffer, int offset) {
        return buffer.getLong(offset + TS_EVENT, ByteOrder.LITTLE_ENDIAN);
    }

    public static long tsInitNs(DirectBuffer buffer, int offset) {
        return buffer.getLong(offset + TS_INIT, ByteOrder.LITTLE_ENDIAN);
    }

    public static int instrumentId(DirectBuffer buffer, int offset) {
        return buffer.getInt(offset + INSTRUMENT, ByteOrder.LITTLE_ENDIAN);
    }

    /** Of a bar. */
    public static long barPeriodNs(DirectBuffer buffer, int offset) {
        return buffer.getLong(offset + BAR_PERIOD, ByteOrder.LITTLE_ENDIAN);
    }

    /** Whether two frames are the same but for their sequence and times. */
    public static boolean saysTheSame(UnsafeBuffer a, int aOffset, UnsafeBuffer b, int bOffset) {
        int length = frameLength(a, aOffset);
        if (a.getLong(aOffset) != b.getLong(bOffset)) { // the header, length included
            return false;
        }
        for (int at = INSTRUMENT; at < length; at++) {
            if (a.getByte(aOffset + at) != b.getByte(bOffset + at)) {
                return false;
            }
        }
        return true;
    }

    /** Gives a copied frame the sequence and instrument that it has in this run. */
    public static void renumber(UnsafeBuffer buffer, int offset, long runSeq, int runInstrumentId) {
        buffer.putLong(offset + SEQ, runSeq, ByteOrder.LITTLE_ENDIAN);
        buffer.putInt(offset + INSTRUMENT, runInstrumentId, ByteOrder.LITTLE_ENDIAN);
    }

    /** Gives a frame its sequence and the time at which it was known, which is the venue's time too where it has none. */
    public static void stamp(UnsafeBuffer buffer, int offset, long seq, long nowNs) {
        buffer.putLong(offset + SEQ, seq, ByteOrder.LITTLE_ENDIAN);
        buffer.putLong(offset + TS_EVENT, nowNs, ByteOrder.LITTLE_ENDIAN);
        buffer.putLong(offset + TS_INIT, nowNs, ByteOrder.LITTLE_ENDIAN);
    }

    /** Gives a frame the time at which it was known. */
    public static void known(UnsafeBuffer buffer, int offset, long tsInitNs) {
        buffer.putLong(offset + TS_INIT, tsInitNs, ByteOrder.LITTLE_ENDIAN);
    }

    /** Points this flyweight at a frame, with the sequence and instrument it has in this run. */
    public Event wrap(UnsafeBuffer frame, int frameOffset, long runSeq, int runInstrumentId) {
        if (buffer != frame) { // a reference costs the garbage collector's write barrier, and it is mostly the same
            buffer = frame;
        }
        offset = frameOffset;
        seq = runSeq;
        instrumentId = runInstrumentId;
        return this;
    }

    /** Points this flyweight at a frame that carries its own sequence and instrument. */
    public Event wrap(UnsafeBuffer frame, int frameOffset) {
        return wrap(frame, frameOffset, seq(frame, frameOffset), instrumentId(frame, frameOffset));
    }

    public UnsafeBuffer buffer() {
        return buffer;
    }

    /** Offset of the frame's header in {@link #buffer}. */
    public int offset() {
        return offset;
    }

    /** Offset of the frame's body, where an SBE decoder is wrapped. */
    public int bodyOffset() {
        return offset + HEADER_BYTES;
    }

    public int blockLength() {
        return buffer.getShort(offset, ByteOrder.LITTLE_ENDIAN) & 0xFFFF;
    }

    public int version() {
        return buffer.getShort(offset + 6, ByteOrder.LITTLE_ENDIAN) & 0xFFFF;
    }

    public int templateId() {
        return templateId(buffer, offset);
    }

    public long seq() {
        return seq;
    }

    public long tsEventNs() {
        return tsEventNs(buffer, offset);
    }

    public long tsInitNs() {
        return tsInitNs(buffer, offset);
    }

    public int instrumentId() {
        return instrumentId;
    }

    /** A trade's price, 1e-8. */
    public long px() {
        return getLong(TRADE_PX);
    }

    /** A trade's quantity, 1e-8. */
    public long qty() {
        return getLong(TRADE_QTY);
    }

    /** A trade's aggressor side as {@link io.reprise.codecs.Side} value. */
    public byte side() {
        return buffer.getByte(offset + TRADE_SIDE);
    }

    public long barPeriodNs() {
        return getLong(BAR_PERIOD);
    }

    public long barOpenPx() {
        return getLong(BAR_OPEN);
    }

    public long barHighPx() {
        return getLong(BAR_HIGH);
    }

    public long barLowPx() {
        return getLong(BAR_LOW);
    }

    public long barClosePx() {
        return getLong(BAR_CLOSE);
    }

    /** A bar's volume, 1e-8; negative where the source has none. */
    public long barVolume() {
        return getLong(BAR_VOLUME);
    }

    private long getLong(int at) {
        return buffer.getLong(offset + at, ByteOrder.LITTLE_ENDIAN);
    }

    /** Turns a frame that says nothing which version 1 could not say into what version 1 wrote: shorter, of that version. */
    public static void asVersionOne(MutableDirectBuffer buffer, int offset, int blockLength) {
        buffer.putShort(offset, (short) blockLength, ByteOrder.LITTLE_ENDIAN);
        buffer.putShort(offset + 6, (short) 1, ByteOrder.LITTLE_ENDIAN);
    }
}
