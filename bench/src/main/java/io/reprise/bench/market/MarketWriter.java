package io.reprise.bench.market;

import io.reprise.codecs.BarEncoder;
import io.reprise.codecs.BarKind;
import io.reprise.codecs.InstrumentDefinitionEncoder;
import io.reprise.codecs.MessageHeaderEncoder;
import io.reprise.codecs.Side;
import io.reprise.codecs.TradeEncoder;
import io.reprise.engine.domain.Instrument;
import io.reprise.engine.event.Event;
import io.reprise.engine.event.InstrumentFrames;
import io.reprise.engine.journal.JournalSettings;
import io.reprise.engine.journal.StreamAppender;
import java.nio.file.Path;
import org.agrona.BufferUtil;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Writes the frames of a market journal as ingest does: the definition first in a document of its own, as sequence 1, then
 * the events from 2 on in documents of at most 16 KiB. Allocates nothing per event. Owned by one thread.
 */
final class MarketWriter implements AutoCloseable {
    /** The stream of a market journal. */
    static final String STREAM = "inbound";

    private static final int DOCUMENT_BYTES = 16 * 1024;
    private static final int SOURCE_ID = 0;

    private final StreamAppender appender;
    private final UnsafeBuffer buffer = new UnsafeBuffer(BufferUtil.allocateDirectAligned(DOCUMENT_BYTES, 64));
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final TradeEncoder trade = new TradeEncoder();
    private final BarEncoder bar = new BarEncoder();
    private int length;
    private int frames;
    private long seq;

    MarketWriter(Path folder) {
        appender = StreamAppender.open(
                folder.resolve(STREAM), JournalSettings.defaults().withContentDigest(true));
    }

    void define(Instrument instrument, long tsNs) {
        int at = claim(Event.HEADER_BYTES + InstrumentDefinitionEncoder.BLOCK_LENGTH);
        InstrumentFrames.encode(buffer, at, instrument, seq, tsNs);
        flush();
    }

    /** A trade of the walk's instrument at a time of the caller's. */
    void trade(TradeWalk walk, long tsNs, long tradeId) {
        int at = claim(Event.HEADER_BYTES + TradeEncoder.BLOCK_LENGTH);
        trade.wrapAndApplyHeader(buffer, at, header)
                .seq(seq)
                .tsEventNs(tsNs)
                .tsInitNs(tsNs)
                .instrumentId(TradeWalk.INSTRUMENT.id())
                .sourceId(SOURCE_ID);
        trade.flags().clear();
        trade.side(walk.isBuy() ? Side.BUY : Side.SELL)
                .px(walk.px())
                .qty(walk.qty())
                .tradeId(tradeId);
    }

    /** The bar that the walk stands on. */
    void bar(BarWalk walk) {
        int at = claim(Event.HEADER_BYTES + BarEncoder.BLOCK_LENGTH);
        bar.wrapAndApplyHeader(buffer, at, header)
                .seq(seq)
                .tsEventNs(walk.endNs())
                .tsInitNs(walk.endNs())
                .instrumentId(BarWalk.INSTRUMENT.id())
                .sourceId(SOURCE_ID);
        bar.flags().clear();
        bar.barKind(BarKind.TIME)
                .periodNs(BarWalk.PERIOD_NS)
                .openPx(walk.openPx())
                .highPx(walk.highPx())
                .lowPx(walk.lowPx())
                .closePx(walk.closePx())
                .volume(walk.volume())
                .tradeCount(walk.tradeCount());
    }

    /** A frame of another journal of the instrument, so much later. */
    void copy(UnsafeBuffer source, int offset, long laterNs) {
        int frameLength = Event.frameLength(source, offset);
        int at = claim(frameLength);
        buffer.putBytes(at, source, offset, frameLength);
        trade.wrap(buffer, at + Event.HEADER_BYTES);
        trade.seq(seq)
                .tsEventNs(Event.tsEventNs(source, offset) + laterNs)
                .tsInitNs(Event.tsInitNs(source, offset) + laterNs);
    }

    private int claim(int frameLength) {
        if (length + frameLength > DOCUMENT_BYTES) {
            flush();
        }
        int at = length;
        buffer.setMemory(at, frameLength, (byte) 0);
        length += frameLength;
        frames++;
        seq++;
        return at;
    }

    private void flush() {
        if (frames > 0) {
            appender.append(buffer, 0, length, frames, seq - frames + 1);
            length = 0;
            frames = 0;
        }
    }

    @Override
    public void close() {
        try {
            flush();
        } finally {
            appender.close();
        }
    }
}
