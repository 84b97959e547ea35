package io.reprise.research.ingest;

import io.reprise.codecs.Side;
import io.reprise.engine.fixed.Decimals;
import io.reprise.engine.fixed.Fixed;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Turns cells into a row, or says why they are none: rule 4 of docs/semantics.md. Keeps the time of the last accepted
 * row. Owned by the thread that reads.
 */
final class RowParser {
    private static final long MS_NS = 1_000_000L;

    private final TimeReader time;
    private final TimeReader received;
    private final boolean isBars;
    private final int pricePlaces;
    private final boolean allowsNonPositivePx;
    private final boolean hasVolume;
    private final long shiftNs;
    private final long feedLatencyNs;
    private final byte[][] buyWords;
    private final byte[][] sellWords;
    private boolean hasLast;
    private long lastTsNs;

    /**
     * @param format layout, stamp and rules
     * @param time reads its time cells
     * @param received reads the cells that say when a row was received; null = there are none
     * @param periodNs period of the bars; 0 for trades
     * @param feedLatencyNs from the venue's time, or from when the row was received, to when we knew it, at least 0
     */
    RowParser(Format format, TimeReader time, TimeReader received, long periodNs, long feedLatencyNs) {
        this.time = time;
        this.received = received;
        this.feedLatencyNs = feedLatencyNs;
        isBars = format.isBars();
        pricePlaces = format.values().pricePlaces();
        allowsNonPositivePx = format.values().nonPositivePx();
        hasVolume = format.values().hasVolume();
        shiftNs = isBars ? shiftNs(format.timing().stamp(), periodNs) : 0;
        buyWords = bytes(format.values().buyWords());
        sellWords = bytes(format.values().sellWords());
    }

    private static long shiftNs(Format.Stamp stamp, long periodNs) {
        return switch (stamp) {
            case START -> periodNs;
            case END -> 0;
            case END_MS -> MS_NS;
        };
    }

    private static byte[][] bytes(List<String> words) {
        return words.stream().map(w -> w.getBytes(StandardCharsets.US_ASCII)).toArray(byte[][]::new);
    }

    /**
     * Checks and converts one row.
     *
     * @param cells slices of the source
     * @param row filled when the row is accepted
     * @return null when it is, else the reason
     */
    String parse(Cells cells, Row row) {
        if (cells.fault != null) {
            return cells.fault;
        }
        String reason = parseTimes(cells, row);
        if (reason == null) {
            reason = isBars ? parseBar(cells, row) : parseTrade(cells, row);
        }
        if (reason == null) {
            reason = checkOrder(row.tsEventNs);
        }
        if (reason == null) {
            hasLast = true;
            lastTsNs = row.tsEventNs;
        }
        return reason;
    }

    private String parseTimes(Cells cells, Row row) {
        long stampNs = parse(time, cells, Column.TIME);
        if (stampNs < TimeReader.LEAST || stampNs > Long.MAX_VALUE - shiftNs - feedLatencyNs) {
            return timeReason(cells, Column.TIME, stampNs);
        }
        row.tsEventNs = stampNs + shiftNs;
        if (received == null || !cells.has(Column.RECEIVED)) {
            row.tsInitNs = row.tsEventNs + feedLatencyNs;
            return null;
        }
        long receivedNs = parse(received, cells, Column.RECEIVED);
        if (receivedNs < TimeReader.LEAST || receivedNs > Long.MAX_VALUE - feedLatencyNs) {
            return timeReason(cells, Column.RECEIVED, receivedNs);
        }
        row.tsInitNs = Math.max(row.tsEventNs, receivedNs + feedLatencyNs);
        return null;
    }

    private static long parse(TimeReader reader, Cells cells, Column column) {
        return reader.parse(cells.bytes, cells.from[column.ordinal()], cells.to[column.ordinal()]);
    }

    private static String timeReason(Cells cells, Column column, long ns) {
        return column.word() + " '" + cells.cellText(column)
                + (ns == TimeReader.UNREADABLE ? "' is not understood" : "' is not between 1677-09-21 and 2262-04-11");
    }

    private String checkOrder(long tsNs) {
        if (!hasLast || tsNs > lastTsNs || tsNs == lastTsNs && !isBars) {
            return null;
        }
        return isBars
                ? "time is not after that of the last accepted row"
                : "time is before that of the last accepted row";
    }

    private String parseTrade(Cells cells, Row row) {
        Column at = Column.PRICE;
        try {
            row.px = price(cells, Column.PRICE);
            at = Column.QTY;
            row.qty = number(cells, Column.QTY, Fixed.PLACES);
        } catch (NumberFormatException unreadable) {
            return at.word() + ": " + unreadable.getMessage();
        }
        if (row.px <= 0 && !allowsNonPositivePx) {
            return "price " + cells.cellText(Column.PRICE) + " is not above 0";
        }
        if (row.qty <= 0) {
            return "quantity " + cells.cellText(Column.QTY) + " is not above 0";
        }
        row.side = side(cells);
        row.tradeId = integer(cells, Column.ID, Row.NO_TRADE_ID);
        return null;
    }

    private String parseBar(Cells cells, Row row) {
        Column at = Column.OPEN;
        try {
            row.open = price(cells, Column.OPEN);
            at = Column.HIGH;
            row.high = price(cells, Column.HIGH);
            at = Column.LOW;
            row.low = price(cells, Column.LOW);
            at = Column.CLOSE;
            row.close = price(cells, Column.CLOSE);
            at = Column.VOLUME;
            row.volume = hasVolume ? number(cells, Column.VOLUME, Fixed.PLACES) : Row.NO_VOLUME;
        } catch (NumberFormatException unreadable) {
            return at.word() + ": " + unreadable.getMessage();
        }
        row.tradeCount = Math.max(0, integer(cells, Column.COUNT, 0));
        return checkBar(cells, row);
    }

    private String checkBar(Cells cells, Row row) {
        if (row.low > row.open || row.low > row.close || row.open > row.high || row.close > row.high) {
            return "bar breaks low <= open, close <= high";
        }
        if (row.low <= 0 && !allowsNonPositivePx) {
            return "price " + cells.cellText(Column.LOW) + " is not above 0";
        }
        if (hasVolume && row.volume < 0) {
            return "volume " + cells.cellText(Column.VOLUME) + " is below 0";
        }
        return null;
    }

    private long price(Cells cells, Column column) {
        return number(cells, column, pricePlaces);
    }

    private static long number(Cells cells, Column column, int places) {
        int index = column.ordinal();
        return Decimals.parseScaled(cells.bytes, cells.from[index], cells.to[index], places);
    }

    private Side side(Cells cells) {
        int from = cells.from[Column.SIDE.ordinal()];
        int to = cells.to[Column.SIDE.ordinal()];
        if (from < 0) {
            return Side.NONE;
        }
        if (isOneOf(buyWords, cells.bytes, from, to)) {
            return Side.BUY;
        }
        return isOneOf(sellWords, cells.bytes, from, to) ? Side.SELL : Side.NONE;
    }

    private static boolean isOneOf(byte[][] words, byte[] text, int from, int to) {
        for (byte[] word : words) {
            if (word.length == to - from && startsWith(word, text, from)) {
                return true;
            }
        }
        return false;
    }

    private static boolean startsWith(byte[] word, byte[] text, int from) {
        for (int i = 0; i < word.length; i++) {
            byte c = text[from + i];
            if (word[i] != (c >= 'A' && c <= 'Z' ? c + 32 : c)) {
                return false;
            }
        }
        return true;
    }

    /** A whole number of at most 18 digits; else {@code otherwise}, for such a cell decides nothing. */
    private static long integer(Cells cells, Column column, long otherwise) {
        int from = cells.from[column.ordinal()];
        int to = cells.to[column.ordinal()];
        if (from < 0 || from == to || to - from > 18) {
            return otherwise;
        }
        long value = 0;
        for (int i = from; i < to; i++) {
            if (!EpochTime.isDigit(cells.bytes[i])) {
                return otherwise;
            }
            value = value * 10 + cells.bytes[i] - '0';
        }
        return value;
    }
}
