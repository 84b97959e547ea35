package io.reprise.research.history;

import io.reprise.codecs.BarKind;
import io.reprise.engine.domain.BarSpec;
import io.reprise.engine.event.Event;
import io.reprise.engine.time.Times;
import io.reprise.research.ingest.MarketExport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * History for those who ask, from whichever tier has it: rows as they were recorded, or bars of any period. Owned by one thread.
 */
public final class HistoricalDataStore implements AutoCloseable {
    private static final int NAMES_SHOWN = 10;
    private static final int PROGRESS_ROWS = 1 << 16;

    private final StorageRouter router;

    private HistoricalDataStore(StorageRouter router) {
        this.router = router;
    }

    /**
     * Opens the history of a cold store and of market journals.
     *
     * @param store folder of the cold store, there or not
     * @param journals folders below which market journals lie
     */
    public static HistoricalDataStore open(Path store, List<Path> journals) {
        return new HistoricalDataStore(StorageRouter.open(store, journals));
    }

    /** Journals that were looked through, for those who open history often; not safe from several threads at once. */
    public static final class Journals {
        private final WarmJournals warm;

        /** @param folders below which market journals lie */
        public Journals(List<Path> folders) {
            warm = new WarmJournals(folders);
        }
    }

    /** As {@link #open(Path, List)}, with what is known of the journals from before. */
    public static HistoricalDataStore open(Path store, Journals journals) {
        return new HistoricalDataStore(StorageRouter.open(store, journals.warm));
    }

    public StorageRouter router() {
        return router;
    }

    /**
     * An answer that has not been read yet.
     *
     * @param series what the rows are of; their columns are those of its kind
     * @param from the series that it is made of, itself unless bars are cut
     * @param rows opens the rows, each time anew
     */
    public record Answer(Series series, Series from, Supplier<Batches> rows) {}

    /**
     * Asks for history.
     *
     * @param asset name of the instrument, such as BTC-USD.BITSTAMP
     * @param fromNs rows that were known then or later, bars that begin then or later, epoch ns
     * @param toNs rows that were known before, bars that begin before
     * @param what {@code trades}, {@code quotes} or {@code books} as they were recorded, or a time frame such as 1m or 1d: bars
     *     of that period where they were recorded, else cut from trades, else from shorter bars
     * @throws IllegalArgumentException when there is nothing of the kind
     */
    public Answer query(String asset, long fromNs, long toNs, String what) {
        if (fromNs > toNs) {
            throw new IllegalArgumentException("the time asked for ends at " + Times.format(toNs)
                    + ", before it begins at " + Times.format(fromNs));
        }
        List<Series> all = of(asset);
        String word = what.strip().toLowerCase(Locale.ROOT);
        if (List.of("trades", "quotes", "books").contains(word)) {
            HistoryKind kind = HistoryKind.parse(word);
            Series series = all.stream()
                    .filter(each -> each.kind() == kind)
                    .findFirst()
                    .orElseThrow(() -> nothing(asset, what, all));
            return new Answer(series, series, () -> router.read(series.key(), fromNs, toNs));
        }
        BarSpec spec = BarSpec.parse(what);
        if (spec.kind() != BarKind.TIME) {
            throw new IllegalArgumentException(
                    "history is of trades, quotes, books or a time such as 1m, 4h or 1d, not of " + what);
        }
        return bars(source(asset, what, all, spec.size()), spec.size(), fromNs, toNs);
    }

    private List<Series> of(String asset) {
        List<StorageRouter.Holding> holdings = router.holdings();
        List<Series> found = holdings.stream()
                .map(StorageRouter.Holding::series)
                .filter(series -> series.instrument().name().equals(asset))
                .toList();
        if (found.isEmpty()) {
            String names = holdings.stream()
                    .map(holding -> holding.series().instrument().name())
                    .distinct()
                    .limit(NAMES_SHOWN)
                    .collect(Collectors.joining(", "));
            throw new IllegalArgumentException("there is no history of " + asset
                    + (names.isEmpty() ? ": the store and the journals are empty" : "; there is some of " + names));
        }
        if (found.stream()
                        .map(series -> series.instrument().assetClass())
                        .distinct()
                        .count()
                > 1) {
            throw new IllegalArgumentException(asset + " is the name of instruments of several asset classes");
        }
        return found;
    }

    private static IllegalArgumentException nothing(String asset, String what, List<Series> all) {
        return new IllegalArgumentException("there is no " + what + " of " + asset + "; there is "
                + all.stream()
                        .map(series ->
                                series.timeframe() == null ? series.kind().text() : series.timeframe() + " bars")
                        .collect(Collectors.joining(", ")));
    }

    /** What bars of a period are made of: themselves, trades, or the longest bars that fit into it. */
    private static Series source(String asset, String what, List<Series> all, long periodNs) {
        List<Series> bars = all.stream()
                .filter(each -> each.kind() == HistoryKind.BARS && periodNs % each.periodNs() == 0)
                .sorted(Comparator.comparingLong(Series::periodNs).reversed())
                .toList();
        if (!bars.isEmpty() && bars.getFirst().periodNs() == periodNs) {
            return bars.getFirst();
        }
        return all.stream()
                .filter(each -> each.kind() == HistoryKind.TRADES)
                .findFirst()
                .or(() -> bars.stream().findFirst())
                .orElseThrow(() -> nothing(asset, what, all));
    }

    private Answer bars(Series from, long periodNs, long fromNs, long toNs) {
        Series series = new Series(HistoryKind.BARS, from.instrument(), periodNs);
        Interval begins = new Interval(ceil(fromNs, periodNs), ceil(toNs, periodNs));
        // A bar is known at its end or, with a feed latency, up to a day later.
        long beyondNs = from.kind() == HistoryKind.BARS ? periodNs + Times.DAY_NS : 0;
        long knownToNs = begins.toNs() > Long.MAX_VALUE - beyondNs ? Long.MAX_VALUE : begins.toNs() + beyondNs;
        Interval known = new Interval(begins.fromNs(), knownToNs);
        boolean isSame = from.kind() == HistoryKind.BARS && from.periodNs() == periodNs;
        return new Answer(
                series,
                from,
                () -> isSame
                        ? new BarsBeginning(router.read(from.key(), known.fromNs(), known.toNs()), periodNs, begins)
                        : cut(from, periodNs, known, begins));
    }

    private static long ceil(long tsNs, long periodNs) {
        long floor = Math.floorDiv(tsNs, periodNs);
        boolean isBeyond = tsNs > Long.MAX_VALUE - periodNs || tsNs < Long.MIN_VALUE + periodNs;
        return isBeyond ? tsNs : floor * periodNs == tsNs ? tsNs : (floor + 1) * periodNs;
    }

    private Batches cut(Series from, long periodNs, Interval known, Interval begins) {
        List<Supplier<Batches>> parts = new ArrayList<>();
        for (StorageRouter.Piece piece : router.plan(from.key(), known.fromNs(), known.toNs())) {
            if (piece.tier() == StorageRouter.Tier.COLD) {
                ColdStore.Stored stored = router.cold().find(from.key());
                List<Interval> spans = piece.cover().spans();
                Interval span =
                        new Interval(spans.getFirst().fromNs(), spans.getLast().toNs());
                ColdBars.of(router.cold(), stored, span, periodNs).forEach(bars -> parts.add(() -> bars.get()));
            } else {
                parts.add(() -> new BarMerger(List.of(piece.rows()), from.kind(), from.periodNs(), periodNs, begins));
            }
        }
        return new BarMerger(parts, HistoryKind.BARS, periodNs, periodNs, begins);
    }

    /**
     * Writes an answer as a market journal, which a backtest runs on.
     *
     * @param place folder of the journal; one that is there is replaced
     * @param progress told now and then how many rows are written
     * @return how many rows it holds
     * @throws IllegalArgumentException when there are none
     */
    public static long toJournal(Answer answer, Path place, LongConsumer progress) throws IOException {
        Series series = answer.series();
        try (Batches rows = answer.rows().get()) {
            if (!rows.next()) {
                throw new IllegalArgumentException(
                        "there is nothing of " + series.key().text() + " at that time");
            }
            try (MarketExport export = MarketExport.open(place, series.instrument(), series.periodNs())) {
                write(series, rows, export, progress);
                export.commit(
                        series.key().text(),
                        series.kind().text(),
                        "history of " + answer.from().key().text());
                return export.events();
            }
        }
    }

    /** Writes from the current batch on. */
    private static void write(Series series, Batches rows, MarketExport export, LongConsumer progress) {
        FrameRows frames = new FrameRows();
        long told = 0;
        do {
            ColumnBatch batch = rows.batch();
            for (int row = 0; row < batch.size(); row++) {
                UnsafeBuffer frame = frames.encode(series, batch, row);
                export.append(frame, 0, Event.frameLength(frame, 0));
            }
            if (export.events() - told >= PROGRESS_ROWS) {
                told = export.events();
                progress.accept(told);
            }
        } while (rows.next());
    }

    @Override
    public void close() {
        router.close();
    }
}
