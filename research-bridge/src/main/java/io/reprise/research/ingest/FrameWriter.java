package io.reprise.research.ingest;

import io.reprise.codecs.ActionKind;
import io.reprise.codecs.AllocationShareEncoder;
import io.reprise.codecs.BarEncoder;
import io.reprise.codecs.BarKind;
import io.reprise.codecs.BookAction;
import io.reprise.codecs.BookDeltaEncoder;
import io.reprise.codecs.BookSnapshotEncoder;
import io.reprise.codecs.BorrowRateEncoder;
import io.reprise.codecs.CashRateEncoder;
import io.reprise.codecs.CorporateActionEncoder;
import io.reprise.codecs.FundingRateEncoder;
import io.reprise.codecs.InstrumentDefinitionEncoder;
import io.reprise.codecs.MessageHeaderEncoder;
import io.reprise.codecs.QuoteEncoder;
import io.reprise.codecs.Side;
import io.reprise.codecs.TradeEncoder;
import io.reprise.engine.book.BookFeed;
import io.reprise.engine.domain.Instrument;
import io.reprise.engine.event.Event;
import io.reprise.engine.fixed.Fixed;
import java.nio.ByteOrder;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Sequences rows as frames and hands them on in documents: the definition of the instrument first, as sequence 1, then
 * trades or bars from 2 on. Owned by the thread that reads.
 */
final class FrameWriter {
    /** A document is passed on before it would grow beyond this. */
    static final int DOCUMENT_BYTES = 16 * 1024;

    static final int INSTRUMENT_ID = 0;
    private static final int SOURCE_ID = 0;
    private static final FeedEvents.BookRow GAP =
            new FeedEvents.BookRow(BookAction.CLEAR, Side.NONE, Fixed.NULL_PX, 0, BookFeed.NO_KEY);
    private static final int SEQ_OFFSET = Event.HEADER_BYTES + TradeEncoder.seqEncodingOffset();
    private static final int TS_INIT_OFFSET = Event.HEADER_BYTES + TradeEncoder.tsInitNsEncodingOffset();

    private final FrameSink sink;
    private final Instrument instrument;
    private final long periodNs;
    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[DOCUMENT_BYTES]);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final TradeEncoder trade = new TradeEncoder();
    private final BarEncoder bar = new BarEncoder();
    private final QuoteEncoder quote = new QuoteEncoder();
    private final BookDeltaEncoder delta = new BookDeltaEncoder();
    private final BookSnapshotEncoder snapshot = new BookSnapshotEncoder();
    private int length;
    private int frames;
    private long seq;
    private long events;
    private long trades;
    private long quotes;
    private long firstTsNs = IngestResult.NO_TIME;
    private long lastTsNs = IngestResult.NO_TIME;
    private long lastTsInitNs = IngestResult.NO_TIME;

    /**
     * @param sink takes the documents
     * @param instrument is defined by the first frame
     * @param periodNs period of the bars; 0 for trades
     */
    FrameWriter(FrameSink sink, Instrument instrument, long periodNs) {
        this.sink = sink;
        this.instrument = instrument;
        this.periodNs = periodNs;
    }

    /** Market events written. */
    long events() {
        return events;
    }

    /** Trades written. */
    long trades() {
        return trades;
    }

    /** Quotes and rows of books written. */
    long quotes() {
        return quotes;
    }

    /** tsEvent of the first market event. */
    long firstTsNs() {
        return firstTsNs;
    }

    /** tsEvent of the last market event. */
    long lastTsNs() {
        return lastTsNs;
    }

    void trade(Row row) {
        int at = claim(Event.HEADER_BYTES + TradeEncoder.BLOCK_LENGTH, row.tsEventNs, row.tsInitNs);
        trades++;
        trade.wrapAndApplyHeader(buffer, at, header);
        trade.seq(seq)
                .tsEventNs(row.tsEventNs)
                .tsInitNs(lastTsInitNs)
                .instrumentId(INSTRUMENT_ID)
                .sourceId(SOURCE_ID);
        trade.flags().clear();
        trade.side(row.side).px(row.px).qty(row.qty).tradeId(row.tradeId);
    }

    void bar(Row row) {
        int at = claim(Event.HEADER_BYTES + BarEncoder.BLOCK_LENGTH, row.tsEventNs, row.tsInitNs);
        bar.wrapAndApplyHeader(buffer, at, header);
        bar.seq(seq)
                .tsEventNs(row.tsEventNs)
                .tsInitNs(lastTsInitNs)
                .instrumentId(INSTRUMENT_ID)
                .sourceId(SOURCE_ID);
        bar.flags().clear();
        bar.barKind(BarKind.TIME)
                .periodNs(periodNs)
                .openPx(row.open)
                .highPx(row.high)
                .lowPx(row.low)
                .closePx(row.close)
                .volume(row.volume)
                .tradeCount(row.tradeCount);
    }

    void quote(long tsNs, long tsInitNs, long bidPx, long bidQty, long askPx, long askQty) {
        int at = claim(Event.HEADER_BYTES + QuoteEncoder.BLOCK_LENGTH, tsNs, tsInitNs);
        quotes++;
        quote.wrapAndApplyHeader(buffer, at, header);
        quote.seq(seq)
                .tsEventNs(tsNs)
                .tsInitNs(lastTsInitNs)
                .instrumentId(INSTRUMENT_ID)
                .sourceId(SOURCE_ID);
        quote.flags().clear();
        quote.reserved((short) 0).bidPx(bidPx).bidQty(bidQty).askPx(askPx).askQty(askQty);
    }

    /** One level or order of an update. */
    void bookDelta(long tsNs, long tsInitNs, boolean isFirst, boolean isLast, FeedEvents.BookRow row, long updateId) {
        int frameLength = Event.HEADER_BYTES + BookDeltaEncoder.BLOCK_LENGTH;
        int at = claim(frameLength, tsNs, tsInitNs);
        quotes++;
        buffer.setMemory(at, frameLength, (byte) 0);
        delta.wrapAndApplyHeader(buffer, at, header);
        delta.seq(seq)
                .tsEventNs(tsNs)
                .tsInitNs(lastTsInitNs)
                .instrumentId(INSTRUMENT_ID)
                .sourceId(SOURCE_ID);
        delta.flags().clear().first(isFirst).last(isLast);
        delta.side(row.side())
                .px(row.px())
                .qty(row.qty())
                .orderKey(row.key())
                .updateId(updateId)
                .action(row.action());
    }

    /** One level or order of a whole book; {@code level} is its depth from 0. */
    void bookSnapshot(
            long tsNs,
            long tsInitNs,
            boolean isFirst,
            boolean isLast,
            FeedEvents.BookRow row,
            long updateId,
            int level) {
        int frameLength = Event.HEADER_BYTES + BookSnapshotEncoder.BLOCK_LENGTH;
        int at = claim(frameLength, tsNs, tsInitNs);
        quotes++;
        buffer.setMemory(at, frameLength, (byte) 0);
        snapshot.wrapAndApplyHeader(buffer, at, header);
        snapshot.seq(seq)
                .tsEventNs(tsNs)
                .tsInitNs(lastTsInitNs)
                .instrumentId(INSTRUMENT_ID)
                .sourceId(SOURCE_ID);
        snapshot.flags().clear().snapshot(true).first(isFirst).last(isLast);
        snapshot.side(row.side())
                .px(row.px())
                .qty(row.qty())
                .orderKey(row.key())
                .updateId(updateId)
                .level(level);
    }

    /** The venue's numbers break: updates are missing. A book that is cleared by a correction is one after a gap. */
    void gap(long tsNs, long tsInitNs) {
        bookDelta(tsNs, tsInitNs, true, true, GAP, BookFeed.NO_UPDATE);
        delta.flags().correction(true);
    }

    /** A corporate action; the amount is a dividend's, or the price at which a delisted instrument's positions end. */
    void action(long tsNs, ActionKind kind, long numerator, long denominator, long amount) {
        int frameLength = Event.HEADER_BYTES + CorporateActionEncoder.BLOCK_LENGTH;
        int at = claim(frameLength, tsNs, tsNs);
        buffer.setMemory(at, frameLength, (byte) 0);
        CorporateActionEncoder action = new CorporateActionEncoder().wrapAndApplyHeader(buffer, at, header);
        action.seq(seq)
                .tsEventNs(tsNs)
                .tsInitNs(lastTsInitNs)
                .instrumentId(INSTRUMENT_ID)
                .sourceId(SOURCE_ID);
        action.flags().clear();
        action.actionKind(kind)
                .numerator(numerator)
                .denominator(denominator)
                .amount(amount)
                .newInstrumentId(INSTRUMENT_ID);
    }

    /** A funding rate, at the mark that is known then. */
    void funding(long tsNs, long rateE12, long intervalNs) {
        int frameLength = Event.HEADER_BYTES + FundingRateEncoder.BLOCK_LENGTH;
        int at = claim(frameLength, tsNs, tsNs);
        buffer.setMemory(at, frameLength, (byte) 0);
        FundingRateEncoder funding = new FundingRateEncoder().wrapAndApplyHeader(buffer, at, header);
        funding.seq(seq)
                .tsEventNs(tsNs)
                .tsInitNs(lastTsInitNs)
                .instrumentId(INSTRUMENT_ID)
                .sourceId(SOURCE_ID);
        funding.flags().clear();
        funding.reserved((short) 0).rateE12(rateE12).intervalNs(intervalNs).markPx(Fixed.NULL_PX);
    }

    /** What a short is charged for an interval, at the mark that is known then, and how much may be short from then on. */
    void borrow(long tsNs, long rateE12, long intervalNs, long availableQty) {
        int frameLength = Event.HEADER_BYTES + BorrowRateEncoder.BLOCK_LENGTH;
        int at = claim(frameLength, tsNs, tsNs);
        buffer.setMemory(at, frameLength, (byte) 0);
        BorrowRateEncoder borrow = new BorrowRateEncoder().wrapAndApplyHeader(buffer, at, header);
        borrow.seq(seq)
                .tsEventNs(tsNs)
                .tsInitNs(lastTsInitNs)
                .instrumentId(INSTRUMENT_ID)
                .sourceId(SOURCE_ID);
        borrow.flags().clear();
        borrow.reserved((short) 0)
                .rateE12(rateE12)
                .intervalNs(intervalNs)
                .markPx(Fixed.NULL_PX)
                .availableQty(availableQty);
    }

    /** What cash below 0 is charged for an interval. */
    void interest(long tsNs, long rateE12, long intervalNs) {
        int frameLength = Event.HEADER_BYTES + CashRateEncoder.BLOCK_LENGTH;
        int at = claim(frameLength, tsNs, tsNs);
        buffer.setMemory(at, frameLength, (byte) 0);
        CashRateEncoder interest = new CashRateEncoder().wrapAndApplyHeader(buffer, at, header);
        interest.seq(seq)
                .tsEventNs(tsNs)
                .tsInitNs(lastTsInitNs)
                .instrumentId(INSTRUMENT_ID)
                .sourceId(SOURCE_ID);
        interest.flags().clear();
        interest.reserved((short) 0).rateE12(rateE12).intervalNs(intervalNs);
    }

    /** A share of capital, of the allocation of that name in the run that it is merged into. */
    void share(long tsNs, String allocation, long shareE8) {
        int frameLength = Event.HEADER_BYTES + AllocationShareEncoder.BLOCK_LENGTH;
        int at = claim(frameLength, tsNs, tsNs);
        buffer.setMemory(at, frameLength, (byte) 0);
        AllocationShareEncoder share = new AllocationShareEncoder().wrapAndApplyHeader(buffer, at, header);
        share.seq(seq)
                .tsEventNs(tsNs)
                .tsInitNs(lastTsInitNs)
                .instrumentId(INSTRUMENT_ID)
                .sourceId(SOURCE_ID);
        share.flags().clear();
        share.reserved((short) 0).share(shareE8).name(allocation);
    }

    /** A market frame of another journal of the same instrument, under the next sequence. */
    void copy(DirectBuffer source, int offset, int frameLength) {
        int at = claim(frameLength, Event.tsEventNs(source, offset), Event.tsInitNs(source, offset));
        buffer.putBytes(at, source, offset, frameLength);
        buffer.putLong(at + SEQ_OFFSET, seq, ByteOrder.LITTLE_ENDIAN);
        buffer.putLong(at + TS_INIT_OFFSET, lastTsInitNs, ByteOrder.LITTLE_ENDIAN);
    }

    /** Passes on what is held. */
    void flush() {
        if (frames > 0) {
            sink.append(buffer, 0, length, frames, seq - frames + 1);
            length = 0;
            frames = 0;
        }
    }

    private int claim(int frameLength, long tsEventNs, long tsInitNs) {
        if (seq == 0) {
            define(tsEventNs, tsInitNs);
            firstTsNs = tsEventNs;
        }
        lastTsNs = Math.max(lastTsNs, tsEventNs);
        lastTsInitNs = Math.max(lastTsInitNs, tsInitNs); // never decreases along the sequence
        events++;
        return next(frameLength);
    }

    private int next(int frameLength) {
        if (length + frameLength > DOCUMENT_BYTES) {
            flush();
        }
        int at = length;
        length += frameLength;
        frames++;
        seq++;
        return at;
    }

    private void define(long tsEventNs, long tsInitNs) {
        int frameLength = Event.HEADER_BYTES + InstrumentDefinitionEncoder.BLOCK_LENGTH;
        int at = next(frameLength);
        buffer.setMemory(at, frameLength, (byte) 0);
        InstrumentDefinitionEncoder definition = new InstrumentDefinitionEncoder();
        definition.wrapAndApplyHeader(buffer, at, header);
        definition
                .seq(seq)
                .tsEventNs(tsEventNs)
                .tsInitNs(tsInitNs)
                .instrumentId(INSTRUMENT_ID)
                .sourceId(SOURCE_ID);
        definition.flags().clear();
        definition
                .assetClass(instrument.assetClass())
                .name(instrument.name())
                .tickPx(instrument.tickPx())
                .lotQty(instrument.lotQty())
                .multiplier(Fixed.ONE)
                .currency(instrument.currency())
                .nonPositivePx((short) (instrument.nonPositivePx() ? 1 : 0))
                .hasVolume((short) (instrument.hasVolume() ? 1 : 0));
        flush();
    }
}
