package io.reprise.research.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.engine.hot.HotReader;
import io.reprise.engine.hot.HotState;
import io.reprise.engine.journal.JournalException;
import io.reprise.engine.pipeline.PipelineMeter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
@Timeout(300)
class WatchTest {
    private static final long LOOK_MS = 20;

    @TempDir
    private Path folder;

    private Path market;

    @BeforeEach
    void ingest() throws IOException {
        market = folder.resolve("market");
        Cli.ok(
                "ingest",
                "--format",
                "bitstamp-trades",
                new MarketFiles(folder).trades("trades.csv"),
                "--instrument",
                "BTC-USD.BITSTAMP",
                "--journal",
                market.toString());
    }

    @Test
    void showsASessionWhileItRunsAndSaysWhenItDoesNot() throws Exception {
        Path journal = folder.resolve("watched");
        FutureTask<String> session = start(journal, "2000");
        String first = untilShown(journal, session);
        String later = first;
        while (number(later, "sequence") <= number(first, "sequence") && !session.isDone()) {
            Thread.sleep(LOOK_MS);
            later = Cli.ok("watch", journal.toString(), "--json");
        }
        String text = Cli.ok("watch", journal.toString());
        String report = session.get();

        assertTrue(number(later, "sequence") > number(first, "sequence"), later);
        assertTrue(later.contains("\"running\" : true"), later);
        assertTrue(text.contains("BTC-USD.BITSTAMP: last 1.5 at "), text);
        assertEquals(number(report, "fills"), last(journal).session().fills());
        Cli.Answer over = Cli.run("watch", journal.toString());
        assertEquals(1, over.code());
        assertEquals("reprise: no session runs on " + journal, over.err().strip());
    }

    @Test
    void whatIsShownAtTheEndIsWhatTheReportSays() throws Exception {
        Path journal = folder.resolve("counted");
        String report = start(journal, "max").get();
        HotState state = last(journal);
        HotState.Session session = state.session();
        long events =
                session.eventsByTemplate().stream().mapToLong(Long::longValue).sum();

        assertFalse(session.running());
        assertFalse(session.diverged());
        assertEquals(number(report, "events"), session.marketEvents());
        assertEquals(number(report, "orders"), session.ordersSent());
        assertEquals(number(report, "fills"), session.fills());
        assertTrue(session.fills() > 0);
        assertEquals(fixed(report, "finalEquity"), state.account().equity());
        assertEquals(fixed(report, "minCash"), state.account().minCash());
        assertEquals(fixed(report, "fees"), state.account().fees());
        assertEquals(fixed(report, "position"), state.instruments().getFirst().position());
        assertEquals(number(report, "bars"), state.series().getFirst().bars());
        assertEquals(headerFrames(journal) + events, session.seq());
        assertEquals(session.seq(), state.engine().driverSeq());
        assertEquals(0, state.engine().ringDepth());
        assertTrue(state.engine().heapBytes() > 0);
        HotState.Strategy strategy = state.strategies().getFirst();
        assertEquals("sma-cross", strategy.name());
        assertFalse(strategy.stopped());
        assertEquals(state.instruments().getFirst().position(), strategy.position());
        assertEquals(0, state.instruments().getFirst().manualPosition());
        for (HotState.Latency latency : state.latencies()) {
            if (!latency.part().equals("journal")) { // which is measured once a batch
                assertEquals((events + PipelineMeter.EVERY - 1) / PipelineMeter.EVERY, latency.count(), latency.part());
            }
            assertTrue(latency.count() > 0, latency.part());
            assertTrue(latency.atMostNs(0.5) <= latency.maxNs(), latency.part());
            assertEquals(
                    latency.count(),
                    latency.counts().stream().mapToLong(Long::longValue).sum(),
                    latency.part());
        }
    }

    @Test
    void aSessionThatIsReadAllTheTimeEndsWithTheDigestsOfOneThatIsNot() throws Exception {
        String unread = start(folder.resolve("unread"), "2000").get();
        Path journal = folder.resolve("read");
        FutureTask<String> session = start(journal, "2000");
        List<FutureTask<Long>> readers = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            FutureTask<Long> reader = new FutureTask<>(() -> hammer(journal, session));
            Thread.ofPlatform().daemon().start(reader);
            readers.add(reader);
        }
        String read = session.get();
        for (FutureTask<Long> reader : readers) {
            assertTrue(reader.get() > 100, "the state was read " + reader.get() + " times");
        }
        assertEquals(text(unread, "stateDigest"), text(read, "stateDigest"));
        assertEquals(text(unread, "outboundDigest"), text(read, "outboundDigest"));
    }

    private FutureTask<String> start(Path journal, String speed) {
        FutureTask<String> session = new FutureTask<>(() -> Cli.ok(
                "paper",
                "--source",
                market.toString(),
                "--journal",
                journal.toString(),
                "--strategy",
                "sma-cross",
                "--set",
                "fast=2",
                "--set",
                "slow=4",
                "--bar",
                "1m",
                "--qty",
                "1",
                "--fee-bps",
                "10",
                "--speed",
                speed,
                "--json"));
        Thread.ofPlatform().daemon().start(session);
        return session;
    }

    private static String untilShown(Path journal, FutureTask<String> session) throws Exception {
        while (true) {
            Cli.Answer answer = Cli.run("watch", journal.toString(), "--json");
            if (answer.code() == 0) {
                return answer.out();
            }
            assertFalse(session.isDone(), answer.err());
            Thread.sleep(LOOK_MS);
        }
    }

    /** Reads until the session is over; no state may be older than the one before, or add up to anything but its sequence. */
    private static long hammer(Path journal, FutureTask<String> session) throws Exception {
        long reads = 0;
        HotReader reader = null;
        while (reader == null && !session.isDone()) {
            try {
                reader = HotReader.open(journal);
            } catch (JournalException notYet) {
                Thread.sleep(1);
            }
        }
        try (HotReader opened = reader) {
            long seq = 0;
            long header = -1;
            while (!session.isDone()) {
                HotState.Session state = opened.read().session();
                long events = state.eventsByTemplate().stream()
                        .mapToLong(Long::longValue)
                        .sum();
                header = header < 0 ? state.seq() - events : header;
                assertTrue(state.seq() >= seq);
                assertEquals(header, state.seq() - events);
                seq = state.seq();
                reads++;
            }
        }
        return reads;
    }

    private static HotState last(Path journal) {
        try (HotReader reader = HotReader.open(journal)) {
            return reader.read();
        }
    }

    private static long headerFrames(Path journal) {
        String frames = Cli.ok("journal", "cat", journal.toString(), "--stream", "inbound");
        return frames.lines()
                .filter(line -> line.matches(".*\\b(RunHeader|RunText|SourceReference|InstrumentDefinition)\\b.*"))
                .count();
    }

    private static String text(String json, String key) {
        Matcher matcher =
                Pattern.compile("\"" + key + "\"\\s*:\\s*\"?([^\",\\s]+)").matcher(json);
        assertTrue(matcher.find(), key + " in " + json);
        return matcher.group(1);
    }

    private static long number(String json, String key) {
        return Long.parseLong(text(json, key));
    }

    private static long fixed(String json, String key) {
        return new java.math.BigDecimal(text(json, key)).movePointRight(8).longValueExact();
    }
}
