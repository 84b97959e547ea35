package io.reprise.research.workspace;

import io.reprise.engine.fixed.Decimals;
import io.reprise.engine.time.Times;
import io.reprise.research.history.Batches;
import io.reprise.research.history.ColumnBatch;
import io.reprise.research.history.HistoricalDataStore;
import io.reprise.research.history.HistoryKind;
import io.reprise.research.history.StorageRouter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The workspace's history by instrument, wherever it lies: in the cold store, in market journals, in both. Safe from any thread. */
public final class MarketHistory {
    private static final int OPEN = HistoryKind.BARS.column("open_px");

    private final Workspace workspace;
    private final Path store;
    private final HistoricalDataStore.Journals journals;

    public MarketHistory(Workspace workspace) {
        this.workspace = workspace;
        store = workspace.root().resolve(Workspace.STORE);
        journals = new HistoricalDataStore.Journals(List.of(workspace.root().resolve(Workspace.JOURNALS)));
    }

    /**
     * A history of an instrument.
     *
     * @param assetClass such as crypto
     * @param kind trades, quotes, books or bars
     * @param bar of its bars, such as 1m; null for all else
     * @param rows in store and journals together
     * @param from when the first was known, ISO-8601 UTC
     * @param to when the last was known
     * @param storeRows of these, in the cold store
     * @param storeFiles of the store
     * @param storeBytes of them
     * @param journals ids of the market journals in which it lies too
     */
    public record Held(
            String instrument,
            String assetClass,
            String kind,
            String bar,
            long rows,
            String from,
            String to,
            long storeRows,
            long storeFiles,
            long storeBytes,
            List<String> journals) {
        public Held {
            journals = List.copyOf(journals);
        }
    }

    /** All there is, by asset class and instrument. */
    public synchronized List<Held> all() {
        try (HistoricalDataStore history = HistoricalDataStore.open(store, journals)) {
            return history.router().holdings().stream().map(this::held).toList();
        }
    }

    private Held held(StorageRouter.Holding holding) {
        return new Held(
                holding.series().instrument().name(),
                holding.series().instrument().assetClass().name().toLowerCase(Locale.ROOT),
                holding.series().kind().text(),
                holding.series().timeframe(),
                holding.rows(),
                Times.format(holding.firstTsInitNs()),
                Times.format(holding.lastTsInitNs()),
                holding.coldRows(),
                holding.coldFiles(),
                holding.coldBytes(),
                holding.journals().stream().map(workspace::id).toList());
    }

    /**
     * Reads candles of an instrument.
     *
     * @param timeframe such as 1m, 4h or 1d
     * @param fromNs the first begins then or later, epoch ns
     * @param toNs all begin before
     */
    public synchronized MarketCandles.Candles candles(
            String instrument, String timeframe, long fromNs, long toNs, int limit) {
        if (limit < 1 || limit > MarketCandles.LIMIT_MAX) {
            throw new IllegalArgumentException("a page has 1 to " + MarketCandles.LIMIT_MAX + " candles");
        }
        try (HistoricalDataStore history = HistoricalDataStore.open(store, journals)) {
            HistoricalDataStore.Answer answer = history.query(instrument, fromNs, Math.max(fromNs, toNs), timeframe);
            if (answer.series().kind() != HistoryKind.BARS) {
                throw new IllegalArgumentException("a time frame is a time, such as 1m, 4h or 1d, not " + timeframe);
            }
            try (Batches bars = answer.rows().get()) {
                return page(bars, answer.series().periodNs(), limit);
            }
        }
    }

    private static MarketCandles.Candles page(Batches bars, long periodNs, int limit) {
        List<Map<String, Object>> items = new ArrayList<>();
        while (bars.next()) {
            ColumnBatch batch = bars.batch();
            for (int row = 0; row < batch.size(); row++) {
                String time = Times.format(batch.get(row, 0) - periodNs);
                if (items.size() == limit) {
                    return new MarketCandles.Candles(List.copyOf(items), time);
                }
                items.add(candle(batch, row, time));
            }
        }
        return new MarketCandles.Candles(List.copyOf(items), null);
    }

    private static Map<String, Object> candle(ColumnBatch bars, int row, String time) {
        long volume = bars.get(row, OPEN + 4);
        Map<String, Object> candle = new LinkedHashMap<>();
        candle.put("time", time);
        candle.put("open", Decimals.plain(bars.get(row, OPEN)));
        candle.put("high", Decimals.plain(bars.get(row, OPEN + 1)));
        candle.put("low", Decimals.plain(bars.get(row, OPEN + 2)));
        candle.put("close", Decimals.plain(bars.get(row, OPEN + 3)));
        candle.put("volume", volume < 0 ? null : Decimals.plain(volume));
        return candle;
    }
}
