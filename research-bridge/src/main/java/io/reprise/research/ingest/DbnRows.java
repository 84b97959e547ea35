package io.reprise.research.ingest;

import io.reprise.codecs.BarKind;
import io.reprise.engine.domain.BarSpec;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Databento's binary records as rows of named cells; of one kind, the others are passed over. Prices are whole
 * multiples of 1e-9, times ns since 1970. Owned by the thread that reads.
 */
final class DbnRows implements RowReader {
    private static final int WORD_BYTES = 4;
    private static final int HEADER_BYTES = 16;
    private static final int TRADE_BYTES = 48;
    private static final int BAR_BYTES = 56;
    private static final int TRADE = 0x00;
    /** Record type of bars by their period. */
    private static final Map<Long, Integer> BARS = Map.of(
            1_000_000_000L, 0x20,
            60_000_000_000L, 0x21,
            3_600_000_000_000L, 0x22,
            86_400_000_000_000L, 0x23);

    private static final long NO_PRICE = Long.MAX_VALUE;
    private static final long NO_TIME = -1;
    private static final long PRICE_ONE = 1_000_000_000L;
    private static final long DAY_NS = 86_400_000_000_000L;
    private static final int TEXT_BYTES = 1_024;

    private final InputStream in;
    private final String source;
    private final Format format;
    private final int wantedType;
    private final DbnMetadata metadata;
    private final byte[] bytes = new byte[256 * WORD_BYTES];
    private final ByteBuffer record = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    private final byte[] text = new byte[TEXT_BYTES];
    private int length;
    private long records;
    private long otherRows;

    /**
     * @param in the bytes, closed with this
     * @param format which records are rows, and which of their fields are its columns
     * @param source named in messages
     * @throws IngestException when this is no DBN
     */
    DbnRows(InputStream in, Format format, String source) throws IOException {
        this.in = new BufferedInputStream(in);
        this.source = source;
        this.format = format;
        wantedType = type(format)
                .orElseThrow(() -> new IngestException("DBN has bars of 1s, 1m, 1h and 1d, not of "
                        + new BarSpec(BarKind.TIME, format.timing().barPeriodNs()).text()));
        metadata = DbnMetadata.read(this.in, source);
    }

    private static OptionalInt type(Format format) {
        if (!format.isBars()) {
            return OptionalInt.of(TRADE);
        }
        Integer type = BARS.get(format.timing().barPeriodNs());
        return type == null ? OptionalInt.empty() : OptionalInt.of(type);
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    @Override
    public long otherRows() {
        return otherRows;
    }

    @Override
    public boolean next(Cells cells) throws IOException {
        int least = format.isBars() ? BAR_BYTES : TRADE_BYTES;
        for (int size = readRecord(); size > 0; size = readRecord()) {
            if ((bytes[1] & 0xFF) == wantedType && size >= least) {
                fill(cells);
                return true;
            }
            otherRows++;
        }
        return false;
    }

    /** Takes the next record; its length, or 0 at the end. */
    private int readRecord() throws IOException {
        int words = in.read();
        if (words < 0) {
            return 0;
        }
        int size = words * WORD_BYTES;
        bytes[0] = (byte) words;
        if (size < HEADER_BYTES || in.readNBytes(bytes, 1, size - 1) < size - 1) {
            throw new IngestException(source + " breaks off or is broken after " + records + " records");
        }
        records++;
        return size;
    }

    private void fill(Cells cells) {
        length = 0;
        cells.clear(text, records);
        for (Map.Entry<Column, Format.ColumnPlace> entry :
                format.layout().columns().entrySet()) {
            String cell = cell(entry.getValue().names());
            if (cell != null) {
                append(entry.getValue().names().getFirst() + "=");
                cells.set(entry.getKey(), length, length + cell.length());
                append(cell + " ");
            }
        }
        cells.rowTo = length;
        for (Column column : Format.required(format.kind(), format.values())) {
            if (!cells.has(column)) {
                cells.fault = "record has no " + column.word();
                return;
            }
        }
    }

    /** The first of the fields that the record has, as text. */
    private String cell(List<String> names) {
        for (String name : names) {
            String cell = format.isBars() ? ofBar(name) : ofTrade(name);
            if (cell != null) {
                return cell;
            }
        }
        return null;
    }

    private String ofTrade(String name) {
        return switch (name) {
            case "price" -> price(HEADER_BYTES);
            case "size" -> Integer.toUnsignedString(record.getInt(24));
            case "side" -> Character.toString(bytes[29]);
            case "ts_recv" -> time(32);
            case "sequence" -> Integer.toUnsignedString(record.getInt(44));
            default -> ofHeader(name);
        };
    }

    private String ofBar(String name) {
        return switch (name) {
            case "open" -> price(HEADER_BYTES);
            case "high" -> price(24);
            case "low" -> price(32);
            case "close" -> price(40);
            case "volume" -> Long.toUnsignedString(record.getLong(48));
            default -> ofHeader(name);
        };
    }

    private String ofHeader(String name) {
        return switch (name) {
            case "ts_event" -> time(8);
            case "symbol" -> metadata.symbol(Integer.toUnsignedLong(record.getInt(4)), day(record.getLong(8)));
            default -> null;
        };
    }

    private String time(int at) {
        long ns = record.getLong(at);
        return ns == NO_TIME ? null : Long.toUnsignedString(ns);
    }

    private String price(int at) {
        long px = record.getLong(at);
        if (px == NO_PRICE) {
            return null;
        }
        long whole = px / PRICE_ONE;
        String fraction = Long.toString(PRICE_ONE + Math.abs(px % PRICE_ONE)).substring(1);
        return (px < 0 && whole == 0 ? "-" : "") + whole + "." + fraction;
    }

    private static int day(long tsNs) {
        LocalDate date = LocalDate.ofEpochDay(Math.floorDiv(tsNs, DAY_NS));
        return date.getYear() * 10_000 + date.getMonthValue() * 100 + date.getDayOfMonth();
    }

    private void append(String part) {
        byte[] ascii = part.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(ascii, 0, text, length, ascii.length);
        length += ascii.length;
    }
}
