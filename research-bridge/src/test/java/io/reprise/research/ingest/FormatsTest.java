package io.reprise.research.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class FormatsTest {
    @TempDir
    Path folder;

    private Samples samples;

    @BeforeEach
    void makeSamples() {
        samples = new Samples(folder);
    }

    @Test
    void indexNamesEachDescriptorFileAndNamesAreUnique() throws IOException {
        Path files = Path.of("src/main/resources/io/reprise/research/ingest/formats");
        Set<String> inFolder;
        try (Stream<Path> all = Files.list(files)) {
            inFolder = all.map(f -> f.getFileName().toString())
                    .filter(n -> n.endsWith(".properties"))
                    .map(n -> n.replace(".properties", ""))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
        List<String> names = Formats.builtIn().stream().map(Format::name).toList();
        assertEquals(inFolder, new TreeSet<>(names));
        List<String> all = Formats.builtIn().stream()
                .flatMap(f -> Stream.concat(Stream.of(f.name()), f.aliases().stream()))
                .toList();
        assertEquals(all.size(), Set.copyOf(all).size());
        assertTrue(Formats.builtIn().stream().noneMatch(f -> f.description().isEmpty()));
    }

    @Test
    void readsBitstampTradesWithAHeader() {
        String file = samples.file(
                "a.csv", "timestamp,price,amount", "1385337600,800.010000000000,0.1", "1385337613,800.05,2");
        samples.ingest("bitstamp-trades", b -> b.increments(1_000_000, 10_000), file);
        assertEquals(
                List.of(
                        "I 1 1385337600000000000 X-USD.TEST CRYPTO 0.01 0.0001 USD 01",
                        "T 2 1385337600000000000 800.01 0.1 NONE -",
                        "T 3 1385337613000000000 800.05 2 NONE -"),
                samples.frames());
    }

    @Test
    void readsBitstampTradesWithoutAHeaderUnderItsAlias() {
        samples.ingest("bitstamp-csv", samples.file("a.csv", "1315922016,5.800000000000,1.000000000000"));
        assertEquals(List.of("T 2 1315922016000000000 5.8 1 NONE -"), samples.events());
    }

    @Test
    void findsColumnsByTheirNamesWhereverTheyAre() {
        samples.ingest("bitstamp-trades", samples.file("a.csv", "amount,timestamp,price", "3,1385337600,800"));
        assertEquals(List.of("T 2 1385337600000000000 800 3 NONE -"), samples.events());
    }

    @Test
    void readsBinanceTradesInMsAndUs() {
        samples.ingest(
                "binance-trades",
                samples.file(
                        "a.csv",
                        "7,100.5,0.25,25.125,1500000000123,True,True",
                        "8,100.6,0.5,50.3,1735689600000001,false,true"));
        assertEquals(
                List.of("T 2 1500000000123000000 100.5 0.25 SELL 7", "T 3 1735689600000001000 100.6 0.5 BUY 8"),
                samples.events());
    }

    @Test
    void readsBinanceAggregateTradesWithAHeader() {
        samples.ingest(
                "binance-aggtrades",
                samples.file(
                        "a.csv",
                        "agg_trade_id,price,quantity,first_trade_id,last_trade_id,transact_time,is_buyer_maker",
                        "9,100.5,0.25,1,2,1500000000123,true"));
        assertEquals(List.of("T 2 1500000000123000000 100.5 0.25 SELL 9"), samples.events());
    }

    @Test
    void readsBinanceKlines() {
        samples.ingest(
                "binance-klines",
                samples.file(
                        "a.csv",
                        "1500000000000,1,4,0.5,2,10.5,1500000059999,20,33,1,1,0",
                        "1500000060000,2,4,0.5,2,11,1500000119999,20,34,1,1,0",
                        "1735689600000000,2,4,0.5,2,12,1735689659999999,20,35,1,1,0"));
        assertEquals(
                List.of(
                        "B 2 1500000060000000000 1m 1 4 0.5 2 10.5 33",
                        "B 3 1500000120000000000 1m 2 4 0.5 2 11 34",
                        "B 4 1735689660000000000 1m 2 4 0.5 2 12 35"),
                samples.events());
    }

    @Test
    void readsFreqtradeBarsKeepingNumbersAsText() {
        samples.ingest(
                "freqtrade-ohlcv-json",
                samples.file(
                        "a.json",
                        "[[1515560100000, 5.33e-05, 5.33e-05, 5.288e-05, 5.29e-05, 431401.97869504],",
                        " [1515560400000, 0.1, 0.30000000000000004, 0.1, 0.3, 0]]"));
        assertEquals(
                List.of(
                        "B 2 1515560400000000000 5m 0.0000533 0.0000533 0.00005288 0.0000529 431401.97869504 0",
                        "B 3 1515560700000000000 5m 0.1 0.3 0.1 0.3 0 0"),
                samples.events());
    }

    @Test
    void readsFreqtradeTrades() {
        samples.ingest(
                "freqtrade-trades-json",
                samples.file(
                        "a.json",
                        "[[1570752011620,\"13519807\",null,\"sell\",0.00141342,23.0,0.03250866],",
                        "[1570752011620,\"x\",null,\"buy\",0.00141342,23.0,0.03250866]]"));
        assertEquals(
                List.of(
                        "T 2 1570752011620000000 0.00141342 23 SELL 13519807",
                        "T 3 1570752011620000000 0.00141342 23 BUY -"),
                samples.events());
    }

    @Test
    void readsCoinbaseCandlesUnderTheirKey() {
        samples.ingest(
                "ta4j-candles-json",
                samples.file(
                        "a.json",
                        "{\"other\": [[1]], \"candles\":"
                                + " [{\"start\":\"1463544000\",\"low\":\"1\",\"high\":\"4\",\"open\":\"2\",",
                        "\"close\":\"3\",\"volume\":\"5.5\"},{\"volume\":\"6\",\"start\":\"1463558400\",\"low\":\"1\",",
                        "\"high\":\"4\",\"open\":\"2\",\"close\":\"3\"}], \"more\": {}}"));
        assertEquals(
                List.of("B 2 1463558400000000000 4h 2 4 1 3 5.5 0", "B 3 1463572800000000000 4h 2 4 1 3 6 0"),
                samples.events());
    }

    @Test
    void readsTa4jBarsStampedAtTheirLastMillisecond() {
        samples.ingest(
                "ta4j-ohlc-json",
                samples.file(
                        "a.json",
                        "{\"name\":\"x\",\"ohlc\":[",
                        "{\"endTime\":1678730699999,\"openPrice\":2,\"highPrice\":4,\"lowPrice\":1,\"closePrice\":3,\"volume\":5},",
                        "{\"endTime\":1678730999999,\"openPrice\":2,\"highPrice\":4,\"lowPrice\":1,\"closePrice\":3,\"volume\":6}]}"));
        assertEquals(
                List.of("B 2 1678730700000000000 5m 2 4 1 3 5 0", "B 3 1678731000000000000 5m 2 4 1 3 6 0"),
                samples.events());
    }

    @Test
    void readsWikiFilesFromTheirEnd() {
        samples.ingest(
                "wiki-csv",
                samples.file(
                        "a.csv",
                        "Date,Open,High,Low,Close,Volume,Ex-Dividend,Split Ratio,Adj. Open,Adj. High",
                        "2011-12-30,403.51,406.28,403.49,405.0,6416500.0,0.0,1.0,52.06,52.4",
                        "2011-12-29,403.4,405.65,400.51,405.12,7713500.0,0.0,1.0,52.05,52.3"));
        assertEquals(
                List.of(
                        "B 2 1325203200000000000 1d 403.4 405.65 400.51 405.12 7713500 0",
                        "B 3 1325289600000000000 1d 403.51 406.28 403.49 405 6416500 0"),
                samples.events());
    }

    @Test
    void readsNinjaTraderMinutes() {
        samples.ingest(
                "nt-csv",
                samples.file(
                        "a.csv",
                        "20110103 090100;126.35;126.39;126.35;126.39;1579",
                        "20110103 090200;126;127;126;127;3"));
        assertEquals(
                List.of(
                        "B 2 1294045260000000000 1m 126.35 126.39 126.35 126.39 1579 0",
                        "B 3 1294045320000000000 1m 126 127 126 127 3 0"),
                samples.events());
    }

    @Test
    void readsLeanEquityBarsInNewYorkTimeAndTenThousandths() {
        samples.ingest(
                "lean-equity-daily",
                samples.zip("aapl.zip", "aapl.csv", "19980102 00:00,136300,162500,135000,162500,6315000\n"));
        assertEquals(List.of("B 2 883803600000000000 1d 13.63 16.25 13.5 16.25 6315000 0"), samples.events());
    }

    @Test
    void readsLeanEquityIntradayWithTheDayOfTheEntryName() {
        samples.ingest(
                "lean-equity-minute",
                samples.zip(
                        "20131007_trade.zip",
                        "20131007_spy_minute_trade.csv",
                        "14400000,1674100,1674100,1672500,1672700,3197"));
        assertEquals(List.of("B 2 1381132860000000000 1m 167.41 167.41 167.25 167.27 3197 0"), samples.events());
    }

    @Test
    void readsLeanEquityTicks() {
        samples.ingest(
                "lean-equity-tick-trades",
                samples.zip("20131007_trade.zip", "20131007_spy_Trade_Tick.csv", "14400464,1674100,100,P,20002000,0"));
        assertEquals(List.of("T 2 1381132800464000000 167.41 100 NONE -"), samples.events());
    }

    @ParameterizedTest
    @ValueSource(strings = {"lean-crypto-hour", "lean-cryptofuture-hour", "lean-future-hour"})
    void readsLeanHoursInUtc(String format) {
        samples.ingest(
                format, samples.file("btcusdt.csv", "20180501 01:00,9246.01,9248.99,8934.44,8955.01,5263.799551"));
        assertEquals(
                List.of("B 2 1525140000000000000 1h 9246.01 9248.99 8934.44 8955.01 5263.799551 0"), samples.events());
    }

    @Test
    void readsLeanFutureTicks() {
        samples.ingest("lean-future-tick-trades", samples.file("20131007_gc.csv", "4933381,1313.8,1,usa,,0"));
        assertEquals(List.of("T 2 1381108933381000000 1313.8 1 NONE -"), samples.events());
    }

    @ParameterizedTest
    @ValueSource(strings = {"lean-cfd-daily", "lean-forex-daily"})
    void readsTheBidSideOfLeanQuoteBarsWithoutVolume(String format) {
        samples.ingest(
                format,
                samples.file("xauusd.csv", "20060320 00:00,552.8,556.2,549.8,553.8,0,555.3,557.5,550.3,554.9,0"));
        assertTrue(samples.frames().getFirst().endsWith(" 00"));
        assertEquals(List.of("B 2 1142899200000000000 1d 552.8 556.2 549.8 553.8 - 0"), samples.events());
    }

    @Test
    void refusesQuoteFilesAsTradeBarsByTheirName() {
        String file = samples.file("20131007_quote.csv", "0,1,1,1,1,1");
        IngestException refused = assertThrows(IngestException.class, () -> samples.ingest("lean-equity-minute", file));
        assertTrue(refused.getMessage().contains("_quote"), refused.getMessage());
    }

    @Test
    void refusesMidnightTimesOfAFileWithoutADay() {
        String file = samples.file("spy.csv", "0,1,1,1,1,1");
        IngestException refused = assertThrows(IngestException.class, () -> samples.ingest("lean-equity-minute", file));
        assertTrue(refused.getMessage().contains("yyyyMMdd"), refused.getMessage());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Timestamp,Open,High,Low,Close,Volume|2021-12-31 23:01:00.000000,1,4,0.5,2,7",
                "date;open;high;low;close;volume|2021-12-31T23:01:00Z;1;4;0.5;2;7",
                "Open\tHigh\tLow\tClose\tVol\tTime|1\t4\t0.5\t2\t7\t2021-12-31 23:01:00+00:00",
                "1640991660,1,4,0.5,2,7|",
                "1640991660000,1,4,0.5,2,7|",
                "\"Date\",\"Open\",\"High\",\"Low\",\"Close\",\"Volume\"|\"2022-01-01"
                        + " 00:01:00+01:00\",\"1\",\"4\",\"0.5\",\"2\",\"7\"",
                "20211231 230100;1;4;0.5;2;7|",
                "<DATE>,<OPEN>,<HIGH>,<LOW>,<CLOSE>,<VOL>|20211231 23:01,1,4,0.5,2,7",
                "timestamp_utc,open,high,low,close,volume|2021.12.31 23:01,1,4,0.5,2,7"
            })
    void findsHeaderSeparatorAndTimeOfPlainBars(String lines) {
        samples.ingest("ohlcv-csv", b -> b.barPeriodNs(60_000_000_000L), samples.file("a.csv", lines.split("\\|")));
        assertEquals(List.of("B 2 1640991720000000000 1m 1 4 0.5 2 7 0"), samples.events());
    }

    @Test
    void takesStampZoneAndVolumeFromTheRequest() {
        samples.ingest(
                "ohlcv-csv",
                b -> b.stamp(Format.Stamp.END)
                        .zone(ZoneId.of("America/New_York"))
                        .hasVolume(false)
                        .feedLatencyNs(5_000_000),
                samples.file(
                        "a.csv",
                        "time,open,high,low,close,volume",
                        "2022-01-03 09:31,1,4,0.5,2,x",
                        "2022-01-03 09:32,1,4,0.5,2,x"));
        assertEquals(
                List.of(
                        "I 1 1641220260000000000+5000000 X-USD.TEST CRYPTO 0.00000001 0.00000001 USD 00",
                        "B 2 1641220260000000000+5000000 1m 1 4 0.5 2 - 0",
                        "B 3 1641220320000000000+5000000 1m 1 4 0.5 2 - 0"),
                samples.frames());
    }

    @Test
    void barsWithoutAVolumeColumnHaveNoVolume() {
        samples.ingest(
                "ohlcv-csv",
                samples.file("a.csv", "date,open,high,low,close", "2022-01-03,1,4,0.5,2", "2022-01-04,1,4,0.5,2"));
        assertTrue(samples.frames().getFirst().endsWith(" 00"));
        assertEquals(
                "B 2 1641254400000000000 1d 1 4 0.5 2 - 0", samples.events().getFirst());
    }

    @Test
    void readsAFormatOfOnesOwn() {
        String descriptor = samples.file(
                "mine.properties",
                "name = mine",
                "kind = trades",
                "separator = |",
                "header = no",
                "skip-lines = 1",
                "column.time = 2",
                "column.price = 1",
                "column.qty = 4",
                "column.side = 3",
                "side.buy = b",
                "side.sell = s",
                "time = d/M/yyyy HH:mm:ss[.n]",
                "zone = Europe/Zurich",
                "order = newest-first",
                "price-divisor = 100");
        String file = samples.file("a.txt", "made by hand", "150|2/1/2022 00:00:01.5|B|3", "149|1/1/2022 00:00:00|S|2");
        Ingest.run(IngestRequest.of(Formats.fromFile(Path.of(descriptor)), samples.journal(), List.of(file))
                .build());
        assertEquals(
                List.of("T 2 1640991600000000000 1.49 2 SELL -", "T 3 1641078001500000000 1.5 3 BUY -"),
                samples.events());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "kind = ticks",
                "time = hh:mm",
                "time = yyyy-MM-dd[",
                "zone = Mars",
                "separator = ab",
                "column.price = 0",
                "column.price =",
                "price-divisor = 3",
                "colour = red",
                "order = random",
                "volume = some",
                "bar = 100t",
                "skip-lines = -1"
            })
    void refusesABadDescriptorNamingTheKey(String line) {
        String good = "name=n\nkind=trades\ncolumn.time=1\ncolumn.price=2\ncolumn.qty=3\ntime=epoch-s\n";
        IngestException refused = assertThrows(
                IngestException.class, () -> FormatFile.read(new StringReader(good + line + "\n"), "f.properties"));
        assertTrue(refused.getMessage().contains("f.properties"), refused.getMessage());
        String key = line.substring(0, line.indexOf(' '));
        assertTrue(refused.getMessage().contains(key), refused.getMessage());
    }
}
