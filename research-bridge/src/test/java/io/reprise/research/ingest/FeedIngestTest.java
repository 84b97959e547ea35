package io.reprise.research.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Recorded feeds to frames: updates and their chain, clocks, what is rejected and what is passed over. */
final class FeedIngestTest {
    private static final String BINANCE = "hftbacktest-binance-book";

    @TempDir
    Path folder;

    private Samples samples;

    @BeforeEach
    void makeSamples() {
        samples = new Samples(folder);
    }

    private static String depth(long receivedNs, long tsMs, long pu, long u, String bids, String asks) {
        return receivedNs + " {\"stream\":\"x\",\"data\":{\"e\":\"depthUpdate\",\"E\":" + tsMs + ",\"T\":" + tsMs
                + ",\"s\":\"X\",\"U\":1,\"u\":" + u + ",\"pu\":" + pu + ",\"b\":[" + bids + "],\"a\":[" + asks + "]}}";
    }

    private static String snapshot(long receivedNs, long tsMs, long id) {
        return receivedNs + " {\"lastUpdateId\":" + id + ",\"T\":" + tsMs
                + ",\"bids\":[[\"99\",\"5\"],[\"98\",\"6\"]],\"asks\":[[\"101\",\"7\"]]}";
    }

    private static String trade(long receivedNs, long tsMs, String px) {
        return receivedNs + " {\"e\":\"trade\",\"T\":" + tsMs + ",\"s\":\"X\",\"t\":1,\"p\":\"" + px
                + "\",\"q\":\"2\",\"m\":true}";
    }

    @Test
    void updatesWaitForTheSnapshotAndThoseItHoldsArePassedOver() {
        IngestResult result = samples.ingest(
                BINANCE,
                samples.file(
                        "a.txt",
                        depth(1_000_000, 1, 8, 9, "[\"99\",\"1\"]", ""),
                        depth(2_000_000, 2, 9, 11, "[\"99\",\"2\"]", "[\"101\",\"0\"]"),
                        snapshot(3_000_000, 3, 10),
                        depth(4_000_001, 4, 11, 12, "", "[\"102\",\"3\"]")));
        assertEquals(
                List.of(
                        "S 3000000 BUY 5@99 u10 first",
                        "S 3000000 BUY 6@98 u10",
                        "S 3000000 SELL 7@101 u10 last",
                        "D 3000000 SET BUY 2@99 u11 first",
                        "D 3000000 SET SELL 0@101 u11 last",
                        "D 4000000+1 SET SELL 3@102 u12 first last"),
                samples.events());
        assertEquals(4, result.acceptedRows());
        assertEquals(6, result.journalEvents());
    }

    @Test
    void aBreakInTheChainIsAGapToTheNextSnapshot() {
        samples.ingest(
                BINANCE,
                samples.file(
                        "a.txt",
                        snapshot(1_000_000, 1, 10),
                        depth(2_000_000, 2, 10, 12, "[\"99\",\"1\"]", ""),
                        depth(3_000_000, 3, 13, 14, "[\"99\",\"2\"]", ""),
                        snapshot(4_000_000, 4, 14)));
        assertEquals(
                List.of(
                        "D 2000000 SET BUY 1@99 u12 first last",
                        "D 3000000 CLEAR NONE - first last gap",
                        "S 4000000 BUY 5@99 u14 first"),
                samples.events().subList(3, 6));
    }

    @Test
    void correctsTheClockOfTheRecorder() {
        String file = samples.file(
                "a.txt", snapshot(1_000_000, 3, 10), trade(2_500_000, 4, "100"), trade(4_000_000, 5, "101"));
        samples.ingest(BINANCE, file);
        assertEquals("T 5 4000000 100 2 SELL 1", samples.events().get(3), "never known before it happens");
        Samples corrected = new Samples(folder.resolve("auto"));
        corrected.ingest(BINANCE, b -> b.clockOffsetNs(null).feedLatencyNs(7), file);
        assertEquals("S 3000000+7 BUY 5@99 u10 first", corrected.events().get(0), "the soonest of all");
        assertEquals("T 5 4000000+500007 100 2 SELL 1", corrected.events().get(3));
        assertEquals("T 6 5000000+1000007 101 2 SELL 1", corrected.events().get(4));
    }

    @Test
    void rejectsWhatIsNoEventAndLeavesNothingOfIt() {
        IngestResult result = samples.ingest(
                BINANCE,
                samples.file(
                        "a.txt",
                        snapshot(1_000_000, 1, 10),
                        "2000000 {\"e\":\"trade\",",
                        trade(3_000_000, 3, "-1"),
                        trade(4_000_000, 4, "100"),
                        trade(5_000_000, 3, "100"),
                        depth(6_000_000, 6, 10, 11, "[\"99\",\"1\"],[\"98\",\"x\"]", ""),
                        "7000000 {\"e\":\"kline\",\"s\":\"X\"}",
                        "a word"));
        assertEquals(
                List.of(
                        "2 it is no JSON message",
                        "3 price -1 is not above 0",
                        "5 time is before that of the last accepted trade",
                        "6 quantity: 'x' is not a decimal number"),
                result.rejects().stream().map(r -> r.line() + " " + r.reason()).toList());
        assertEquals(2, result.otherRows());
        assertEquals(4, samples.events().size());
        assertTrue(Files.exists(samples.journal().resolve(Rejects.FILE_NAME)));
    }

    @Test
    void aBidAboveTheAskIsNoQuote() {
        IngestResult result = samples.ingest(
                "lean-crypto-minute-quotes",
                samples.file(
                        "20240102_quote.csv",
                        "0,1,1,1,99,5,1,1,1,101,7",
                        "60000,1,1,1,102,5,1,1,1,101,7",
                        "120000,1,1,1,99,5,,,,,"));
        assertEquals(List.of("Q 1704153660000000000 5@99 7@101"), samples.events());
        assertEquals("bid 102 is above ask 101", result.rejects().getFirst().reason());
        assertEquals(1, result.otherRows());
    }

    @Test
    void refusesInOneSentence() {
        String two = samples.file(
                "two.txt", snapshot(1, 1, 1), trade(2, 2, "1"), trade(3, 3, "1").replace("\"X\"", "\"Y\""));
        assertEquals(
                two + " has several symbols (X, Y): choose one with --symbol",
                refused(() -> samples.ingest(BINANCE, two)));
        assertEquals(
                two + " has no row of symbol Z, but of X, Y",
                refused(() -> samples.ingest(BINANCE, b -> b.symbol("Z"), two)));
        String bad = samples.file("bad.txt", trade(1, 1, "0"));
        assertEquals(
                bad + " line 1: price 0 is not above 0 (strict: nothing was ingested)",
                refused(() -> samples.ingest(BINANCE, b -> b.strict(true), bad)));
        assertEquals(
                bad + " has nothing of format " + BINANCE + ": line 1: price 0 is not above 0",
                refused(() -> samples.ingest(BINANCE, bad)));
        assertEquals(List.of(), List.of(folder.toFile().list((at, name) -> name.startsWith("journal"))));
    }

    @Test
    void whatWasIngestedBeforeAddsNothing() {
        String file = samples.file("a.txt", snapshot(1_000_000, 1, 10), trade(2_000_000, 2, "100"));
        IngestResult first = samples.ingest(BINANCE, file);
        IngestResult again = samples.ingest(BINANCE, file);
        assertTrue(again.alreadyIngested());
        assertEquals(first.contentDigest(), again.contentDigest());
        String other = samples.file("b.txt", trade(2_000_000, 2, "100"));
        assertEquals(
                samples.journal() + " is already there, made of something else: choose another folder for --journal",
                refused(() -> samples.ingest(BINANCE, other)));
    }

    @Test
    void filesOfOneFeedAreMergedByTheirTimeOfReceipt() {
        String snapshot = samples.file("http.txt", snapshot(3_000_000, 3, 10));
        String stream = samples.file(
                "ws.txt",
                depth(2_000_000, 2, 9, 11, "[\"99\",\"2\"]", ""),
                depth(4_000_000, 4, 11, 12, "[\"98\",\"0\"]", ""));
        samples.ingest(BINANCE, snapshot, stream);
        assertEquals(
                List.of("D 3000000 SET BUY 2@99 u11 first last", "D 4000000 SET BUY 0@98 u12 first last"),
                samples.events().subList(3, 5));
    }

    private static String refused(Runnable run) {
        return assertThrows(IngestException.class, run::run).getMessage();
    }
}
