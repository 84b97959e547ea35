package io.reprise.bench.recovery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.codecs.VenueStatusDecoder;
import io.reprise.engine.backtest.MarketMerge;
import io.reprise.engine.backtest.MarketSource;
import io.reprise.engine.backtest.Replay;
import io.reprise.engine.execution.ReconcileRules;
import io.reprise.engine.gateway.FeedGuard;
import io.reprise.engine.hot.HotState;
import io.reprise.engine.live.CrashPoint;
import io.reprise.engine.live.LiveSession;
import io.reprise.engine.live.PaperSession;
import io.reprise.engine.pipeline.RingSettings;
import io.reprise.engine.pipeline.Topology;
import io.reprise.engine.sim.VenueSettings;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A feed with gaps, duplicates, late, corrupt and misdated messages and lost connections, through its guard into a live
 * session that is stopped and opened again: what the hot state shows in the end adds up to what the source sent.
 */
@Tag("slow")
@Timeout(120)
class LiveFeedTest {
    private static final int EVENTS = 3_000;
    private static final long LATENCY_NS = 500_000_000L;

    @TempDir
    private Path folder;

    private FaultyVenue venue;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void theHotStateAddsUpToWhatWasSent(long seed) throws IOException {
        RecoveryCase of = RecoveryCase.in(folder.resolve("markets"), EVENTS, seed);
        PaperSession.Request paper = of.request(folder.resolve("session"));
        LiveSession.Request request = new LiveSession.Request(
                of.config(),
                paper.journal(),
                paper.settings(),
                of.topology(),
                paper.ring(),
                paper.snapshotEvents(),
                paper.snapshotNs(),
                new ReconcileRules(10 * LATENCY_NS, ReconcileRules.NEVER));
        FaultyFeed feed = new FaultyFeed(seed);
        try (MarketMerge market = MarketMerge.open(paper.sources())) {
            venue = new FaultyVenue(
                    market.instruments().getFirst(),
                    VenueSettings.of(LATENCY_NS, of.config().costs(), false, false),
                    seed);
            play(request, market, feed, EVENTS / 2, false);
            play(request, market, feed, EVENTS - EVENTS / 2, true);
        }
        feed.requireAccounted();
        HotState.Session shown = HotSum.require(paper.journal());
        assertEquals(feed.sequenced(), shown.marketEvents(), "seed " + seed);
        assertTrue(shown.gaps() >= feed.gaps(), shown.gaps() + " gaps, seed " + seed);
        assertTrue(shown.eventsByTemplate().get(VenueStatusDecoder.TEMPLATE_ID) >= feed.statuses(), "seed " + seed);
        assertTrue(shown.fills() > 0, "nothing was traded, seed " + seed);
        assertNull(Replay.of(paper.journal(), RecoveryCase.catalog())
                .verify(Topology.INLINE, RingSettings.DEFAULT)
                .difference());
    }

    private void play(LiveSession.Request request, MarketMerge market, FaultyFeed feed, int events, boolean toTheEnd)
            throws IOException {
        MarketSource source = market.next();
        try (LiveSession session = LiveSession.open(
                request,
                market,
                venue,
                RecoveryCase.catalog(),
                System.out::println,
                CrashPoint.Listener.NONE,
                source.tsInitNs())) {
            venue.connect();
            feed.connect(new FeedGuard(FaultyFeed.SOURCE, 1, FaultyFeed.RULES, session.feed()));
            for (int i = 1; i <= events; i++) {
                venue.onTrade(source.buffer(), source.offset());
                feed.send(source.buffer(), source.offset());
                session.poll(source.tsInitNs());
                if (i < events) {
                    source = market.next();
                }
            }
            if (toTheEnd) {
                session.finish();
            } else {
                session.stop();
            }
            assertNull(session.divergence());
        }
        venue.drop();
    }
}
