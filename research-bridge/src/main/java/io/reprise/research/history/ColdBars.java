package io.reprise.research.history;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Bars of the cold store's rows, cut by DuckDB: a file, or a part of one, at a time, so that memory stays bounded. */
final class ColdBars {
    /** Bars that DuckDB groups at once. */
    private static final long BARS_AT_ONCE = 500_000;

    private ColdBars() {}

    /**
     * Readings of bars, in order; one that goes over the end of a file or part is in pieces.
     *
     * @param span rows that were known within it
     */
    static List<Supplier<Batches>> of(ColdStore store, ColdStore.Stored stored, Interval span, long periodNs) {
        List<Supplier<Batches>> parts = new ArrayList<>();
        long most =
                Math.max(periodNs, Long.MAX_VALUE / BARS_AT_ONCE > periodNs ? periodNs * BARS_AT_ONCE : Long.MAX_VALUE);
        for (ColdReader.Chosen file : ColdStore.files(stored, span.fromNs(), span.toNs())) {
            long fromNs = Math.max(span.fromNs(), file.file().firstTsInitNs());
            long endNs = Math.min(span.toNs(), file.file().lastTsInitNs() + 1);
            while (fromNs < endNs) {
                long toNs = endNs - fromNs > most ? fromNs + most : endNs;
                String sql = sql(stored.series(), file, new Interval(fromNs, toNs), periodNs);
                parts.add(() -> store.read(HistoryKind.BARS, sql, List.of(file.path())));
                fromNs = toNs;
            }
        }
        return parts;
    }

    private static String sql(Series series, ColdReader.Chosen file, Interval span, long periodNs) {
        boolean isTrades = series.kind() == HistoryKind.TRADES;
        String begin = isTrades ? "ts_init" : "(ts_event - " + series.periodNs() + ")";
        String start = begin + " - ((" + begin + " % " + periodNs + ") + " + periodNs + ") % " + periodNs;
        String figures = isTrades
                ? "arg_min(px, n), max(px), min(px), arg_max(px, n), CAST(sum(qty) AS BIGINT), count(*)"
                : "arg_min(open_px, n), max(high_px), min(low_px), arg_max(close_px, n),"
                        + " CASE WHEN min(volume) < 0 THEN -1 ELSE CAST(sum(volume) AS BIGINT) END,"
                        + " CAST(sum(trade_count) AS BIGINT)";
        return "WITH part AS (SELECT *, file_row_number AS n, " + start + " + " + periodNs + " AS end_ns"
                + " FROM read_parquet(" + Duck.list(List.of(file.path()))
                + ", hive_partitioning=false, file_row_number=true)"
                + " WHERE ts_init >= " + span.fromNs() + " AND ts_init < " + span.toNs() + ")"
                + " SELECT end_ns, end_ns, CAST(0 AS TINYINT), " + figures
                + " FROM part GROUP BY end_ns ORDER BY end_ns";
    }
}
