package io.reprise.research.ingest;

import io.reprise.codecs.BookAction;
import io.reprise.codecs.Side;
import io.reprise.engine.book.BookFeed;
import io.reprise.engine.fixed.Fixed;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import org.agrona.collections.Long2LongHashMap;

/**
 * Databento's records of orders (schema mbo) and of the best prices with trades (mbp-1). Prices are whole multiples of 1e-9,
 * times ns since 1970. An update goes on to the record that is flagged as its last; a snapshot is flagged too. A trade's
 * effect on the book is said by the record that follows it, so trades and fills change no order. Owned by the thread that
 * reads.
 */
final class DbnFeed implements FeedSource {
    private static final int WORD_BYTES = 4;
    private static final int HEADER_BYTES = 16;
    private static final int MBO = 0xA0;
    private static final int MBO_BYTES = 56;
    private static final int MBP_1 = 0x01;
    private static final int MBP_1_BYTES = 80;
    private static final int LAST = 0x80;
    private static final int SNAPSHOT = 0x20;
    private static final long NO_PRICE = Long.MAX_VALUE;
    /** Of 1e-9 in 1e-8. */
    private static final long PRICE_UNIT = 10;

    private static final long NO_ORDER = -1;

    private final InputStream in;
    private final String source;
    private final DbnMetadata metadata;
    private final byte[] bytes = new byte[256 * WORD_BYTES];
    private final ByteBuffer record = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    private final Long2LongHashMap restQtys = new Long2LongHashMap(NO_ORDER);
    private long records;
    private int size;
    private boolean isSnapshot;
    private long bidPx;
    private long bidQty;
    private long askPx;
    private long askQty;

    /**
     * @param in the bytes, closed with this
     * @throws IngestException when this is no DBN
     */
    DbnFeed(InputStream in, String source) throws IOException {
        this.in = new BufferedInputStream(in);
        this.source = source;
        metadata = DbnMetadata.read(this.in, source);
    }

    @Override
    public boolean advance() throws IOException {
        int words = in.read();
        if (words < 0) {
            return false;
        }
        size = words * WORD_BYTES;
        bytes[0] = (byte) words;
        if (size < HEADER_BYTES || in.readNBytes(bytes, 1, size - 1) < size - 1) {
            throw new IngestException(source + " breaks off or is broken after " + records + " records");
        }
        records++;
        return true;
    }

    private int type() {
        return bytes[1] & 0xFF;
    }

    @Override
    public long receivedNs() {
        return switch (type()) {
            case MBO -> record.getLong(40);
            case MBP_1 -> record.getLong(32);
            default -> record.getLong(8);
        };
    }

    @Override
    public boolean decode(FeedEvents to) {
        boolean isOrder = type() == MBO && size >= MBO_BYTES;
        boolean isBest = type() == MBP_1 && size >= MBP_1_BYTES;
        if (!isOrder && !isBest) {
            return false;
        }
        long tsEventNs = record.getLong(8);
        // of receipt: the orders of a snapshot may be older than the contract's symbol is mapped
        LocalDate day = LocalDate.ofEpochDay(Math.floorDiv(receivedNs(), 86_400_000_000_000L));
        int date = day.getYear() * 10_000 + day.getMonthValue() * 100 + day.getDayOfMonth();
        if (!to.takes(metadata.symbol(Integer.toUnsignedLong(record.getInt(4)), date))) {
            return false;
        }
        to.at(tsEventNs);
        return isOrder ? order(to) : best(to);
    }

    private boolean best(FeedEvents to) {
        boolean isTaken = false;
        if (bytes[28] == 'T' && to.wants(FeedStream.TRADES)) {
            trade(record.getLong(16), record.getInt(24), bytes[29], record.getInt(44), to);
            isTaken = true;
        }
        long newBidPx = record.getLong(48);
        long newAskPx = record.getLong(56);
        if (!to.wants(FeedStream.QUOTES) || newBidPx == NO_PRICE || newAskPx == NO_PRICE) {
            return isTaken;
        }
        long newBidQty = qty(record.getInt(64));
        long newAskQty = qty(record.getInt(68));
        if (newBidPx == bidPx && newBidQty == bidQty && newAskPx == askPx && newAskQty == askQty) {
            return isTaken;
        }
        to.quote(px(newBidPx), newBidQty, px(newAskPx), newAskQty);
        bidPx = newBidPx;
        bidQty = newBidQty;
        askPx = newAskPx;
        askQty = newAskQty;
        return true;
    }

    private boolean order(FeedEvents to) {
        int flags = bytes[36] & 0xFF;
        char action = (char) bytes[38];
        if (action == 'T' && to.wants(FeedStream.TRADES)) {
            trade(record.getLong(24), record.getInt(32), bytes[39], record.getInt(52), to);
        }
        boolean isTaken = action == 'T' && to.wants(FeedStream.TRADES);
        if (to.wants(FeedStream.BOOK)) {
            isTaken |= book(action, flags, to);
            if ((flags & LAST) != 0) {
                end(to);
            }
        }
        return isTaken;
    }

    private boolean book(char action, int flags, FeedEvents to) {
        long key = record.getLong(16);
        long qty = qty(record.getInt(32));
        Side side = bytes[39] == 'B' ? Side.BUY : bytes[39] == 'A' ? Side.SELL : Side.NONE;
        if (isSnapshot && (flags & SNAPSHOT) == 0) {
            end(to);
        }
        switch (action) {
            case 'R' -> clear(flags, side, to);
            case 'A' -> {
                to.order(BookAction.ADD, side, px(record.getLong(24)), qty, key);
                restQtys.put(key, qty);
            }
            case 'M' -> {
                requireKnown(key);
                to.order(BookAction.CHANGE, side, px(record.getLong(24)), qty, key);
                restQtys.put(key, qty);
            }
            case 'C' -> cancel(key, side, qty, to);
            default -> {
                return false;
            }
        }
        return true;
    }

    private void clear(int flags, Side side, FeedEvents to) {
        restQtys.clear();
        if ((flags & SNAPSHOT) != 0) {
            isSnapshot = true; // a snapshot empties the book by itself
        } else {
            to.clear(side);
        }
    }

    /** A quantity is taken off the order, mostly all of it. */
    private void cancel(long key, Side side, long qty, FeedEvents to) {
        requireKnown(key);
        long rest = restQtys.get(key) - qty;
        long px = px(record.getLong(24));
        if (rest > 0) {
            to.order(BookAction.CHANGE, side, px, rest, key);
            restQtys.put(key, rest);
        } else {
            to.order(BookAction.DELETE, side, px, 0, key);
            restQtys.remove(key);
        }
    }

    private void requireKnown(long key) {
        if (restQtys.get(key) == NO_ORDER) {
            throw new IllegalArgumentException("order " + Long.toUnsignedString(key) + " is not known");
        }
    }

    private void end(FeedEvents to) {
        if (isSnapshot) {
            to.endSnapshot(BookFeed.NO_UPDATE);
        } else {
            to.endUpdate(BookFeed.NO_UPDATE);
        }
        isSnapshot = false;
    }

    private static void trade(long px, int qty, byte side, int id, FeedEvents to) {
        Side taker = side == 'B' ? Side.BUY : side == 'A' ? Side.SELL : Side.NONE;
        to.trade(px(px), qty(qty), taker, Integer.toUnsignedLong(id));
    }

    private static long px(long px) {
        if (px == NO_PRICE) {
            throw new IllegalArgumentException("record has no price");
        }
        if (px % PRICE_UNIT != 0) {
            throw new IllegalArgumentException("price " + px + "e-9 has more than eight places");
        }
        return px / PRICE_UNIT;
    }

    private static long qty(int size) {
        return Integer.toUnsignedLong(size) * Fixed.ONE;
    }

    @Override
    public void show(Cells row) {
        String text = "record type " + type() + " instrument " + Integer.toUnsignedString(record.getInt(4))
                + " ts_event " + record.getLong(8)
                + (type() == MBO
                        ? " order_id " + Long.toUnsignedString(record.getLong(16)) + " action " + (char) bytes[38]
                        : "");
        byte[] ascii = text.getBytes(StandardCharsets.US_ASCII);
        row.clear(ascii, records);
        row.rowTo = ascii.length;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
