package io.reprise.research.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.reprise.engine.domain.Bar;
import io.reprise.engine.domain.BarSpec;
import io.reprise.engine.feature.BarBuilder;
import io.reprise.research.ingest.Formats;
import io.reprise.research.ingest.Ingest;
import io.reprise.research.ingest.IngestRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bars that DuckDB cuts are those of the engine's bar builder, wherever the rows lie. */
@Tag("slow")
class HistoricalBarsTest {
    private static final Path SHARED = Path.of("../../shared/data");

    @TempDir
    Path folder;

    private Path journals() {
        return folder.resolve("journals");
    }

    private HistoricalDataStore open() {
        return HistoricalDataStore.open(folder.resolve("store"), List.of(journals()));
    }

    /** As the engine does: a bar is closed at its end, before whatever comes then or later. */
    private static List<long[]> built(List<long[]> trades, String timeframe, long fromNs, long toNs) {
        BarBuilder builder = new BarBuilder(0, BarSpec.parse(timeframe));
        List<long[]> bars = new ArrayList<>();
        for (long[] trade : trades) {
            if (builder.isOpen() && trade[1] >= builder.endNs()) {
                close(builder, bars);
            }
            builder.onTrade(trade[1], trade[4], trade[5]);
        }
        if (builder.isOpen()) {
            close(builder, bars);
        }
        long period = BarSpec.parse(timeframe).size();
        return bars.stream()
                .filter(bar -> bar[0] - period >= fromNs && bar[0] - period < toNs)
                .toList();
    }

    private static void close(BarBuilder builder, List<long[]> bars) {
        builder.onBoundary(builder.endNs());
        Bar bar = builder.bar();
        bars.add(new long[] {
            bar.endNs(),
            bar.endNs(),
            0,
            bar.openPx(),
            bar.highPx(),
            bar.lowPx(),
            bar.closePx(),
            bar.volume(),
            bar.tradeCount()
        });
    }

    @ParameterizedTest
    @CsvSource({
        "bitstamp-trades, crypto-trades/pyalgotrade/bitstampUSD.csv.gz, 2012-02-10",
        "freqtrade-trades-json, crypto-trades/freqtrade/XRP_ETH-trades.json.gz, 2019-10-12T07:11:13",
        "lean-equity-tick-trades, lean/equity/usa/tick/bac/20131007_trade.zip, 2013-10-07T15:00:01"
    })
    void realTrades(String format, String file, String seam) throws IOException {
        Path source = SHARED.resolve(file);
        assumeTrue(Files.exists(source), source + " is not there");
        Ingest.run(IngestRequest.of(Formats.named(format), journals().resolve("a"), List.of(source.toString()))
                .instrument("X.TEST")
                .build());
        List<long[]> trades;
        try (HistoricalDataStore history = open()) {
            trades = MadeHistory.read(history.query("X.TEST", Long.MIN_VALUE, Long.MAX_VALUE, "trades")
                    .rows()
                    .get());
        }
        assertFalse(trades.isEmpty());
        check(trades);
        Archive.run(
                folder.resolve("store"),
                List.of(journals()),
                new Archive.Options(io.reprise.engine.time.Times.parse(seam), true, false),
                _ -> {});
        check(trades);
        Archive.run(
                folder.resolve("store"),
                List.of(journals()),
                new Archive.Options(Long.MAX_VALUE, true, false),
                _ -> {});
        check(trades);
    }

    private void check(List<long[]> trades) {
        long middle = (trades.getFirst()[1] + trades.getLast()[1]) / 2;
        try (HistoricalDataStore history = open()) {
            for (String timeframe : List.of("1s", "1m", "7m", "1h", "1d", "7d", "60d")) {
                for (long from : new long[] {Long.MIN_VALUE, middle}) {
                    HistoricalDataStore.Answer answer = history.query("X.TEST", from, Long.MAX_VALUE, timeframe);
                    assertEquals(HistoryKind.TRADES, answer.from().kind());
                    assertNull(
                            MadeHistory.difference(
                                    built(trades, timeframe, from, Long.MAX_VALUE),
                                    MadeHistory.read(answer.rows().get())),
                            timeframe + " bars from " + from);
                }
            }
        }
    }

    /** Longer bars of recorded shorter ones, over several files and a seam, against sums made one by one. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void shorterBars(long seed) throws IOException {
        Random random = new Random(seed);
        Series minutes = MadeHistory.series(HistoryKind.BARS);
        List<long[]> bars = new ArrayList<>();
        long end = Math.floorDiv(MadeHistory.START_NS, minutes.periodNs()) * minutes.periodNs();
        for (int i = 0; i < 3_000; i++) {
            end += minutes.periodNs() * (random.nextInt(20) == 0 ? 1 + random.nextInt(90) : 1);
            long low = 1 + random.nextLong(1_000_000);
            long high = low + random.nextLong(1_000);
            long open = low + random.nextLong(high - low + 1);
            long close = low + random.nextLong(high - low + 1);
            long volume = random.nextInt(50) == 0 ? -1 : random.nextLong(1_000_000);
            bars.add(new long[] {end, end, 0, open, high, low, close, volume, random.nextInt(50)});
        }
        MadeHistory.journal(journals().resolve("a"), minutes, bars);
        try (ColdWriter writer = ColdWriter.open(ColdStore.open(folder.resolve("store")), 400)) {
            List<long[]> old = bars.subList(0, 1_700);
            writer.append(minutes, MadeHistory.batches(old, random), "a test");
        }
        try (HistoricalDataStore history = open()) {
            for (String timeframe : List.of("5m", "1h", "1d")) {
                long period = BarSpec.parse(timeframe).size();
                long from = bars.get(500)[0];
                assertNull(MadeHistory.difference(
                        joined(bars, minutes.periodNs(), period, from),
                        MadeHistory.read(history.query(MadeHistory.INSTRUMENT.name(), from, Long.MAX_VALUE, timeframe)
                                .rows()
                                .get())));
            }
            assertNull(MadeHistory.difference(
                    bars,
                    MadeHistory.read(history.query(MadeHistory.INSTRUMENT.name(), Long.MIN_VALUE, Long.MAX_VALUE, "1m")
                            .rows()
                            .get())));
        }
    }

    private static List<long[]> joined(List<long[]> bars, long piece, long period, long fromNs) {
        List<long[]> joined = new ArrayList<>();
        for (long[] bar : bars) {
            long start = Math.floorDiv(bar[0] - piece, period) * period;
            if (start < fromNs) {
                continue;
            }
            long[] last = joined.isEmpty() ? null : joined.getLast();
            if (last == null || last[0] != start + period) {
                long[] opened = bar.clone();
                opened[0] = start + period;
                opened[1] = start + period;
                joined.add(opened);
            } else {
                last[4] = Math.max(last[4], bar[4]);
                last[5] = Math.min(last[5], bar[5]);
                last[6] = bar[6];
                last[7] = last[7] < 0 || bar[7] < 0 ? -1 : last[7] + bar[7];
                last[8] += bar[8];
            }
        }
        return joined;
    }

    @Test
    void saysWhatThereIs() throws IOException {
        MadeHistory.journal(
                journals().resolve("a"),
                MadeHistory.series(HistoryKind.QUOTES),
                MadeHistory.rows(HistoryKind.QUOTES, new Random(1), 10, MadeHistory.START_NS, 1_000));
        try (HistoricalDataStore history = open()) {
            assertEquals(
                    "there is no history of BTC; there is some of A/B-USD.TEST",
                    sentence(() -> history.query("BTC", 0, 1, "trades")));
            assertEquals(
                    "there is no 1m of A/B-USD.TEST; there is quotes",
                    sentence(() -> history.query("A/B-USD.TEST", 0, 1, "1m")));
            assertEquals(
                    "history is of trades, quotes, books or a time such as 1m, 4h or 1d, not of 100t",
                    sentence(() -> history.query("A/B-USD.TEST", 0, 1, "100t")));
        }
    }

    private static String sentence(org.junit.jupiter.api.function.Executable asked) {
        return org.junit.jupiter.api.Assertions.assertThrows(IllegalArgumentException.class, asked)
                .getMessage();
    }
}
