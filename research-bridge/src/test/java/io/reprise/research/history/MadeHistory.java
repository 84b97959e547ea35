package io.reprise.research.history;

import io.reprise.codecs.AssetClass;
import io.reprise.engine.domain.Instrument;
import io.reprise.engine.event.Event;
import io.reprise.research.ingest.MarketExport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.agrona.concurrent.UnsafeBuffer;

/** Rows made up from a seed, as batches, as a journal, and as a list to hold against what is read. */
final class MadeHistory {
    static final Instrument INSTRUMENT =
            new Instrument(0, "A/B-USD.TEST", AssetClass.CRYPTO, 1_000_000, 1_000, "USD", false, true);

    /** 2023-12-30T22:00:00Z: a month and a year end soon after. */
    static final long START_NS = 1_703_973_600_000_000_000L;

    static final long HOUR_NS = 3_600_000_000_000L;

    private MadeHistory() {}

    static Series series(HistoryKind kind) {
        return new Series(kind, INSTRUMENT, kind == HistoryKind.BARS ? 60_000_000_000L : 0);
    }

    /** Rows with times that often tie, and values of every size that each column takes. */
    static List<long[]> rows(HistoryKind kind, Random random, int count, long startNs, long gapMaxNs) {
        List<long[]> rows = new ArrayList<>();
        long tsNs = startNs;
        for (int i = 0; i < count; i++) {
            tsNs += random.nextInt(3) == 0 ? 0 : random.nextLong(gapMaxNs);
            long[] row = new long[kind.columns().size()];
            row[0] = tsNs - random.nextInt(1_000);
            row[1] = tsNs;
            row[2] = random.nextInt(16);
            for (int c = 3; c < row.length; c++) {
                row[c] = value(kind, kind.columns().get(c), random);
            }
            if (kind == HistoryKind.BOOKS) {
                boolean isSnapshot = row[3] == 1;
                row[9] = isSnapshot ? Long.MIN_VALUE : 1 + random.nextInt(5);
                row[10] = isSnapshot ? random.nextInt(1_000_000) : Long.MIN_VALUE;
            }
            rows.add(row);
        }
        return rows;
    }

    private static long value(HistoryKind kind, String column, Random random) {
        return switch (column) {
            case "side" -> random.nextInt(3);
            case "snapshot" -> random.nextInt(2);
            case "trade_count" -> random.nextInt(1_000);
            case "trade_id", "order_key", "update_id" -> random.nextInt(4) == 0 ? Long.MIN_VALUE : random.nextLong();
            case "bid_px", "ask_px" -> random.nextInt(9) == 0 ? Long.MIN_VALUE : random.nextLong();
            case "volume" -> random.nextInt(9) == 0 ? -1 : random.nextLong(1L << 40);
            default -> kind == HistoryKind.BARS ? 1 + random.nextLong(1L << 40) : random.nextLong() | 1;
        };
    }

    /** The rows as batches of random sizes. */
    static Batches batches(List<long[]> rows, Random random) {
        return new Batches() {
            private final ColumnBatch batch = new ColumnBatch(rows.isEmpty() ? 1 : rows.getFirst().length);
            private int at;

            @Override
            public boolean next() {
                batch.clear();
                int size = 1 + random.nextInt(ColumnBatch.ROWS_MAX);
                while (at < rows.size() && batch.size() < size) {
                    int row = batch.addRow();
                    for (int i = 0; i < batch.columnCount(); i++) {
                        batch.column(i)[row] = rows.get(at)[i];
                    }
                    at++;
                }
                return batch.size() > 0;
            }

            @Override
            public ColumnBatch batch() {
                return batch;
            }

            @Override
            public void close() {
                // nothing is held
            }
        };
    }

    static String journal(Path place, Series series, List<long[]> rows) throws IOException {
        FrameRows frames = new FrameRows();
        try (MarketExport export = MarketExport.open(place, series.instrument(), series.periodNs())) {
            Batches all = batches(rows, new Random(1));
            while (all.next()) {
                for (int row = 0; row < all.batch().size(); row++) {
                    UnsafeBuffer frame = frames.encode(series, all.batch(), row);
                    export.append(frame, 0, Event.frameLength(frame, 0));
                }
            }
            return export.commit("made", series.kind().text(), "a test");
        }
    }

    /** Reads all rows, and closes. */
    static List<long[]> read(Batches batches) {
        List<long[]> rows = new ArrayList<>();
        try (batches) {
            while (batches.next()) {
                ColumnBatch batch = batches.batch();
                for (int row = 0; row < batch.size(); row++) {
                    long[] values = new long[batch.columnCount()];
                    for (int i = 0; i < values.length; i++) {
                        values[i] = batch.get(row, i);
                    }
                    rows.add(values);
                }
            }
        }
        return rows;
    }

    static List<long[]> within(List<long[]> rows, long fromNs, long toNs) {
        return rows.stream().filter(row -> row[1] >= fromNs && row[1] < toNs).toList();
    }

    /** Says where two lists part; null when they do not. */
    static String difference(List<long[]> expected, List<long[]> found) {
        for (int i = 0; i < Math.min(expected.size(), found.size()); i++) {
            if (!java.util.Arrays.equals(expected.get(i), found.get(i))) {
                return "row " + i + " is " + java.util.Arrays.toString(found.get(i)) + ", not "
                        + java.util.Arrays.toString(expected.get(i));
            }
        }
        return expected.size() == found.size() ? null : found.size() + " rows, not " + expected.size();
    }
}
