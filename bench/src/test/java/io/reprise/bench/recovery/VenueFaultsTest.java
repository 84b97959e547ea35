package io.reprise.bench.recovery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.codecs.ExecType;
import io.reprise.codecs.ExecutionReportDecoder;
import io.reprise.codecs.MessageHeaderDecoder;
import io.reprise.codecs.MessageHeaderEncoder;
import io.reprise.codecs.OrderAction;
import io.reprise.codecs.OrderCommandDecoder;
import io.reprise.codecs.Side;
import io.reprise.codecs.StatusKind;
import io.reprise.codecs.VenueStatusDecoder;
import io.reprise.codecs.VenueStatusEncoder;
import io.reprise.engine.backtest.EventSequencer;
import io.reprise.engine.backtest.MarketMerge;
import io.reprise.engine.backtest.MarketSource;
import io.reprise.engine.backtest.Replay;
import io.reprise.engine.backtest.SessionJournal;
import io.reprise.engine.backtest.WhatIf;
import io.reprise.engine.event.Event;
import io.reprise.engine.journal.JournalFolder;
import io.reprise.engine.journal.SnapshotFolder;
import io.reprise.engine.journal.StreamTailer;
import io.reprise.engine.pipeline.RingSettings;
import io.reprise.engine.pipeline.Topology;
import io.reprise.engine.sim.VenueReason;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A venue that is lost and found, or owes its answers, at seeded times, under a session that is started again on the way:
 * an order is unresolved until the venue is asked, nothing leaves meanwhile, and every order comes to one end.
 */
@Tag("slow")
@Timeout(300)
class VenueFaultsTest {
    private static final int EVENTS = 4_000;
    private static final int SEEDS = 8;

    @TempDir
    private Path folder;

    @Test
    void everyOrderComesToOneEnd() throws IOException {
        Journaled all = new Journaled();
        for (long seed = 1; seed <= SEEDS; seed++) {
            RecoveryCase of = RecoveryCase.in(folder.resolve("markets"), EVENTS, seed);
            Path journal = folder.resolve("session-" + seed);
            Faults faults = new Faults(seed);
            try (MarketMerge market = MarketMerge.open(of.request(journal).sources())) {
                runPart(of, journal, market, faults, EVENTS / 2, false);
                runPart(of, journal, market, faults, EVENTS - EVENTS / 2, true);
            }
            Journaled found = new Journaled();
            found.read(journal);
            assertEquals(found.sent, found.ends, "seed " + seed);
            HotSum.show(journal);
            assertEquals(EVENTS, HotSum.require(journal).marketEvents(), "seed " + seed);
            for (Topology topology : Topology.values()) {
                Replay.Outcome replay =
                        Replay.of(journal, RecoveryCase.catalog()).verify(topology, RingSettings.DEFAULT);
                assertEquals(null, replay.difference(), "seed " + seed + ", " + topology);
                assertEquals(found.position, replay.result().position(), "seed " + seed + ", " + topology);
            }
            WhatIf.Answer unchanged =
                    WhatIf.of(journal, List.of(), RecoveryCase.catalog()).ask(of.config());
            assertEquals(null, unchanged.divergence(), "seed " + seed);
            assertEquals(found.position, unchanged.changed().position(), "seed " + seed);
            all.heardLate += found.heardLate;
            all.filledOverAFault += found.filledOverAFault;
            all.notSent += found.notSent;
        }
        assertTrue(all.heardLate > 0, "no report was ever held");
        assertTrue(all.filledOverAFault > 0, "no order was filled in part before a fault and after it");
        assertTrue(all.notSent > 0, "no command was ever kept back");
    }

    private static void runPart(
            RecoveryCase of, Path journal, MarketMerge market, Faults faults, int events, boolean toTheEnd)
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
            for (int i = 0; i < events; i++) {
                MarketSource source = market.next();
                faults.before(part.sequencer());
                part.sequencer().market(source.buffer(), source.offset(), 0);
            }
            if (toTheEnd) {
                faults.heal(part.sequencer());
            }
            part.end(toTheEnd);
        }
    }

    /** Loses and finds the venue, or its answers. */
    private static final class Faults {
        private final SplittableRandom random;
        private final UnsafeBuffer frame = new UnsafeBuffer(new byte[Event.FRAME_BYTES_MAX]);
        private boolean faulty;
        private int instrumentId;

        Faults(long seed) {
            random = new SplittableRandom(seed);
        }

        void before(EventSequencer sequencer) {
            if (faulty && random.nextInt(25) == 0) {
                heal(sequencer);
            } else if (!faulty && random.nextInt(40) == 0) {
                boolean gone = random.nextBoolean();
                instrumentId = gone ? -1 : 0;
                faulty = true;
                say(sequencer, gone ? StatusKind.DISCONNECTED : StatusKind.GAP);
            }
        }

        void heal(EventSequencer sequencer) {
            faulty = false;
            say(sequencer, StatusKind.CONNECTED);
        }

        private void say(EventSequencer sequencer, StatusKind kind) {
            new VenueStatusEncoder()
                    .wrapAndApplyHeader(frame, 0, new MessageHeaderEncoder())
                    .tsEventNs(sequencer.nowNs())
                    .tsInitNs(sequencer.nowNs())
                    .instrumentId(instrumentId)
                    .sourceId(EventSequencer.VENUE_SOURCE)
                    .statusKind(kind)
                    .untilNs(VenueStatusEncoder.untilNsNullValue())
                    .venueId(-1);
            sequencer.status(frame, 0);
        }
    }

    /** What the journal says of the orders. */
    private static final class Journaled {
        private final Map<Long, Integer> sent = new HashMap<>();
        private final Map<Long, Integer> ends = new HashMap<>();
        private final Map<Long, Integer> filledIn = new HashMap<>();
        private final MessageHeaderDecoder header = new MessageHeaderDecoder();
        private final OrderCommandDecoder command = new OrderCommandDecoder();
        private final ExecutionReportDecoder report = new ExecutionReportDecoder();
        private final VenueStatusDecoder status = new VenueStatusDecoder();
        private boolean faulty;
        private int faults;
        private long lastTsInitNs = Long.MIN_VALUE;
        private long position;
        private long heardLate;
        private long filledOverAFault;
        private long notSent;

        void read(Path journal) {
            read(JournalFolder.outbound(journal), this::outbound);
            read(JournalFolder.inbound(journal), this::inbound);
        }

        private interface Reading {
            void frame(UnsafeBuffer buffer, int at);
        }

        private static void read(Path stream, Reading reading) {
            try (StreamTailer tailer = StreamTailer.open(stream)) {
                while (tailer.next()) {
                    for (int at = tailer.offset(); at < tailer.limit(); ) {
                        reading.frame(tailer.buffer(), at);
                        at += Event.frameLength(tailer.buffer(), at);
                    }
                }
                assertEquals(null, tailer.damage());
            }
        }

        private void outbound(UnsafeBuffer buffer, int at) {
            if (Event.templateId(buffer, at) == OrderCommandDecoder.TEMPLATE_ID
                    && command.wrapAndApplyHeader(buffer, at, header).orderAction() == OrderAction.NEW) {
                sent.merge(command.orderId(), 1, Integer::sum);
            }
        }

        private void inbound(UnsafeBuffer buffer, int at) {
            assertTrue(Event.tsInitNs(buffer, at) >= lastTsInitNs);
            lastTsInitNs = Event.tsInitNs(buffer, at);
            switch (Event.templateId(buffer, at)) {
                case VenueStatusDecoder.TEMPLATE_ID -> {
                    faulty = status.wrapAndApplyHeader(buffer, at, header).statusKind() != StatusKind.CONNECTED;
                    faults += faulty ? 1 : 0;
                }
                case ExecutionReportDecoder.TEMPLATE_ID -> onReport(report.wrapAndApplyHeader(buffer, at, header));
                default -> {}
            }
        }

        private void onReport(ExecutionReportDecoder said) {
            boolean ours = said.reason() == VenueReason.NOT_SENT.code();
            notSent += ours ? 1 : 0;
            if (faulty && !ours) {
                heardLate++; // it stands between the fault and the CONNECTED that ends it
            }
            if (said.execType() == ExecType.TRADE) {
                position += said.side() == Side.BUY ? said.lastQty() : -said.lastQty();
                Integer before = filledIn.put(said.orderId(), faults);
                filledOverAFault += before != null && before != faults ? 1 : 0;
            }
            boolean isEnd = said.execType() != ExecType.CANCEL_REJECTED
                    && said.execType() != ExecType.ACCEPTED
                    && said.leavesQty() == 0;
            if (isEnd) {
                ends.merge(said.orderId(), 1, Integer::sum);
            }
        }
    }
}
