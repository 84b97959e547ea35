package io.reprise.research.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

final class IngestTest {
    private static final String BITSTAMP = "bitstamp-trades";

    @TempDir
    Path folder;

    private Samples samples;

    @BeforeEach
    void makeSamples() {
        samples = new Samples(folder);
    }

    @Test
    void rejectsRowsByRuleFourAndKeepsThem() throws IOException {
        IngestResult result = samples.ingest(
                BITSTAMP,
                samples.file(
                        "a.csv",
                        "timestamp,price,amount",
                        "100,1,1",
                        "100,1,1",
                        "99,1,1",
                        "101,x,1",
                        "101,0,1",
                        "101,1,-1",
                        "101,1",
                        "",
                        "101,1,1,more",
                        "1e30,1,1",
                        "soon,\"a,b\",1",
                        "102,1e400,1",
                        "102,1,",
                        "102,1.000000005,0.000000005",
                        "102,1.000000015,0.000000006",
                        "",
                        ""));
        assertEquals(15, result.rows());
        assertEquals(4, result.acceptedRows());
        assertEquals(
                List.of(
                        "T 2 100000000000 1 1 NONE -",
                        "T 3 100000000000 1 1 NONE -",
                        "T 4 101000000000 1 1 NONE -",
                        "T 5 102000000000 1.00000002 0.00000001 NONE -"),
                samples.events());
        assertEquals(
                List.of(
                        "4 time is before that of the last accepted row",
                        "5 price: 'x' is not a decimal number",
                        "6 price 0 is not above 0",
                        "7 quantity -1 is not above 0",
                        "8 row has 2 cells, qty is cell 3",
                        "9 row is empty",
                        "11 time '1e30' is not between 1677-09-21 and 2262-04-11",
                        "12 time 'soon' is not understood",
                        "13 price: '1e400' is too large: at most 92233720368.54775807 fits",
                        "14 qty: a decimal number is needed where the text is empty"),
                result.rejects().stream().map(r -> r.line() + " " + r.reason()).toList());
        List<String> kept = Files.readAllLines(samples.journal().resolve("rejects.csv"));
        assertEquals(12, kept.size());
        assertTrue(kept.getLast()
                .startsWith("15,\"quantity 0.000000005 is not above 0\",\"102,1.000000005,0.000000005\","));
        assertTrue(kept.get(8).startsWith("12,\"time 'soon' is not understood\",\"soon,\"\"a,b\"\",1\","), kept.get(8));
    }

    @Test
    void rejectsBarsThatAreNone() {
        IngestResult result = samples.ingest(
                "ohlcv-csv",
                b -> b.barPeriodNs(1_000_000_000L),
                samples.file(
                        "a.csv",
                        "time,open,high,low,close,volume",
                        "100,2,3,1,2,0",
                        "100,2,3,1,2,0",
                        "101,2,3,2.5,2,0",
                        "102,2,1.9,1,1,0",
                        "103,2,3,1,2,-1",
                        "104,0,3,0,2,1",
                        "105,2,2,2,2,1"));
        assertEquals(
                List.of(
                        "3 time is not after that of the last accepted row",
                        "4 bar breaks low <= open, close <= high",
                        "5 bar breaks low <= open, close <= high",
                        "6 volume -1 is below 0",
                        "7 price 0 is not above 0"),
                result.rejects().stream().map(r -> r.line() + " " + r.reason()).toList());
        assertEquals(2, result.acceptedRows());
    }

    @Test
    void acceptsNonPositivePricesWhereTheyAreReal() {
        String file = samples.file("oil.csv", "date,open,high,low,close,volume", "2020-04-20,17,18,-40,-37.63,9");
        samples.ingest("ohlcv-csv", b -> b.nonPositivePx(true).barPeriodNs(86_400_000_000_000L), file);
        assertEquals(List.of("B 2 1587427200000000000 1d 17 18 -40 -37.63 9 0"), samples.events());
        assertTrue(samples.frames().getFirst().endsWith(" 11"));
    }

    @Test
    void strictStopsAtTheFirstBadRowAndLeavesNothing() throws IOException {
        String file = samples.file("a.csv", "100,1,1", "101,1,0", "102,1,1");
        IngestException refused =
                assertThrows(IngestException.class, () -> samples.ingest(BITSTAMP, b -> b.strict(true), file));
        assertEquals(
                file + " line 2: quantity 0 is not above 0: 101,1,0 (strict: nothing was ingested)",
                refused.getMessage());
        assertEquals(List.of("a.csv"), namesIn(folder));
    }

    @Test
    void strictLeavesAnExistingJournalAsItWas() throws IOException {
        IngestResult before = samples.ingest(BITSTAMP, samples.file("a.csv", "100,1,1"));
        String bad = samples.file("b.csv", "101,1,1", "101,1,0");
        assertThrows(IngestException.class, () -> samples.ingest(BITSTAMP, b -> b.strict(true), bad));
        assertEquals(
                before.contentDigest(),
                samples.ingest(BITSTAMP, samples.file("a.csv", "100,1,1")).contentDigest());
        assertEquals(List.of("a.csv", "b.csv", "journal"), namesIn(folder));
    }

    @Test
    void theSameSourceAgainAddsNothingHoweverItIsPacked() {
        IngestResult first = samples.ingest(BITSTAMP, samples.file("a.csv", "100,1,1", "101,2,0"));
        assertFalse(first.alreadyIngested());
        String text = "100,1,1\n101,2,0\n";
        for (String again : List.of(
                samples.file("renamed.csv", "100,1,1", "101,2,0"),
                samples.gzip("a.csv.gz", text),
                samples.zip("a.zip", "a.csv", text))) {
            IngestResult second = samples.ingest(BITSTAMP, again);
            assertTrue(second.alreadyIngested());
            assertEquals(0, second.rows());
            assertEquals(first.contentDigest(), second.contentDigest());
            assertEquals(1, second.journalEvents());
            assertEquals(1, second.journalRejectedRows());
        }
    }

    @Test
    void theSameSourceTwiceInOneCallCountsOnce() {
        String file = samples.file("a.csv", "100,1,1");
        assertEquals(1, samples.ingest(BITSTAMP, file, file).journalEvents());
    }

    @Test
    void theSameSourceReadInAnotherWayIsRefused() {
        String file = samples.file("a.csv", "time,open,high,low,close,volume", "60,1,1,1,1,1", "120,1,1,1,1,1");
        samples.ingest("ohlcv-csv", file);
        assertRefused("read in another way", () -> samples.ingest("ohlcv-csv", b -> b.stamp(Format.Stamp.END), file));
        assertRefused("another volume", () -> samples.ingest("ohlcv-csv", b -> b.hasVolume(false), file));
        assertRefused("another bar period", () -> samples.ingest("ohlcv-csv", b -> b.barPeriodNs(1), file));
        assertRefused("another feed latency", () -> samples.ingest("ohlcv-csv", b -> b.feedLatencyNs(1), file));
        assertRefused("another instrument", () -> samples.ingest("ohlcv-csv", b -> b.instrument("Y.TEST"), file));
        assertRefused("another kind of rows", () -> samples.ingest(BITSTAMP, file));
    }

    @Test
    void laterFilesAreAppendedAndGiveTheJournalOfAllTogether() throws IOException {
        String a = samples.file("a.csv", "100,1,1", "101,2,0", "102,3,1");
        String b = samples.file("b.csv", "102,4,1", "103,x,1");
        samples.ingest(BITSTAMP, a);
        IngestResult appended = samples.ingest(BITSTAMP, b);
        assertEquals(2, appended.rows());
        assertEquals(3, appended.journalEvents());
        assertEquals(2, appended.journalRejectedRows());
        assertEquals(
                3, Files.readAllLines(samples.journal().resolve("rejects.csv")).size());
        IngestResult together =
                Ingest.run(IngestRequest.of(Formats.named(BITSTAMP), folder.resolve("both"), List.of(a, b))
                        .instrument("X-USD.TEST")
                        .build());
        assertEquals(Samples.frames(folder.resolve("both")), samples.frames());
        assertEquals(together.contentDigest(), appended.contentDigest());
        assertTrue(samples.ingest(BITSTAMP, a, b).alreadyIngested());
        assertEquals(List.of("a.csv", "b.csv", "both", "journal"), namesIn(folder));
    }

    @Test
    void earlierOrOverlappingFilesAreRefusedWithBothRanges() {
        IngestResult first = samples.ingest(BITSTAMP, samples.file("a.csv", "100,1,1", "200,2,1"));
        for (String file :
                List.of(samples.file("early.csv", "1,1,1", "50,1,1"), samples.file("over.csv", "150,1,1", "300,1,1"))) {
            assertRefused(
                    "which does not come after the 1970-01-01T00:01:40Z to 1970-01-01T00:03:20Z that ",
                    () -> samples.ingest(BITSTAMP, file));
        }
        assertRefused(
                "over.csv covers 1970-01-01T00:02:30Z to 1970-01-01T00:05:00Z",
                () -> samples.ingest(BITSTAMP, folder.resolve("over.csv").toString()));
        assertEquals(first.journalEvents(), samples.events().size());
    }

    @Test
    void barsOfTheTimeOfTheLastAreRefused() {
        String header = "time,open,high,low,close,volume";
        samples.ingest("ohlcv-csv", samples.file("a.csv", header, "60,1,1,1,1,1", "120,1,1,1,1,1"));
        String same = samples.file("b.csv", header, "120,2,2,2,2,1", "180,1,1,1,1,1");
        assertRefused("does not come after", () -> samples.ingest("ohlcv-csv", same));
        String wider = samples.file("c.csv", header, "300,2,2,2,2,1", "600,1,1,1,1,1");
        assertRefused("has bars 5m apart", () -> samples.ingest("ohlcv-csv", wider));
    }

    @Test
    void mergesByTimeWithTheJournalFirstAtEqualTime() {
        samples.ingest(BITSTAMP, samples.file("a.csv", "100,1,1", "102,3,1"));
        String late = samples.file("b.csv", "99,9,1", "100,2,1", "101,x,1", "102,4,1", "105,5,1");
        String third = samples.file("c.csv", "102,6,1");
        Path merged = folder.resolve("merged");
        IngestResult result = samples.ingest(BITSTAMP, b -> b.mergeTo(merged), late, third);
        assertEquals(
                List.of("9 1", "1 1", "2 1", "3 1", "4 1", "6 1", "5 1"),
                Samples.frames(merged).stream()
                        .skip(1)
                        .map(f -> f.split(" ")[3] + " " + f.split(" ")[4])
                        .toList());
        assertEquals(7, result.journalEvents());
        assertEquals(1, result.journalRejectedRows());
        assertEquals(2, samples.events().size());
        assertRefused("is already there", () -> samples.ingest(BITSTAMP, b -> b.mergeTo(merged), late));
    }

    @Test
    void mergedBarsOfTheSameTimeAreRejected() {
        String header = "time,open,high,low,close,volume";
        samples.ingest("ohlcv-csv", samples.file("a.csv", header, "60,1,1,1,1,1", "120,1,1,1,1,1"));
        String other = samples.file("b.csv", header, "120,2,2,2,2,1", "180,2,2,2,2,1");
        Path merged = folder.resolve("merged");
        IngestResult result = samples.ingest("ohlcv-csv", b -> b.mergeTo(merged), other);
        assertEquals(1, result.rejectedRows());
        assertEquals(3, result.journalEvents());
        assertEquals("B 4 240000000000 1m 2 2 2 2 1 0", Samples.frames(merged).getLast());
    }

    @Test
    void rejectsOfNewestFirstRowsAreThoseOfTheTurnedFile() {
        String[] rows = {"104,1,1", "103,x,1", "101,1,1", "102,1,1", "101,2,1"};
        IngestResult result = samples.ingest(BITSTAMP, b -> b.newestFirst(true), samples.file("a.csv", rows));
        assertEquals(
                List.of("T 2 101000000000 2 1 NONE -", "T 3 102000000000 1 1 NONE -", "T 4 104000000000 1 1 NONE -"),
                samples.events());
        assertEquals(
                List.of(3L, 2L),
                result.rejects().stream().map(IngestResult.Reject::line).toList());
    }

    @Test
    void readsEntriesOfZipsAndJars() {
        String zip = samples.zip("two.jar", "x/a.csv", "100,1,1\n", "x/b.csv", "101,1,1\n");
        assertRefused("has 2 entries: x/a.csv, x/b.csv; say which one", () -> samples.ingest(BITSTAMP, zip));
        assertRefused("there is no entry c.csv in", () -> samples.ingest(BITSTAMP, zip + "!c.csv"));
        samples.ingest(BITSTAMP, zip + "!x/a.csv", zip + "!/x/b.csv");
        assertEquals(2, samples.events().size());
    }

    @Test
    void filesWithoutAnEventLeaveNothing() throws IOException {
        assertRefused("has no rows", () -> samples.ingest(BITSTAMP, samples.bytes("empty.csv", new byte[0])));
        assertRefused(
                "has no rows", () -> samples.ingest(BITSTAMP, samples.file("head.csv", "timestamp,price,amount")));
        assertRefused("has no rows", () -> samples.ingest("freqtrade-trades-json", samples.file("e.json", "[]")));
        assertRefused(
                "has no acceptable row: all 2 were rejected, such as line 1: quantity 0 is not above 0",
                () -> samples.ingest(BITSTAMP, samples.file("bad.csv", "100,1,0", "x")));
        assertRefused(
                "there is no file",
                () -> samples.ingest(BITSTAMP, folder.resolve("none").toString()));
        assertRefused("is not a file", () -> samples.ingest(BITSTAMP, folder.toString()));
        assertFalse(Files.exists(samples.journal()));
        assertTrue(namesIn(folder).stream().noneMatch(name -> name.startsWith(".")));
    }

    @Test
    void onePricedBarNeedsItsPeriodSaid() {
        String file = samples.file("a.csv", "date,open,high,low,close,volume", "2022-01-03,1,1,1,1,1");
        assertRefused("say it with --bar", () -> samples.ingest("ohlcv-csv", file));
    }

    @Test
    void boundsLinesOfAnyLength() {
        String longLine = "1".repeat(300_000);
        IngestResult result = samples.ingest(
                BITSTAMP,
                samples.file(
                        "a.csv", "100,1,1", longLine, "101,1,1", "5".repeat(65_536), "102,1,1" + " ".repeat(65_000)));
        assertEquals(3, result.acceptedRows());
        assertEquals(
                List.of("2 row is longer than 65536 bytes", "4 row has 1 cell, price is cell 2"),
                result.rejects().stream().map(r -> r.line() + " " + r.reason()).toList());
        assertTrue(result.rejects().getFirst().text().length() < 200);
    }

    @Test
    void brokenJsonAndGzipAreRefusedInOneSentence() throws IOException {
        assertRefused(
                "is not JSON at line 2, column 1, after 1 rows: Unexpected end-of-input",
                () -> samples.ingest("freqtrade-trades-json", samples.file("a.json", "[[1,")));
        assertRefused(
                "has no array of rows", () -> samples.ingest("freqtrade-trades-json", samples.file("b.json", "{}")));
        byte[] whole = Files.readAllBytes(Path.of(samples.gzip("c.csv.gz", "100,1,1\n".repeat(5000))));
        String cut = samples.bytes("d.csv.gz", Arrays.copyOf(whole, whole.length / 2));
        assertRefused("cannot be read", () -> samples.ingest(BITSTAMP, cut));
        String xz = samples.bytes("e.xz", new byte[] {(byte) 0xfd, '7', 'z', 'X', 'Z', 0});
        assertRefused("is packed with xz", () -> samples.ingest(BITSTAMP, xz));
    }

    @Test
    void aKilledIngestIsRecognisedAndDoneAgain() throws IOException {
        String file = samples.file("a.csv", "100,1,1");
        Files.createDirectories(folder.resolve(".journal.ingest/inbound"));
        Files.writeString(folder.resolve(".journal.ingest/inbound/half"), "x");
        assertEquals(1, samples.ingest(BITSTAMP, file).journalEvents());
        Files.move(samples.journal(), folder.resolve(".journal.replaced"));
        IngestResult again = samples.ingest(BITSTAMP, file);
        assertTrue(again.alreadyIngested());
        assertEquals(List.of("a.csv", "journal"), namesIn(folder));
    }

    @Test
    void aFolderThatIsNoJournalIsLeftAlone() throws IOException {
        Files.createDirectories(samples.journal());
        Files.writeString(samples.journal().resolve("thesis.txt"), "x");
        assertRefused("is no market journal", () -> samples.ingest(BITSTAMP, samples.file("a.csv", "100,1,1")));
        assertTrue(Files.exists(samples.journal().resolve("thesis.txt")));
    }

    @Test
    void contentDigestIsThatOfTheFramesAlone() {
        String file = samples.file("a.csv", "100,1,1");
        IngestResult first = samples.ingest(BITSTAMP, file);
        IngestResult other = Ingest.run(IngestRequest.of(
                        Formats.named(BITSTAMP),
                        folder.resolve("elsewhere"),
                        List.of(samples.file("other.csv", "100,1,1")))
                .instrument("X-USD.TEST")
                .dataset("another name")
                .build());
        assertEquals(first.contentDigest(), other.contentDigest());
        IngestResult differs = Ingest.run(IngestRequest.of(
                        Formats.named(BITSTAMP), folder.resolve("third"), List.of(samples.file("third.csv", "100,1,2")))
                .instrument("X-USD.TEST")
                .build());
        assertNotEquals(first.contentDigest(), differs.contentDigest());
    }

    @Test
    void manyRowsKeepOrderAcrossDocuments() {
        Random random = new Random(7);
        List<String> lines = new ArrayList<>();
        List<String> expected = new ArrayList<>();
        long second = 1_000_000;
        for (int i = 0; i < 5_000; i++) {
            second += random.nextInt(3);
            int px = 1 + random.nextInt(1_000_000);
            lines.add(second + "," + px + "," + (i + 1));
            expected.add("T " + (i + 2) + " " + second + "000000000 " + px + " " + (i + 1) + " NONE -");
        }
        samples.ingest(BITSTAMP, samples.file("a.csv", lines.toArray(String[]::new)));
        assertEquals(expected, samples.events());
    }

    private static void assertRefused(String part, Executable action) {
        IngestException refused = assertThrows(IngestException.class, action);
        assertTrue(refused.getMessage().contains(part), refused.getMessage());
        assertFalse(refused.getMessage().contains("\n"), refused.getMessage());
    }

    private static List<String> namesIn(Path folder) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.map(p -> p.getFileName().toString()).sorted().toList();
        }
    }
}
