package io.reprise.bench.recovery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.codecs.DenialDecoder;
import io.reprise.codecs.ExecutionReportDecoder;
import io.reprise.codecs.MessageHeaderDecoder;
import io.reprise.codecs.StatusKind;
import io.reprise.codecs.TradeDecoder;
import io.reprise.codecs.VenueStatusDecoder;
import io.reprise.engine.backtest.MarketMerge;
import io.reprise.engine.backtest.Replay;
import io.reprise.engine.backtest.SessionJournal;
import io.reprise.engine.event.Event;
import io.reprise.engine.gateway.FeedGuard;
import io.reprise.engine.journal.JournalFolder;
import io.reprise.engine.journal.SnapshotFolder;
import io.reprise.engine.journal.StreamTailer;
import io.reprise.engine.pipeline.RingSettings;
import io.reprise.engine.pipeline.Topology;
import io.reprise.engine.risk.Reason;
import java.io.IOException;
import java.nio.file.Path;
import java.util.BitSet;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Trades through a feed that loses, doubles, delays, corrupts and misdates its messages and its connections, into a
 * session that ends without warning and goes on: each message is accounted for, each fault is journaled, no opening order
 * is let through while the market is not whole, and the journal replays.
 */
@Tag("slow")
@Timeout(300)
class FeedFaultsTest {
    private static final int EVENTS = 4_000;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void accountsForEveryMessage(long seed) throws IOException {
        RecoveryCase of = RecoveryCase.in(folder.resolve("markets"), EVENTS, seed);
        Path journal = folder.resolve("session");
        FaultyFeed feed = new FaultyFeed(seed);
        try (MarketMerge market = MarketMerge.open(of.request(journal).sources())) {
            runPart(of, journal, market, feed, EVENTS / 2, false);
            runPart(of, journal, market, feed, EVENTS - EVENTS / 2, true);
        }
        feed.requireAccounted();
        Journaled found = new Journaled();
        found.read(journal);
        assertEquals(feed.sequenced(), found.numbers.cardinality(), "seed " + seed);
        assertEquals(feed.sequenced(), found.trades, "seed " + seed);
        assertEquals(feed.statuses(), found.statuses, "seed " + seed);
        HotSum.show(journal);
        assertEquals(feed.sequenced(), HotSum.require(journal).marketEvents(), "seed " + seed);
        assertTrue(feed.gaps() <= found.gaps && found.gaps <= feed.gaps() + feed.clockJumps(), "seed " + seed);
        assertTrue(found.deniedNotWhole > 0, "nothing was decided while the market was not whole, seed " + seed);
        assertTrue(found.deniedOtherwise + found.reports > 0, "nothing was let through, seed " + seed);
        for (Topology topology : Topology.values()) {
            Replay.Outcome replay = Replay.of(journal, RecoveryCase.catalog()).verify(topology, RingSettings.DEFAULT);
            assertEquals(null, replay.difference(), "seed " + seed + ", " + topology);
        }
    }

    /** Drives part of the source through the guard into the session, which then ends, in good order or without. */
    private static void runPart(
            RecoveryCase of, Path journal, MarketMerge market, FaultyFeed feed, int events, boolean toTheEnd)
            throws IOException {
        try (MarketMerge description = MarketMerge.open(of.request(journal).sources());
                SessionJournal session = SessionJournal.open(
                        journal,
                        of.request(journal).settings(),
                        of.config(),
                        description,
                        RecoveryCase.catalog(),
                        new SnapshotFolder(JournalFolder.snapshots(journal), step -> {}),
                        note -> {});
                LivePart part = new LivePart(session, of.topology())) {
            feed.connect(new FeedGuard(FaultyFeed.SOURCE, 1, FaultyFeed.RULES, part.sequencer()));
            for (int i = 0; i < events; i++) {
                var source = market.next();
                feed.send(source.buffer(), source.offset());
            }
            part.end(toTheEnd);
        }
    }

    /** What the journal says of the feed. */
    private static final class Journaled {
        private final BitSet numbers = new BitSet();
        private final BitSet notWholeAt = new BitSet();
        private final MessageHeaderDecoder header = new MessageHeaderDecoder();
        private final TradeDecoder trade = new TradeDecoder();
        private final VenueStatusDecoder status = new VenueStatusDecoder();
        private final DenialDecoder denial = new DenialDecoder();
        private boolean whole = true;
        private long lastTsInitNs = Long.MIN_VALUE;
        private long trades;
        private long statuses;
        private long gaps;
        private long reports;
        private long deniedNotWhole;
        private long deniedOtherwise;

        void read(Path journal) {
            try (StreamTailer tailer = StreamTailer.open(JournalFolder.inbound(journal))) {
                while (tailer.next()) {
                    for (int at = tailer.offset(); at < tailer.limit(); ) {
                        frame(tailer.buffer(), at);
                        at += Event.frameLength(tailer.buffer(), at);
                    }
                }
                assertEquals(null, tailer.damage());
            }
        }

        private void frame(UnsafeBuffer buffer, int at) {
            int seq = Math.toIntExact(Event.seq(buffer, at));
            assertTrue(Event.tsInitNs(buffer, at) >= lastTsInitNs, "tsInit goes back at sequence " + seq);
            lastTsInitNs = Event.tsInitNs(buffer, at);
            switch (Event.templateId(buffer, at)) {
                case TradeDecoder.TEMPLATE_ID -> {
                    trades++;
                    numbers.set(Math.toIntExact(
                            trade.wrapAndApplyHeader(buffer, at, header).tradeId()));
                }
                case VenueStatusDecoder.TEMPLATE_ID -> onStatus(status.wrapAndApplyHeader(buffer, at, header));
                case DenialDecoder.TEMPLATE_ID -> onDenial(denial.wrapAndApplyHeader(buffer, at, header));
                case ExecutionReportDecoder.TEMPLATE_ID -> reports++;
                default -> {}
            }
            notWholeAt.set(seq, !whole);
        }

        private void onStatus(VenueStatusDecoder said) {
            statuses++;
            gaps += said.statusKind() == StatusKind.GAP ? 1 : 0;
            whole = said.statusKind() == StatusKind.CONNECTED;
        }

        private void onDenial(DenialDecoder said) {
            boolean forThat = said.reason() == Reason.MARKET_NOT_WHOLE.code();
            assertEquals(notWholeAt.get(Math.toIntExact(said.causeSeq())), forThat, "cause " + said.causeSeq());
            deniedNotWhole += forThat ? 1 : 0;
            deniedOtherwise += forThat ? 0 : 1;
        }
    }
}
