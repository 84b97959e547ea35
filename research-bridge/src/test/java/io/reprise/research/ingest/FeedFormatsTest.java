package io.reprise.research.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Feeds as they were recorded: lines of words and a JSON message, of which the trades are read. */
final class FeedFormatsTest {
    private static final String BINANCE = "hftbacktest-binance-trades";

    @TempDir
    Path folder;

    private Samples samples;

    @BeforeEach
    void makeSamples() {
        samples = new Samples(folder);
    }

    private static String binance(long receivedNs, long ms, String symbol, String px, String qty) {
        return receivedNs + " {\"stream\":\"x@trade\",\"data\":{\"e\":\"trade\",\"E\":1,\"T\":" + ms + ",\"s\":\""
                + symbol + "\",\"t\":7,\"p\":\"" + px + "\",\"q\":\"" + qty + "\",\"m\":true}}";
    }

    @Test
    void readsTradesAndPassesOverOtherMessages() {
        String file = samples.file(
                "a",
                "wss://somewhere <-> 17",
                "5 {\"lastUpdateId\":1,\"bids\":[[\"1\",\"2\"]]}",
                "5 {\"data\":{\"e\":\"depthUpdate\",\"T\":9,\"b\":[[\"1\",\"2\"]]}}",
                binance(2_000_000, 1, "A", "1.5", "0.25"),
                binance(2_000_000, 2, "A", "1.25", "1"));
        IngestResult result = samples.ingest(BINANCE, file);
        assertEquals(List.of("T 2 1000000+1000000 1.5 0.25 SELL 7", "T 3 2000000 1.25 1 SELL 7"), samples.events());
        assertEquals(2, result.rows());
        assertEquals(3, result.otherRows());
        assertEquals(0, result.rejectedRows());
    }

    @Test
    void knowsATradeWhenItWasReceivedButNeverBeforeItHappenedNorBeforeAnEarlierOne() {
        String file = samples.file(
                "a",
                binance(9_000_000, 1, "A", "1", "1"),
                binance(4_000_000, 5, "A", "1", "1"),
                binance(3_000_000, 10, "A", "1", "1"));
        samples.ingest(BINANCE, file);
        assertEquals(
                List.of("T 2 1000000+8000000 1 1 SELL 7", "T 3 5000000+4000000 1 1 SELL 7", "T 4 10000000 1 1 SELL 7"),
                samples.events());
    }

    @Test
    void addsTheFeedLatencyToTheStampOfTheReceiver() {
        samples.ingest(BINANCE, b -> b.feedLatencyNs(500), samples.file("a", binance(2_000_000, 1, "A", "1", "1")));
        assertEquals(List.of("T 2 1000000+1000500 1 1 SELL 7"), samples.events());
    }

    @Test
    void readsOneSymbolOfSeveral() {
        String file = samples.file(
                "a",
                binance(1, 3, "A", "1", "1"),
                binance(1, 2, "B", "2", "0"),
                binance(1, 4, "A", "3", "1"),
                binance(1, 5, "C", "4", "1"));
        String message = assertThrows(IngestException.class, () -> samples.ingest(BINANCE, file))
                .getMessage();
        assertTrue(message.endsWith("has several symbols (A, B, C): choose one with --symbol"), message);
        IngestResult result = samples.ingest(BINANCE, b -> b.symbol("A"), file);
        assertEquals(List.of("T 2 3000000 1 1 SELL 7", "T 3 4000000 3 1 SELL 7"), samples.events());
        assertEquals(2, result.rows());
        assertEquals(2, result.otherRows());
    }

    @Test
    void theSameFileForAnotherSymbolIsRefusedAndAMissingSymbolIsSaid() {
        String file = samples.file("a", binance(1, 3, "A", "1", "1"), binance(1, 4, "B", "1", "1"));
        samples.ingest(BINANCE, b -> b.symbol("A"), file);
        String other = assertThrows(IngestException.class, () -> samples.ingest(BINANCE, b -> b.symbol("B"), file))
                .getMessage();
        assertTrue(other.contains("symbol=A, now ") && other.contains("symbol=B"), other);
        String missing = assertThrows(
                        IngestException.class,
                        () -> samples.ingest(
                                BINANCE, b -> b.symbol("C"), samples.file("b", binance(1, 9, "A", "1", "1"))))
                .getMessage();
        assertTrue(missing.endsWith("has no row of symbol C, but of A"), missing);
    }

    @Test
    void aSymbolCanOnlyBeChosenWhereRowsNameOne() {
        assertThrows(
                IllegalArgumentException.class,
                () -> samples.ingest("bitstamp-trades", b -> b.symbol("A"), samples.file("a", "1,1,1")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "cryptofeed-kraken-trades | 1.5: [9,[[\"2.5\",\"3\",\"1.25\",\"s\",\"l\",\"\"],[\"2\",\"1\",\"1.5\",\"b\",\"m\",\"\"]],\"trade\",\"A/B\"]"
                        + " | T 2 1250000000+250000000 2.5 3 SELL -, T 3 1500000000 2 1 BUY -",
                "cryptofeed-coinbase-trades | 2.5: {\"type\":\"match\",\"trade_id\":4,\"side\":\"sell\",\"size\":\"3\",\"price\":\"0.5\","
                        + "\"product_id\":\"A-B\",\"time\":\"1970-01-01T00:00:02.25Z\"} | T 2 2250000000+250000000 0.5 3 BUY 4",
                "cryptofeed-bitstamp-trades | 3: {\"data\":{\"id\":8,\"amount_str\":\"0.07920000\",\"price_str\":\"3805.44\",\"type\":0,"
                        + "\"microtimestamp\":\"2000001\"},\"channel\":\"live_trades_ab\",\"event\":\"trade\"}"
                        + " | T 2 2000001000+999999000 3805.44 0.0792 BUY 8",
                "cryptofeed-bitmex-trades | 3: {\"table\":\"trade\",\"action\":\"insert\",\"data\":[{\"timestamp\":\"1970-01-01T00:00:01.014Z\","
                        + "\"symbol\":\"A\",\"side\":\"Sell\",\"size\":52,\"price\":17.297}]} | T 2 1014000000+1986000000 17.297 52 SELL -",
                "cryptofeed-binance-trades | 2: {\"stream\":\"a@aggTrade\",\"data\":{\"e\":\"aggTrade\",\"E\":3,\"a\":5,\"s\":\"A\",\"p\":\"1.01\","
                        + "\"q\":\"10\",\"T\":1000,\"m\":false}} | T 2 1000000000+1000000000 1.01 10 BUY 5",
                "hftbacktest-hyperliquid-trades | 2000000000 {\"channel\":\"trades\",\"data\":[{\"coin\":\"A\",\"px\":\"105.0\",\"side\":\"B\","
                        + "\"sz\":\"0.002\",\"tid\":12,\"time\":1000}]} | T 2 1000000000+1000000000 105 0.002 BUY 12",
                "ob-analytics-trades | 1430438404645 trade {\"price\": 236.47, \"amount\": 1.7885566900000001, \"id\": 8}"
                        + " | T 2 1430438404645000000 236.47 1.78855669 NONE 8"
            })
    void readsTheFeedsOfVenues(String format, String line, String events) {
        samples.ingest(format, samples.file("a", line));
        assertEquals(events, String.join(", ", samples.events()));
    }

    @Test
    void whatIsBrokenInALineIsRejectedWithTheLineAsItIs() throws IOException {
        String file = samples.file(
                "a",
                "1 trade {\"price\": 1, \"amount\": 2}",
                "2 trade {\"price\": 1, \"amount\": 2",
                "3 trade {\"price\": 1}",
                "4 order {\"price\": 1",
                "5 trade {\"price\": 1, \"amount\": 2} {}",
                "6 trade 7",
                "x trade {\"price\": 1, \"amount\": 2}",
                "",
                "7 trade {\"price\": null, \"amount\": 2}");
        IngestResult result = samples.ingest("ob-analytics-trades", file);
        assertEquals(List.of("T 2 1000000 1 2 NONE -"), samples.events());
        assertEquals(2, result.otherRows());
        assertEquals(
                List.of(
                        "2 message is not JSON: Unexpected end-of-input: expected close marker for Object",
                        "3 row has no qty",
                        "5 message is not JSON: there is more behind the message",
                        "7 time 'x' is not understood",
                        "9 row has no price"),
                result.rejects().stream().map(r -> r.line() + " " + r.reason()).toList());
        assertEquals("3 trade {\"price\": 1}", result.rejects().get(1).text());
    }

    @Test
    void readsAFeedFromItsEnd() {
        String file = samples.file(
                "a", "2 trade {\"price\": 2, \"amount\": 2, \"id\": 9}", "1 trade {\"price\": 1, \"amount\": 1}");
        samples.ingest("ob-analytics-trades", b -> b.newestFirst(true), file);
        assertEquals(List.of("T 2 1000000 1 1 NONE -", "T 3 2000000 2 2 NONE 9"), samples.events());
    }

    @Test
    void aLineMayBeLongAndAVeryLongOneIsRejected() {
        String padding = "x".repeat(60_000);
        String snapshot = "\"" + padding + "\",";
        samples.ingest(
                "ob-analytics-trades",
                samples.file(
                        "a",
                        "1 trade {\"a\": [" + snapshot.repeat(20) + "1], \"price\": 1, \"amount\": 2}",
                        "2 trade {\"price\": 1, \"amount\": 2, \"z\": \"" + "x".repeat(JsonLineRows.LINE_BYTES_MAX)
                                + "\"}",
                        "3 trade {\"price\": 1, \"amount\": 2}"));
        assertEquals(List.of("T 2 1000000 1 2 NONE -", "T 3 3000000 1 2 NONE -"), samples.events());
    }

    @Test
    void aFileWithOtherMessagesOnlyIsRefused() {
        String file = samples.file("a", "1 order {}", "2 order {}");
        String message = assertThrows(IngestException.class, () -> samples.ingest("ob-analytics-trades", file))
                .getMessage();
        assertTrue(message.endsWith("has no rows of format ob-analytics-trades, but 2 of other kinds"), message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "text = csv\\nwhere.a = b | where.a is for text = json-lines only",
                "text = json-lines\\nwhere.a = | where.a must be one or more words",
                "text = json-lines\\nwhere.a..b = c | the path 'a..b' must be one to 16 keys or positions with dots between",
                "text = json-lines\\ncolumn.received = r | received and column.received go together",
                "text = json-lines\\nreceived = epoch-s | received and column.received go together",
                "text = json-lines\\nreceived = noon\\ncolumn.received = r | time pattern 'noon' must have y, M and d"
            })
    void refusesDescriptorsThatMakeNoSense(String keys, String reason) {
        String text = "name = x\nkind = trades\ntime = epoch-s\ncolumn.time = t\ncolumn.price = p\ncolumn.qty = q\n"
                + keys.replace("\\n", "\n");
        String message = assertThrows(IngestException.class, () -> FormatFile.read(new StringReader(text), "x"))
                .getMessage();
        assertTrue(message.contains(reason), message);
    }
}
