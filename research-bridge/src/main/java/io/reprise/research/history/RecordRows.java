package io.reprise.research.history;

import io.reprise.codecs.Side;
import io.reprise.engine.fixed.Fixed;
import io.reprise.engine.time.Times;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Records of another store, named values each, as rows: {@code time} and, by kind, {@code price, quantity[, side, id]},
 * {@code bid, ask[, bid_quantity, ask_quantity]} or {@code open, high, low, close[, volume, trades]}. A record that is no row is
 * rejected, as ingest does, and counted. Owned by the thread that reads.
 */
public final class RecordRows implements Batches {
    private static final int REJECTS_SHOWN = 10;

    private final Supplier<Record> source;
    private final Series series;
    private final boolean isStampedAtEnd;
    private final ColumnBatch batch;
    private final List<String> rejects = new ArrayList<>();
    private long records;
    private long rejected;
    private long lastNs = Long.MIN_VALUE;

    /**
     * A record.
     *
     * @param tsNs its time, epoch ns
     * @param values numbers or texts by name, in lower case; those that are null are missing
     */
    public record Record(long tsNs, Map<String, Object> values) {}

    /**
     * @param source gives the records in order of time, null at the end; an IllegalArgumentException rejects one
     * @param isStampedAtEnd whether a bar's time is its end
     */
    public RecordRows(Supplier<Record> source, Series series, boolean isStampedAtEnd) {
        this.source = source;
        this.series = series;
        this.isStampedAtEnd = isStampedAtEnd;
        batch = ColumnBatch.of(series.kind());
        if (series.kind() == HistoryKind.BOOKS) {
            throw new IllegalArgumentException("records are trades, quotes or bars, not books");
        }
    }

    @Override
    public boolean next() {
        batch.clear();
        boolean isOver = false;
        while (!isOver && !batch.isFull()) {
            records++;
            try {
                Record record = source.get();
                isOver = record == null;
                if (!isOver) {
                    add(row(record));
                }
            } catch (IllegalArgumentException | ArithmeticException bad) {
                reject(bad.getMessage());
            }
        }
        records -= isOver ? 1 : 0;
        return batch.size() > 0;
    }

    private void add(long[] row) {
        if (row[HistorySchema.TS_INIT] < lastNs) {
            throw new IllegalArgumentException(
                    "its time " + Times.format(row[HistorySchema.TS_INIT]) + " is before that of a row before it");
        }
        lastNs = row[HistorySchema.TS_INIT];
        int at = batch.addRow();
        for (int i = 0; i < row.length; i++) {
            batch.column(i)[at] = row[i];
        }
    }

    private void reject(String reason) {
        rejected++;
        if (rejects.size() < REJECTS_SHOWN) {
            rejects.add("record " + records + ": " + reason);
        }
    }

    private long[] row(Record record) {
        Map<String, Object> values = record.values();
        return switch (series.kind()) {
            case TRADES ->
                new long[] {
                    record.tsNs(),
                    record.tsNs(),
                    0,
                    side(values.get("side")),
                    price(values, "price"),
                    above(number(values, "quantity"), "quantity"),
                    whole(values.get("id"))
                };
            case QUOTES ->
                new long[] {
                    record.tsNs(),
                    record.tsNs(),
                    0,
                    price(values, "bid"),
                    numberOr(values, "bid_quantity", Long.MIN_VALUE),
                    price(values, "ask"),
                    numberOr(values, "ask_quantity", Long.MIN_VALUE)
                };
            default -> bar(record.tsNs(), values);
        };
    }

    private long[] bar(long tsNs, Map<String, Object> values) {
        long endNs = isStampedAtEnd ? tsNs : Math.addExact(tsNs, series.periodNs());
        long[] bar = {
            endNs,
            endNs,
            0,
            price(values, "open"),
            price(values, "high"),
            price(values, "low"),
            price(values, "close"),
            numberOr(values, "volume", -1),
            Math.max(0, whole(values.get("trades")))
        };
        if (bar[4] < Math.max(bar[3], bar[6]) || bar[5] > Math.min(bar[3], bar[6])) {
            throw new IllegalArgumentException("open or close lies outside of low to high");
        }
        return bar;
    }

    private long price(Map<String, Object> values, String name) {
        long px = number(values, name);
        return series.instrument().nonPositivePx() ? px : above(px, name);
    }

    private static long above(long value, String name) {
        if (value <= 0) {
            throw new IllegalArgumentException(name + " is not above 0");
        }
        return value;
    }

    private static long numberOr(Map<String, Object> values, String name, long otherwise) {
        return values.get(name) == null ? otherwise : number(values, name);
    }

    /** A number at 1e-8, exactly. */
    private static long number(Map<String, Object> values, String name) {
        Object value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException(name + " is missing");
        }
        try {
            return new BigDecimal(value.toString())
                    .multiply(BigDecimal.valueOf(Fixed.ONE))
                    .longValueExact();
        } catch (NumberFormatException notANumber) {
            throw new IllegalArgumentException(name + " '" + value + "' is not a number", notANumber);
        } catch (ArithmeticException notExact) {
            throw new IllegalArgumentException(
                    name + " " + value + " has more than eight places, or is too large", notExact);
        }
    }

    private static long whole(Object value) {
        return value == null ? Long.MIN_VALUE : new BigDecimal(value.toString()).longValueExact();
    }

    private static long side(Object value) {
        return switch (value == null ? "" : value.toString().toLowerCase(Locale.ROOT)) {
            case "buy", "b", "bid" -> Side.BUY.value();
            case "sell", "s", "ask" -> Side.SELL.value();
            default -> Side.NONE.value();
        };
    }

    /** Records so far, rejected ones with them. */
    public long records() {
        return records;
    }

    public long rejected() {
        return rejected;
    }

    /** Why the first of them were. */
    public List<String> rejects() {
        return List.copyOf(rejects);
    }

    @Override
    public ColumnBatch batch() {
        return batch;
    }

    @Override
    public void close() {
        // the source is its owner's
    }
}
