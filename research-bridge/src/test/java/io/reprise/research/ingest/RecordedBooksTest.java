package io.reprise.research.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.reprise.codecs.BarDecoder;
import io.reprise.codecs.Side;
import io.reprise.codecs.TradeDecoder;
import io.reprise.engine.book.BookCounts;
import io.reprise.engine.book.OrderBook;
import io.reprise.engine.domain.Bar;
import io.reprise.engine.domain.BarSpec;
import io.reprise.engine.event.Event;
import io.reprise.engine.feature.BarBuilder;
import io.reprise.engine.fixed.Decimals;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Books that venues recorded, checked by what the venues themselves say. Skipped where the shared data are not. */
@Tag("slow")
final class RecordedBooksTest {
    private static final String HFT = "crypto-l2/hftbacktest/";
    private static final String FEEDS = "crypto-feeds/cryptofeed/";

    @TempDir
    Path folder;

    @BeforeAll
    static void findTheSharedData() {
        assumeTrue(
                Files.exists(SharedFiles.DATA.resolve("MANIFEST.tsv")),
                "the shared data are not there: " + SharedFiles.DATA);
    }

    private ReplayedBook replay(String format, String symbol, boolean hasClock, String... files) {
        return ReplayedBook.of(
                folder.resolve(format + "-" + String.valueOf(symbol).replace('/', '-')),
                format,
                symbol,
                hasClock,
                List.of(files),
                book -> {});
    }

    /** No level is missing, no update is lost, and at no time does a bid meet an ask. */
    private static void assertClean(BookCounts counts) {
        assertTrue(
                counts.isClean(),
                () -> "crossed " + counts.crossed() + ", gaps " + counts.gaps() + ", ghosts " + counts.ghosts()
                        + ", duplicates " + counts.duplicates() + ", unusable " + counts.unusable());
    }

    @ParameterizedTest
    @CsvSource({
        "usdm/btcusdt_20240808.gz,, 6551, 21313, 66089",
        "spot/btcusdt_20240808.gz,, 3451, 9757, 28040",
        "cm/btcusd_perp_20240808.gz,, 0, 0, 0",
        "cm/btcusd_perp_20240808.gz, cm/btcusd_perp_20240809.gz, 0, 0, 0"
    })
    void binanceBooksReplayToTheBestPricesOfTheTicker(
            String first, String second, long depths, long trades, long tickers) {
        String[] files = second == null ? new String[] {HFT + first} : new String[] {HFT + first, HFT + second};
        ReplayedBook book = replay("hftbacktest-binance-book", null, true, files);
        ReplayedBook ticker = replay("hftbacktest-binance-quotes", null, true, files);
        assertClean(book.feed.counts());
        assertEquals(1, book.feed.counts().snapshots());
        assertEquals(ReplayedBook.prices(ticker.lastQuote), ReplayedBook.prices(book.best()));
        if (!first.startsWith("spot")) { // whose updates come each 100 ms, and whose ticker has no time
            assertEquals(ticker.quoteAt(book.feed.tsEventNs()), book.best());
        }
        assertEquals(0, book.lateInit + ticker.lateInit);
        assertEquals(0, book.ingested.rejectedRows() + ticker.ingested.rejectedRows());
        if (depths > 0) {
            assertEquals(depths + trades + 1, book.ingested.acceptedRows());
            assertEquals(trades, book.trades);
            assertEquals(tickers, ticker.quotes);
        }
    }

    @Test
    void everyChecksumOfKrakenIsThatOfTheBook() throws IOException {
        Pattern sum = Pattern.compile("\"c\":\"(\\d+)\".*\"book-1000\",\"([^\"]+)\"\\]$");
        Pattern price = Pattern.compile("\"as\":\\[\\[\"\\d+\\.(\\d+)\".*\"book-1000\",\"([^\"]+)\"\\]$");
        List<String> pairs = new ArrayList<>();
        List<List<Long>> sums = new ArrayList<>();
        List<KrakenChecksum> checks = new ArrayList<>();
        for (String line : lines("KRAKEN.ws.50.0.gz")) {
            Matcher snapshot = price.matcher(line);
            if (snapshot.find()) {
                pairs.add(snapshot.group(2));
                sums.add(new ArrayList<>());
                KrakenChecksum check = new KrakenChecksum();
                check.places(snapshot.group(1).length());
                checks.add(check);
            }
            Matcher update = sum.matcher(line);
            if (update.find()) {
                sums.get(pairs.indexOf(update.group(2))).add(Long.parseLong(update.group(1)));
            }
        }
        long all = 0;
        for (int i = 0; i < pairs.size(); i++) {
            List<Long> ours = new ArrayList<>();
            KrakenChecksum check = checks.get(i);
            ReplayedBook replayed = ReplayedBook.of(
                    folder.resolve("kraken" + i),
                    "cryptofeed-kraken-book",
                    pairs.get(i),
                    false,
                    List.of(FEEDS + "KRAKEN.ws.50.0.gz"),
                    book -> ours.add(check.of(book)));
            assertTrue(sums.get(i).equals(ours.subList(1, ours.size())), pairs.get(i)); // the snapshot has none
            assertClean(replayed.feed.counts());
            assertEquals(0, replayed.ingested.rejectedRows());
            all += ours.size() - 1;
        }
        assertEquals(10, pairs.size());
        assertEquals(4269, all);
    }

    private static List<String> lines(String file) throws IOException {
        Path path = SharedFiles.DATA.resolve(FEEDS + file);
        try (BufferedReader in = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(path)), StandardCharsets.UTF_8))) {
            return in.lines().toList();
        }
    }

    @Test
    void theOrdersOfCmeReplayToTheEndOfTheirDay() {
        ReplayedBook may = replay(
                "dbn-mbo",
                null,
                false,
                "futures-l3/nautilus/orderbooks_mbo_2024-05-08T00-00-00_2024-05-08T00-00-02.dbn.gz");
        assertClean(may.feed.counts());
        assertEquals(0, may.ingested.rejectedRows());
        assertEquals("5214", Decimals.plain(may.feed.book().bestPx(Side.BUY)));
        assertEquals("5214.25", Decimals.plain(may.feed.book().bestPx(Side.SELL)));
    }

    @Test
    void theOpeningSnapshotOfCmeIsWhole() {
        ReplayedBook opening = replay("dbn-mbo", null, false, "futures-l3/nautilus/esh4-glbx-mdp3-20231224.mbo.dbn.gz");
        assertEquals(0, opening.ingested.rejectedRows());
        assertEquals(8725, opening.ingested.acceptedRows());
    }

    @Test
    void theOrdersOfBitstampReplayWithoutAnUnknownOne() {
        ReplayedBook replayed = replay("ob-analytics-orders", null, false, "crypto-l3/ob-analytics/2015-05-01.log.gz");
        assertEquals(5, replayed.ingested.rejectedRows()); // said in the wrong order, at most 13 ms before their making
        assertEquals(
                List.of(12095L, 25075L, 31065L, 35187L, 52960L),
                replayed.ingested.rejects().stream()
                        .map(IngestResult.Reject::line)
                        .toList());
        BookCounts counts = replayed.feed.counts();
        assertEquals(0, counts.ghosts() + counts.duplicates() + counts.unusable());
        assertEquals(575, replayed.trades);
        assertTrue(((OrderBook) replayed.feed.book()).size() > 0);
        // the venue's own word, three lines before the end: "bids": [["235.45", "0.16235931"], … "asks": [["235.71", …
        assertEquals("235.45 / 235.71", ReplayedBook.prices(replayed.best()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"SKL-USD", "BAND-GBP", "YFI-BTC", "DASH-BTC", "NMR-EUR", "CRV-EUR"})
    void coinbaseIsNeverCrossed(String symbol) {
        ReplayedBook replayed = replay("cryptofeed-coinbase-book", symbol, false, FEEDS + "COINBASE.ws.28.0.gz");
        assertClean(replayed.feed.counts());
        assertEquals(0, replayed.ingested.rejectedRows());
    }

    @ParameterizedTest
    @ValueSource(strings = {"XBTUSD", "UNIUSDT", "BCHUSD", "ADAUSDT", "XRPU21"})
    void bitmexReplaysToItsQuotes(String symbol) {
        ReplayedBook book = replay("cryptofeed-bitmex-book", symbol, false, FEEDS + "BITMEX.ws.1.0.gz");
        ReplayedBook quotes = replay("cryptofeed-bitmex-quotes", symbol, false, FEEDS + "BITMEX.ws.1.0.gz");
        assertClean(book.feed.counts());
        assertEquals(0, book.ingested.rejectedRows() + quotes.ingested.rejectedRows());
        assertEquals(quotes.lastQuote, book.best());
    }

    @ParameterizedTest
    @ValueSource(strings = {"ethusd", "xrpeur", "usdteur", "galaeur"})
    void bitstampReplaysFromItsSnapshots(String symbol) {
        ReplayedBook book = replay(
                "cryptofeed-bitstamp-book",
                symbol,
                false,
                FEEDS + "BITSTAMP.http.0.0.gz",
                FEEDS + "BITSTAMP.ws.1.0.gz");
        assertClean(book.feed.counts());
        assertEquals(0, book.ingested.rejectedRows());
        assertTrue(book.feed.counts().updates() > 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"SUSHIUSDT", "AKROUSDT", "KEEPUSDT", "CTKUSDT"})
    void binanceFuturesReplayToTheirTicker(String symbol) {
        String[] files = {FEEDS + "BINANCE_FUTURES.http.0.0.gz", FEEDS + "BINANCE_FUTURES.ws.1.0.gz"};
        ReplayedBook book = replay("cryptofeed-binance-book", symbol, false, files);
        ReplayedBook ticker = replay("cryptofeed-binance-quotes", symbol, false, files);
        assertClean(book.feed.counts());
        assertEquals(0, book.ingested.rejectedRows());
        assertEquals(ticker.quoteAt(book.feed.tsEventNs()), book.best());
    }

    @ParameterizedTest
    @ValueSource(strings = {"dot-nzd", "eth-aud", "matic-usd", "pmgt-nzd"})
    void independentReserveReplaysFromItsSnapshots(String symbol) {
        ReplayedBook book = replay(
                "cryptofeed-independent-reserve-book",
                symbol,
                false,
                FEEDS + "INDEPENDENT_RESERVE.http.0.0.gz",
                FEEDS + "INDEPENDENT_RESERVE.ws.1.0.gz");
        assertClean(book.feed.counts());
    }

    @Test
    void bybitAndHyperliquidAreNeverCrossed() {
        ReplayedBook bybit = replay("bybit-book", null, false, "crypto-l2/nautilus/xrpusdt-ob500.data.zip");
        assertClean(bybit.feed.counts());
        assertEquals(50, bybit.feed.counts().updates());
        ReplayedBook hyperliquid =
                replay("hftbacktest-hyperliquid-book", null, false, HFT + "hyperliquid/btcusd_20250126.gz");
        assertClean(hyperliquid.feed.counts());
        assertEquals(46, hyperliquid.feed.counts().snapshots());
        assertEquals(20, hyperliquid.feed.book().levels(Side.BUY));
        assertFalse(hyperliquid.feed.book().isByOrder());
    }

    @ParameterizedTest
    @CsvSource({
        "lean-equity-tick-quotes, lean/equity/usa/tick/bac/20131007_quote.zip, 238093, 13.8 / 13.86",
        "lean-equity-tick-quotes, lean/equity/usa/tick/ibm/20131007_quote.zip, 46444, 181.98 / 182.62",
        "lean-cfd-tick-quotes, lean/cfd/oanda/tick/xauusd/20140501_quote.zip, 129744, 1284.027 / 1284.354",
        "lean-equity-minute-quotes, lean/equity/usa/minute/spy/20131007_quote.zip, 908, 167.27 / 167.33",
        "lean-equity-second-quotes, lean/equity/usa/second/bac/20131007_quote.zip, 18817, 13.8 / 13.86",
        "lean-crypto-minute-quotes, lean/crypto/coinbase/minute/btcusd/20180404_quote.zip, 1437, 6791.67 / 6791.68",
        "lean-future-minute-quotes, lean/future/comex/minute/gc/20131007_quote.zip!20131007_gc_minute_quote_201312.csv, 1349, 1323.3 / 1323.4",
        "dbn-mbp-1, futures-l3/nautilus/futures_mbp-1_2024-07-01T23-58_2024-07-02T00-02.dbn.gz, 2168, 5529 / 5529.25"
    })
    void quotesAreRead(String format, String file, long count, String last) {
        ReplayedBook quotes = replay(format, null, false, file);
        assertEquals(count + " " + last, quotes.quotes + " " + ReplayedBook.prices(quotes.lastQuote));
        assertEquals(0, quotes.lateInit);
    }

    @Test
    void aQuoteBarThatClosesCrossedIsRejected() {
        ReplayedBook quotes = replay(
                "lean-future-minute-quotes",
                null,
                false,
                "lean/future/comex/minute/gc/20131007_quote.zip!20131007_gc_minute_quote_201310.csv");
        assertEquals(
                List.of("bid 1313 is above ask 1312.9"),
                quotes.ingested.rejects().stream()
                        .map(IngestResult.Reject::reason)
                        .toList());
    }

    /** LEAN's bars of the second are another file of the same day: an independent word on what its ticks mean. */
    @Test
    void theAssembledBestPricesAreThoseOfTheBarsOfTheSecond() {
        ReplayedBook best =
                replay("lean-equity-tick-quotes", null, false, "lean/equity/usa/tick/bac/20131007_quote.zip");
        ReplayedBook seconds =
                replay("lean-equity-second-quotes", null, false, "lean/equity/usa/second/bac/20131007_quote.zip");
        int same = 0;
        int at = 0;
        for (int i = 0; i < seconds.quoteTimes.size(); i++) {
            while (at < best.quoteTimes.size() && best.quoteTimes.get(at) < seconds.quoteTimes.get(i)) {
                at++;
            }
            String ours = at == 0 ? "" : ReplayedBook.prices(best.quoteTexts.get(at - 1));
            same += ours.equals(ReplayedBook.prices(seconds.quoteTexts.get(i))) ? 1 : 0;
        }
        assertEquals(18817, same);
    }

    @Test
    void theTradesOfCmeMakeItsMinuteBars() {
        Map<Long, String> theirs = new TreeMap<>();
        eachEvent(
                "dbn-ohlcv-1m",
                "futures-l3/nautilus/futures_ohlcv-1m_2024-07-01T23-40_2024-07-02T00-10.dbn.gz",
                event -> {
                    if (event.templateId() == BarDecoder.TEMPLATE_ID) {
                        theirs.put(
                                event.tsEventNs(),
                                event.barOpenPx() + " " + event.barHighPx() + " " + event.barLowPx() + " "
                                        + event.barClosePx() + " " + event.barVolume());
                    }
                });
        BarBuilder builder = new BarBuilder(0, BarSpec.parse("1m"));
        Map<Long, String> ours = new TreeMap<>();
        eachEvent(
                "dbn-trades", "futures-l3/nautilus/futures_trades_2024-07-01T23-58_2024-07-02T00-02.dbn.gz", event -> {
                    if (event.templateId() == TradeDecoder.TEMPLATE_ID) {
                        if (builder.isOpen() && builder.endNs() <= event.tsEventNs()) {
                            close(builder, ours);
                        }
                        builder.onTrade(event.tsEventNs(), event.px(), event.qty());
                    }
                });
        close(builder, ours);
        assertEquals(4, ours.size());
        theirs.keySet().retainAll(ours.keySet());
        assertEquals(theirs, ours);
    }

    private static void close(BarBuilder builder, Map<Long, String> bars) {
        builder.onBoundary(builder.endNs());
        Bar bar = builder.bar();
        bars.put(
                bar.endNs(),
                bar.openPx() + " " + bar.highPx() + " " + bar.lowPx() + " " + bar.closePx() + " " + bar.volume());
    }

    private void eachEvent(String format, String file, Consumer<Event> to) {
        Path journal = folder.resolve(format);
        Ingest.run(IngestRequest.of(
                        Formats.named(format),
                        journal,
                        List.of(SharedFiles.DATA.resolve(file).toString()))
                .symbol("ESU4")
                .build());
        Event event = new Event();
        try (MarketJournal.Reader reader = MarketJournal.read(journal)) {
            while (reader.next()) {
                to.accept(event.wrap(reader.buffer(), reader.offset()));
            }
        }
    }
}
