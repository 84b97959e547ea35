package io.reprise.research.history;

import io.reprise.codecs.AssetClass;
import io.reprise.engine.fixed.Decimals;
import io.reprise.engine.time.Times;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Looks at the rows of a series in their order. What it names is a suspicion, by rules that docs/data.md tells: it knows the asset
 * class, and no calendar. Owned by the thread that reads.
 */
final class RowDoctor {
    private static final long SESSION_GAP_NS = 4 * 3_600_000_000_000L;
    private static final long HOLIDAYS_NS = 5 * Times.DAY_NS;
    private static final int RECENT_IDS = 1_024;
    private static final double SPIKE = 0.10;
    private static final double SPIKE_RETURN = 0.03;
    private static final double JUMP = 1.4;

    private final Series series;
    private final boolean isOpenAlways;
    private final Map<String, Tally> tallies = new LinkedHashMap<>();
    private final long[] recentIds = new long[RECENT_IDS];
    private final long[] recentIdTimes = new long[RECENT_IDS];
    private long rows;
    private long previousTsNs = Long.MIN_VALUE;
    private long latestTsNs = Long.MIN_VALUE;
    private long[] previous;
    private long beforePx = Long.MIN_VALUE;
    private long lastPx = Long.MIN_VALUE;
    private long lastPxTsNs;
    private boolean isBehindSpike;

    /** What a check found so far. */
    private static final class Tally {
        final DataFinding.Level level;
        final String words;
        long count;
        String first;
        long worst;
        String worstText;

        Tally(DataFinding.Level level, String words) {
            this.level = level;
            this.words = words;
        }
    }

    RowDoctor(Series series) {
        this.series = series;
        isOpenAlways = series.instrument().assetClass() == AssetClass.CRYPTO;
    }

    /** Looks at all rows. */
    static RowDoctor examine(Series series, Batches batches) {
        RowDoctor doctor = new RowDoctor(series);
        while (batches.next()) {
            for (int row = 0; row < batches.batch().size(); row++) {
                doctor.take(batches.batch(), row);
            }
        }
        return doctor;
    }

    long rows() {
        return rows;
    }

    private void take(ColumnBatch batch, int row) {
        rows++;
        long tsNs = batch.get(row, HistorySchema.TS_EVENT);
        time(tsNs);
        switch (series.kind()) {
            case TRADES -> trade(batch, row, tsNs);
            case QUOTES -> quote(batch, row, tsNs);
            case BARS -> bar(batch, row, tsNs);
            case BOOKS -> {
                if (batch.get(row, 6) < 0 && batch.get(row, 6) != Long.MIN_VALUE) {
                    found("negative-quantity", DataFinding.Level.WARN, "rows have a quantity below 0", tsNs, 0, null);
                }
            }
        }
        previousTsNs = tsNs;
        latestTsNs = Math.max(latestTsNs, tsNs);
    }

    private void time(long tsNs) {
        if (previousTsNs == Long.MIN_VALUE) {
            return;
        }
        if (tsNs < latestTsNs) {
            found(
                    "out-of-order",
                    DataFinding.Level.WARN,
                    "rows have a time of the venue before that of an earlier row",
                    tsNs,
                    latestTsNs - tsNs,
                    seconds(latestTsNs - tsNs) + " back at " + Times.format(tsNs));
            return;
        }
        long gapNs = tsNs - latestTsNs;
        if (isGap(gapNs)) {
            found(
                    "gaps",
                    DataFinding.Level.WARN,
                    series.kind() == HistoryKind.BARS ? "gaps between bars" : "silences",
                    latestTsNs,
                    gapNs,
                    Times.format(latestTsNs) + " to " + Times.format(tsNs) + " (" + seconds(gapNs) + ")");
        }
    }

    private boolean isGap(long gapNs) {
        if (series.kind() != HistoryKind.BARS) {
            return gapNs > (isOpenAlways ? Times.DAY_NS : HOLIDAYS_NS);
        }
        if (gapNs <= series.periodNs()) {
            return false;
        }
        return isOpenAlways
                || gapNs > HOLIDAYS_NS && gapNs > 2 * series.periodNs()
                || gapNs < SESSION_GAP_NS && series.periodNs() < SESSION_GAP_NS;
    }

    private void trade(ColumnBatch batch, int row, long tsNs) {
        long id = batch.get(row, 6);
        if (id != Long.MIN_VALUE) {
            int slot = Math.floorMod(Long.hashCode(id), RECENT_IDS);
            if (recentIds[slot] == id && recentIdTimes[slot] == tsNs) {
                found("duplicates", DataFinding.Level.WARN, "trades repeat the number of one before", tsNs, 0, null);
            }
            recentIds[slot] = id;
            recentIdTimes[slot] = tsNs;
        }
        if (batch.get(row, 5) <= 0) {
            found("zero-volume", DataFinding.Level.WARN, "trades have no quantity", tsNs, 0, null);
        }
        price(batch.get(row, 4), tsNs);
    }

    private void quote(ColumnBatch batch, int row, long tsNs) {
        long bid = batch.get(row, 3);
        long ask = batch.get(row, 5);
        if (bid == Long.MIN_VALUE || ask == Long.MIN_VALUE) {
            return;
        }
        if (bid > ask) {
            found(
                    "crossed-quotes",
                    DataFinding.Level.WARN,
                    "quotes are crossed",
                    tsNs,
                    bid - ask,
                    Decimals.plain(bid) + " over " + Decimals.plain(ask) + " at " + Times.format(tsNs));
        } else if (bid == ask) {
            found("locked-quotes", DataFinding.Level.NOTE, "quotes have bid and ask at one price", tsNs, 0, null);
        }
    }

    private void bar(ColumnBatch batch, int row, long tsNs) {
        long[] bar = new long[batch.columnCount()];
        for (int i = 0; i < bar.length; i++) {
            bar[i] = batch.get(row, i);
        }
        if (previous != null && tsNs == previous[HistorySchema.TS_EVENT]) {
            found("duplicates", DataFinding.Level.WARN, "bars end when the one before does", tsNs, 0, null);
        } else if (previous != null && tsNs > previousTsNs && tsNs - previousTsNs < series.periodNs()) {
            found("overlaps", DataFinding.Level.WARN, "bars begin before the one before ends", tsNs, 0, null);
        }
        boolean isSound = bar[4] >= Math.max(bar[3], bar[6]) && bar[5] <= Math.min(bar[3], bar[6]);
        if (!isSound) {
            found(
                    "unsound-bars",
                    DataFinding.Level.WARN,
                    "bars have a high or low that their open or close goes beyond",
                    tsNs,
                    0,
                    null);
        }
        if (bar[7] == 0) {
            found("zero-volume", DataFinding.Level.WARN, "bars have volume 0", tsNs, 0, null);
        }
        previous = bar;
        price(bar[6], tsNs);
    }

    private void price(long px, long tsNs) {
        if (px <= 0) {
            boolean isReal = series.instrument().nonPositivePx();
            found(
                    "non-positive-prices",
                    isReal ? DataFinding.Level.NOTE : DataFinding.Level.WARN,
                    "prices are at or below 0" + (isReal ? ", which the instrument allows" : ""),
                    tsNs,
                    0,
                    Decimals.plain(px) + " at " + Times.format(tsNs));
        }
        outlier(px);
        beforePx = lastPx;
        lastPx = px;
        lastPxTsNs = tsNs;
    }

    /** Judges the last price, now that the next is known. */
    private void outlier(long nextPx) {
        boolean wasBehindSpike = isBehindSpike;
        isBehindSpike = false;
        if (beforePx <= 0 || lastPx <= 0 || nextPx <= 0) {
            return;
        }
        double in = lastPx / (double) beforePx - 1;
        double out = lastPx / (double) nextPx - 1;
        double through = nextPx / (double) beforePx - 1;
        if (Math.abs(in) > SPIKE && Math.abs(out) > SPIKE && in * out > 0 && Math.abs(through) < SPIKE_RETURN) {
            isBehindSpike = true;
            found(
                    "outliers",
                    DataFinding.Level.WARN,
                    "prices stand more than 10 % off both neighbors, which agree within 3 %",
                    lastPxTsNs,
                    Math.round(Math.abs(in) * 1e9),
                    Decimals.plain(lastPx) + " between " + Decimals.plain(beforePx) + " and " + Decimals.plain(nextPx)
                            + " at " + Times.format(lastPxTsNs));
        } else if (!wasBehindSpike && (in > JUMP - 1 || in < 1 / JUMP - 1)) {
            found(
                    "jumps",
                    DataFinding.Level.WARN,
                    "prices are more than 1.4 times, or less than 1/1.4 of, the one before: a split, or an error",
                    lastPxTsNs,
                    Math.round(Math.abs(Math.log1p(in)) * 1e9),
                    Decimals.plain(beforePx) + " to " + Decimals.plain(lastPx) + " at " + Times.format(lastPxTsNs));
        }
    }

    private void found(String check, DataFinding.Level level, String words, long tsNs, long size, String sizeText) {
        Tally tally = tallies.computeIfAbsent(check, _ -> new Tally(level, words));
        tally.count++;
        if (tally.first == null) {
            tally.first = Times.format(tsNs);
        }
        if (sizeText != null && (tally.worstText == null || size > tally.worst)) {
            tally.worst = size;
            tally.worstText = sizeText;
        }
    }

    private static String seconds(long ns) {
        return Series.timeframe(Math.max(1, ns));
    }

    /** All that was found; asked for once, when all rows were taken. */
    List<DataFinding> findings(String subject) {
        outlier(lastPx);
        List<DataFinding> findings = new ArrayList<>();
        tallies.forEach((check, tally) -> findings.add(new DataFinding(
                tally.level,
                check,
                subject,
                tally.count,
                tally.count + " " + tally.words + ", the first at " + tally.first
                        + (tally.worstText == null ? "" : "; the largest: " + tally.worstText))));
        return findings;
    }
}
