package io.reprise.research.history;

import io.reprise.codecs.BarDecoder;
import io.reprise.codecs.BarEncoder;
import io.reprise.codecs.BarKind;
import io.reprise.codecs.BookAction;
import io.reprise.codecs.BookDeltaDecoder;
import io.reprise.codecs.BookDeltaEncoder;
import io.reprise.codecs.BookSnapshotDecoder;
import io.reprise.codecs.BookSnapshotEncoder;
import io.reprise.codecs.MessageHeaderEncoder;
import io.reprise.codecs.QuoteDecoder;
import io.reprise.codecs.QuoteEncoder;
import io.reprise.codecs.Side;
import io.reprise.codecs.TradeDecoder;
import io.reprise.codecs.TradeEncoder;
import io.reprise.engine.event.Event;
import java.nio.ByteOrder;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Market frames as rows, and rows as frames again, byte for byte but for sequence and instrument. Owned by the thread that reads
 * or writes.
 */
final class FrameRows {
    private static final int FLAGS_OFFSET = Event.HEADER_BYTES + TradeDecoder.flagsEncodingOffset();
    private static final long NONE = Long.MIN_VALUE;

    private final UnsafeBuffer frame = new UnsafeBuffer(new byte[Event.FRAME_BYTES_MAX]);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final TradeDecoder trade = new TradeDecoder();
    private final QuoteDecoder quote = new QuoteDecoder();
    private final BookDeltaDecoder delta = new BookDeltaDecoder();
    private final BookSnapshotDecoder snapshot = new BookSnapshotDecoder();
    private final BarDecoder bar = new BarDecoder();
    private final TradeEncoder toTrade = new TradeEncoder();
    private final QuoteEncoder toQuote = new QuoteEncoder();
    private final BookDeltaEncoder toDelta = new BookDeltaEncoder();
    private final BookSnapshotEncoder toSnapshot = new BookSnapshotEncoder();
    private final BarEncoder toBar = new BarEncoder();

    /** What kind of history a frame belongs to; null for none. */
    static HistoryKind kind(int templateId) {
        return switch (templateId) {
            case TradeDecoder.TEMPLATE_ID -> HistoryKind.TRADES;
            case QuoteDecoder.TEMPLATE_ID -> HistoryKind.QUOTES;
            case BookDeltaDecoder.TEMPLATE_ID, BookSnapshotDecoder.TEMPLATE_ID -> HistoryKind.BOOKS;
            case BarDecoder.TEMPLATE_ID -> HistoryKind.BARS;
            default -> null;
        };
    }

    /** Adds a frame to a batch of its kind. */
    void decode(DirectBuffer buffer, int offset, ColumnBatch to) {
        int row = to.addRow();
        to.column(0)[row] = Event.tsEventNs(buffer, offset);
        to.column(1)[row] = Event.tsInitNs(buffer, offset);
        to.column(2)[row] = buffer.getByte(offset + FLAGS_OFFSET);
        int body = offset + Event.HEADER_BYTES;
        int length = Event.frameLength(buffer, offset) - Event.HEADER_BYTES;
        int version = buffer.getShort(offset + 6, ByteOrder.LITTLE_ENDIAN);
        switch (Event.templateId(buffer, offset)) {
            case TradeDecoder.TEMPLATE_ID -> {
                trade.wrap(buffer, body, length, version);
                put(to, row, trade.sideRaw(), trade.px(), trade.qty(), trade.tradeId());
            }
            case QuoteDecoder.TEMPLATE_ID -> {
                quote.wrap(buffer, body, length, version);
                put(to, row, quote.bidPx(), quote.bidQty(), quote.askPx(), quote.askQty());
            }
            case BookDeltaDecoder.TEMPLATE_ID -> {
                delta.wrap(buffer, body, length, version);
                put(
                        to,
                        row,
                        0,
                        delta.sideRaw(),
                        delta.px(),
                        delta.qty(),
                        delta.orderKey(),
                        delta.updateId(),
                        delta.actionRaw(),
                        NONE);
            }
            case BookSnapshotDecoder.TEMPLATE_ID -> {
                snapshot.wrap(buffer, body, length, version);
                put(
                        to,
                        row,
                        1,
                        snapshot.sideRaw(),
                        snapshot.px(),
                        snapshot.qty(),
                        snapshot.orderKey(),
                        snapshot.updateId(),
                        NONE,
                        snapshot.level());
            }
            default -> {
                bar.wrap(buffer, body, length, version);
                put(to, row, bar.openPx(), bar.highPx(), bar.lowPx(), bar.closePx(), bar.volume(), bar.tradeCount());
            }
        }
    }

    private static void put(ColumnBatch to, int row, long... values) {
        for (int i = 0; i < values.length; i++) {
            to.column(3 + i)[row] = values[i];
        }
    }

    /**
     * Writes a row as a frame of instrument 0.
     *
     * @return the frame, valid until the next call
     */
    UnsafeBuffer encode(Series series, ColumnBatch from, int row) {
        frame.setMemory(0, Event.FRAME_BYTES_MAX, (byte) 0);
        switch (series.kind()) {
            case TRADES ->
                toTrade.wrapAndApplyHeader(frame, 0, header)
                        .side(Side.get((short) from.get(row, 3)))
                        .px(from.get(row, 4))
                        .qty(from.get(row, 5))
                        .tradeId(from.get(row, 6));
            case QUOTES ->
                toQuote.wrapAndApplyHeader(frame, 0, header)
                        .bidPx(from.get(row, 3))
                        .bidQty(from.get(row, 4))
                        .askPx(from.get(row, 5))
                        .askQty(from.get(row, 6));
            case BOOKS -> encodeBook(from, row);
            case BARS ->
                toBar.wrapAndApplyHeader(frame, 0, header)
                        .barKind(BarKind.TIME)
                        .periodNs(series.periodNs())
                        .openPx(from.get(row, 3))
                        .highPx(from.get(row, 4))
                        .lowPx(from.get(row, 5))
                        .closePx(from.get(row, 6))
                        .volume(from.get(row, 7))
                        .tradeCount(from.get(row, 8));
        }
        frame.putLong(
                Event.HEADER_BYTES + TradeDecoder.tsEventNsEncodingOffset(), from.get(row, 0), ByteOrder.LITTLE_ENDIAN);
        frame.putLong(
                Event.HEADER_BYTES + TradeDecoder.tsInitNsEncodingOffset(), from.get(row, 1), ByteOrder.LITTLE_ENDIAN);
        frame.putByte(FLAGS_OFFSET, (byte) from.get(row, 2));
        return frame;
    }

    private void encodeBook(ColumnBatch from, int row) {
        Side side = Side.get((short) from.get(row, 4));
        if (from.get(row, 3) == 0) {
            toDelta.wrapAndApplyHeader(frame, 0, header)
                    .side(side)
                    .px(from.get(row, 5))
                    .qty(from.get(row, 6))
                    .orderKey(from.get(row, 7))
                    .updateId(from.get(row, 8))
                    .action(BookAction.get((short) from.get(row, 9)));
        } else {
            toSnapshot
                    .wrapAndApplyHeader(frame, 0, header)
                    .side(side)
                    .px(from.get(row, 5))
                    .qty(from.get(row, 6))
                    .orderKey(from.get(row, 7))
                    .updateId(from.get(row, 8))
                    .level(Math.toIntExact(from.get(row, 10)));
        }
    }
}
